package org.multilevel.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;

/** Tables and models for the tests of the rooms from the model on. */
public final class Samples {
    private Samples() {}

    /** Returns one of the sample tables, with the named columns read as categories. */
    public static Table table(String name, String... categorical) {
        return CsvTable.open(
                Path.of("workflows", "data", name + ".csv"),
                CsvOptions.defaults().withCategorical(List.of(categorical)));
    }

    /** Returns sleepstudy: Reaction, Days and Subject, 180 rows. */
    public static Table sleepstudy() {
        return table("sleepstudy", "Subject");
    }

    /** Returns {@code Reaction ~ Days + (Days | Subject)} by REML. */
    public static MixedModel sleepstudyModel() {
        return LinearMixedModel.of("Reaction ~ Days + (Days | Subject)")
                .withThreads(1)
                .fit(sleepstudy());
    }

    /** Returns a model of a sample table. */
    public static MixedModel fit(String formula, EstimationMethod method, Table table) {
        return LinearMixedModel.of(formula).withMethod(method).withThreads(1).fit(table);
    }

    /**
     * Returns 12 rows with what may trouble a model: a missing predictor, a missing group, a categorical predictor, weights and an
     * offset.
     */
    public static MemoryTable mixedBag() {
        return MemoryTable.builder()
                .numeric("y", 1.1, 2.3, 2.9, 4.2, 2.0, 3.1, 4.4, 5.2, 0.4, 1.1, 2.7, 3.5)
                .numeric("x", 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, Double.NaN, 3)
                .categorical("f", "a", "b", "a", "b", "b", "a", "b", "a", "a", "b", "a", "b")
                .categorical("g", "p", "p", "p", "p", "q", "q", "q", "q", "r", "r", "r", "")
                .numeric("w", 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)
                .numeric("o", 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0)
                .build();
    }

    /** Returns two rows that a sleepstudy model can predict. */
    public static MemoryTable mixedDays() {
        return MemoryTable.builder()
                .numeric("Days", 1, 2)
                .categorical("Subject", "308", "new")
                .build();
    }

    /** Returns a text resource. */
    public static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
