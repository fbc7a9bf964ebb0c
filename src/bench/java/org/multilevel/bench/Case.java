package org.multilevel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;

/** A model and a table that every program fits. */
public enum Case {
    /** Random slopes on 180 rows, 18 groups. */
    SLEEPSTUDY(
            "sleepstudy", "workflows/data/sleepstudy.csv", "Reaction ~ Days + (Days | Subject)", EstimationMethod.REML),
    /** Five fixed effects and a random slope on 7,185 rows, 160 groups. */
    HSB(
            "hsb",
            "workflows/data/hsb.csv",
            "mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)",
            EstimationMethod.ML),
    /** Two crossed factors with 2,972 and 1,128 levels on 73,421 rows. */
    INSTEVAL("insteval", "workflows/data/InstEval.csv", "y ~ service + (1 | s) + (1 | d)", EstimationMethod.REML),
    /** Three factors, the third an interaction. */
    INSTEVAL_THREE(
            "insteval-three",
            "workflows/data/InstEval.csv",
            "y ~ 1 + (1 | s) + (1 | d) + (1 | dept:service)",
            EstimationMethod.REML),
    /** A million rows, 100,000 groups. */
    SYNTHETIC("synthetic", "target/bench/synthetic.csv", SyntheticTable.FORMULA, EstimationMethod.REML);

    private final String title;
    private final String file;
    private final String formula;
    private final EstimationMethod method;

    Case(String title, String file, String formula, EstimationMethod method) {
        this.title = title;
        this.file = file;
        this.formula = formula;
        this.method = method;
    }

    /** Returns the case of that title. */
    public static Case of(String title) {
        return Arrays.stream(values())
                .filter(c -> c.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no case " + title + "."));
    }

    /** Returns the name by which the scripts know the case. */
    public String title() {
        return title;
    }

    /** Returns the model, not yet fitted. */
    public LinearMixedModel model() {
        return LinearMixedModel.of(formula).withMethod(method);
    }

    /** Opens the CSV file; relative to the top of the project. */
    public Table csv() {
        List<String> labels = this == INSTEVAL || this == INSTEVAL_THREE ? List.of("service", "dept") : List.of();
        return CsvTable.open(Path.of(file), CsvOptions.defaults().withCategorical(labels));
    }

    /** Returns the table in memory. */
    public Table inMemory() {
        return this == SYNTHETIC ? new SyntheticTable(SyntheticTable.ROWS).table() : copy(csv());
    }

    static Table copy(Table table) {
        int rows = Math.toIntExact(table.rowCount().orElseThrow());
        List<Column> columns = table.columns();
        List<double[]> numbers = new ArrayList<>();
        List<String[]> labels = new ArrayList<>();
        for (Column column : columns) {
            boolean numeric = column.type() == ColumnType.NUMERIC;
            numbers.add(new double[numeric ? rows : 0]);
            labels.add(new String[numeric ? 0 : rows]);
        }
        table.scan(columns.stream().map(Column::name).toList(), Progress.NONE, batch -> {
            for (int k = 0; k < columns.size(); k++) {
                copyColumn(batch, k, columns.get(k).type(), numbers.get(k), labels.get(k));
            }
        });
        MemoryTable.Builder builder = MemoryTable.builder();
        for (int k = 0; k < columns.size(); k++) {
            String name = columns.get(k).name();
            if (columns.get(k).type() == ColumnType.NUMERIC) {
                builder.numeric(name, numbers.get(k));
            } else {
                builder.categorical(name, labels.get(k));
            }
        }
        return builder.build();
    }

    private static void copyColumn(Batch batch, int k, ColumnType type, double[] numbers, String[] labels) {
        int first = Math.toIntExact(batch.firstRow());
        if (type == ColumnType.NUMERIC) {
            System.arraycopy(batch.numbers(k), 0, numbers, first, batch.size());
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            int code = batch.codes(k)[i];
            labels[first + i] = code < 0 ? "" : batch.levels(k).label(code);
        }
    }
}
