package org.multilevel.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.DataException;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;

/** Tables of results as Datasets: texts, doubles and longs, null where there is no value. */
final class ResultDatasets {
    private static final String REMEDY = "name a place that is there and may be written to";

    private ResultDatasets() {}

    static Dataset<Row> of(SparkSession session, ResultTable table) {
        List<Row> rows = new ArrayList<>(table.rowCount());
        rows(table).forEachRemaining(rows::add);
        return session.createDataFrame(rows, schema(table));
    }

    static StructType schema(ResultTable table) {
        return new StructType(table.columns().stream()
                .map(column -> DataTypes.createStructField(
                        column.name(), type(column), !(column instanceof ResultColumn.Whole)))
                .toArray(StructField[]::new));
    }

    static Iterator<Row> rows(ResultTable table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> RowFactory.create(table.columns().stream()
                        .map(column -> cell(column, row))
                        .toArray()))
                .iterator();
    }

    private static DataType type(ResultColumn column) {
        return switch (column.kind()) {
            case TEXT -> DataTypes.StringType;
            case REAL -> DataTypes.DoubleType;
            case WHOLE -> DataTypes.LongType;
        };
    }

    private static @Nullable Object cell(ResultColumn column, int row) {
        if (column instanceof ResultColumn.Real real) {
            double number = real.cells().applyAsDouble(row);
            return Double.isNaN(number) ? null : (Object) number;
        }
        if (column instanceof ResultColumn.Whole whole) {
            return whole.cells().applyAsLong(row);
        }
        String text = column.text(row);
        return text.isEmpty() ? null : text;
    }

    /** Makes the folder in which tables are to be, before the long work. */
    static void check(SparkSession session, String place) {
        SparkProblems.told(sentence(place), REMEDY, () -> {
            try {
                Path folder = new Path(place);
                return folder.getFileSystem(session.sparkContext().hadoopConfiguration())
                        .mkdirs(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Makes sure that what is written to a place, for which all that is there makes room, leaves the files of some rows alone. */
    static void checkApart(Dataset<Row> rows, String place) {
        boolean apart = SparkProblems.told(sentence(place), REMEDY, () -> {
            Configuration configuration = rows.sparkSession().sparkContext().hadoopConfiguration();
            Path target = qualified(new Path(place), configuration);
            return Arrays.stream(rows.inputFiles())
                    .map(file -> qualified(new Path(URI.create(file)), configuration))
                    .noneMatch(file -> isWithin(file, target));
        });
        if (!apart) {
            throw new DataException("What is written to \"" + place
                    + "\" would replace the rows that the model is fitted to: name another place.");
        }
    }

    private static Path qualified(Path path, Configuration configuration) {
        try {
            return path.getFileSystem(configuration).makeQualified(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWithin(Path file, Path folder) {
        for (Path around = file; around != null; around = around.getParent()) {
            if (around.equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Writes each table as a folder of one file under its name. */
    static void write(SparkSession session, List<ResultTable> tables, String place, String format) {
        for (ResultTable table : tables) {
            SparkProblems.told(sentence(place), REMEDY, () -> {
                of(session, table)
                        .coalesce(1)
                        .write()
                        .mode(SaveMode.Overwrite)
                        .format(format)
                        .option("header", true)
                        .save(new Path(place, table.name()).toString());
                return table;
            });
        }
    }

    /** Writes a table that executors make as a folder of their files under its name. */
    static void write(Dataset<Row> table, String place, String name, String format) {
        write(table, new Path(place, name).toString(), format);
    }

    /** Writes rows that executors make as a folder of their files. */
    static void write(Dataset<Row> rows, String place, String format) {
        SparkProblems.told(sentence(place), REMEDY, () -> {
            rows.write()
                    .mode(SaveMode.Overwrite)
                    .format(format)
                    .option("header", true)
                    .save(place);
            return place;
        });
    }

    private static String sentence(String place) {
        return "Tables cannot be written to \"" + place + "\"";
    }
}
