package org.multilevel.spark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.multilevel.cli.TableHost;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.ResultTable;

/** Opens for the command line whatever Spark reads. */
final class SparkHost implements TableHost, AutoCloseable {
    private static final String CSV = "csv";
    /** As the command line reads text: a header, types from the values, and what R writes for a missing value. */
    private static final Map<String, String> OF_CSV =
            Map.of("header", "true", "inferSchema", "true", "nullValue", "NA");

    /** What Spark's parser takes for the name of a table; it refuses the paths of most folders. */
    private static final Pattern NAME =
            Pattern.compile("(\\w+|`[^`]+`)(\\.(\\w+|`[^`]+`))*", Pattern.UNICODE_CHARACTER_CLASS);

    private final SparkSession.Builder builder;
    /** What is read, which nothing that is written may take the place of. */
    private Optional<Dataset<Row>> read = Optional.empty();

    SparkHost(SparkSession.Builder builder) {
        this.builder = builder;
    }

    @Override
    public String program() {
        return "spark-submit multilevel-spark.jar";
    }

    @Override
    public Rows open(
            String input,
            String format,
            Map<String, String> options,
            Spreading spreading,
            LinearMixedModel model,
            Progress progress) {
        progress.report("opening the table", Double.NaN);
        Dataset<Row> rows = SparkProblems.told(
                "The table \"" + input + "\" cannot be opened",
                "name a path or a table that is there, and with --format what it is if its name does not tell",
                () -> read(input, format, options));
        read = Optional.of(rows);
        int buckets = spreading.buckets().orElse(DatasetParts.BUCKETS);
        return new Opened(rows, DatasetParts.of(rows, model, spreading.spread(), buckets));
    }

    @Override
    public void checkPlace(String place) {
        ResultDatasets.check(builder.getOrCreate(), place);
    }

    @Override
    public void keep(List<ResultTable> tables, String place, String format) {
        for (ResultTable table : tables) {
            read.ifPresent(rows -> ResultDatasets.checkApart(rows, place + "/" + table.name()));
        }
        ResultDatasets.write(builder.getOrCreate(), tables, place, format);
    }

    private Dataset<Row> read(String input, String format, Map<String, String> options) {
        SparkSession session = builder.getOrCreate();
        String known = format.isEmpty() ? formatOf(input) : format.toLowerCase(Locale.ROOT);
        if (known.isEmpty() && isTable(session, input)) {
            return session.table(input);
        }
        DataFrameReader reader =
                known.isEmpty() ? session.read() : session.read().format(known);
        if (known.equals(CSV)) {
            reader = reader.options(OF_CSV);
        }
        return reader.options(options).load(input);
    }

    private static boolean isTable(SparkSession session, String input) {
        return NAME.matcher(input).matches() && session.catalog().tableExists(input);
    }

    /** Returns the format that a name tells; without one, what Spark takes by default. */
    private static String formatOf(String input) {
        String name = input.toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll("\\.(gz|bz2|zst|zstd)$", "");
        String extension = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
        return switch (extension) {
            case CSV, "txt" -> CSV;
            case "parquet", "orc", "json", "avro" -> extension;
            case "jsonl", "ndjson" -> "json";
            default -> "";
        };
    }

    @Override
    public void close() {
        SparkSession.getActiveSession().foreach(session -> {
            session.stop();
            return session;
        });
    }

    /** A Dataset that was opened. */
    private static final class Opened implements Rows {
        private final Dataset<Row> rows;
        private final DatasetParts parts;
        private Optional<LiveModel> fitted = Optional.empty();

        Opened(Dataset<Row> rows, DatasetParts parts) {
            this.rows = rows;
            this.parts = parts;
        }

        @Override
        public Table table() {
            return parts.whole();
        }

        @Override
        public LiveModel fit(LinearMixedModel model, LinearMixedModel.GroupCheck check) {
            LiveModel live = model.live(parts, check);
            fitted = Optional.of(live);
            return live;
        }

        /** Returns the fit where its groups stayed on the executors. */
        private Optional<SpreadMixedModel> spread() {
            return fitted.filter(live -> live.problem().isSpread())
                    .map(live -> SpreadMixedModel.of(rows.sparkSession(), parts, live));
        }

        @Override
        public void checkPredictions(String place) {
            ResultDatasets.checkApart(rows, place);
        }

        @Override
        public void keepGroups(String place, String format) {
            spread().ifPresent(model -> model.tables().forEach((name, table) -> {
                ResultDatasets.checkApart(rows, place + "/" + name);
                ResultDatasets.write(table, place, name, format);
            }));
        }

        @Override
        public void keepPredictions(String place, String format) {
            Dataset<Row> predicted = spread().map(model -> model.predict(rows))
                    .orElseGet(() -> SparkMixedModels.predict(
                            fitted.orElseThrow(() -> new IllegalStateException("nothing was fitted"))
                                    .model(),
                            rows));
            ResultDatasets.write(predicted, place, format);
        }

        @Override
        public void close() {
            parts.close();
        }
    }
}
