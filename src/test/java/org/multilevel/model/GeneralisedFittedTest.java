package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;

/** The table of fitted values and residuals of a generalised model, on the rows of its fit and on others. */
class GeneralisedFittedTest {
    /** One row of the table. */
    private record Row(
            double fitted, double population, double residual, double linear, double pearson, double deviance) {}

    private static Table table(String name) throws URISyntaxException {
        Path file = Path.of(
                Objects.requireNonNull(GeneralisedFittedTest.class.getResource("/reference-glmm/" + name + ".csv"))
                        .toURI());
        return CsvTable.open(file, CsvOptions.defaults());
    }

    private static MixedModel fit(String formula, String family, Table table) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family))
                .fit(table);
    }

    private static FittedCheck check(MixedModel model, Table table) {
        return model.fitted(table, Progress.NONE, rows -> {});
    }

    private static List<Row> rows(MixedModel model, Table table) {
        List<Row> rows = new ArrayList<>();
        model.fitted(table, Progress.NONE, some -> {
            for (int i = 0; i < some.size(); i++) {
                rows.add(new Row(
                        some.fitted(i),
                        some.population(i),
                        some.residual(i),
                        some.linearPredictor(i),
                        some.pearsonResidual(i),
                        some.devianceResidual(i)));
            }
        });
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cbpp-logit; cbpp; cbind(incidence, size - incidence) ~ factor(period) + (1 | herd); binomial",
                "contraception; contraception; use ~ urban + age + (1 | district); binomial",
                "epil; epil; y ~ lbase * trt + lage + V4 + (1 | subject); poisson"
            })
    void fittedValuesAndResidualsAreThoseOfLme4(String name, String data, String formula, String family)
            throws IOException, URISyntaxException {
        Table table = table(data);
        List<Row> rows = rows(fit(formula, family, table), table);
        JsonNode of = reference(name);
        int every = of.get("every").asInt();
        for (int i = 0; i < of.get("y").size(); i++) {
            Row row = rows.get(i * every);
            // lme4 stops this far from the optimum that both seek.
            double tolerance = 5e-5;
            assertEquals(of.get("eta").get(i).asDouble(), row.linear(), tolerance);
            assertEquals(of.get("fitted").get(i).asDouble(), row.fitted(), tolerance * (1 + row.fitted()));
            assertEquals(of.get("population").get(i).asDouble(), row.population(), tolerance * (1 + row.population()));
            assertEquals(of.get("response").get(i).asDouble(), row.residual(), tolerance * (1 + row.fitted()));
            assertEquals(of.get("pearson").get(i).asDouble(), row.pearson(), 5 * tolerance);
            assertEquals(of.get("deviance").get(i).asDouble(), row.deviance(), 5 * tolerance);
        }
    }

    private static JsonNode reference(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GeneralisedFittedTest.class.getResourceAsStream("/reference-glmm/residuals.json"))) {
            for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
                if (node.get("name").asText().equals(name)) {
                    return node;
                }
            }
        }
        throw new IllegalArgumentException(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cbpp; cbind(incidence, size - incidence) ~ factor(period) + (1 | herd); binomial",
                "cbpp; cbind(incidence, size - incidence) ~ factor(period); binomial:cloglog",
                "contraception; use ~ urban + age + (1 + urban | district); binomial:probit",
                "epil; y ~ lbase * trt + lage + offset(0.1 * V4) + (1 + visit | subject); poisson",
                "epil; y ~ lbase * trt + lage + V4 + (1 | subject); negative-binomial",
                "grouseticks; TICKS ~ factor(YEAR) + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION); poisson",
                "cake; angle ~ recipe + temp + (1 | replicate) + (1 | recipe:replicate); gamma",
                "cake; angle ~ recipe + temp + (1 | replicate); gamma:inverse"
            })
    void theRowsOfTheFitPass(String data, String formula, String family) throws URISyntaxException {
        Table table = table(data);
        MixedModel model = fit(formula, family, table);
        assertTrue(check(model, table).holds());
        MixedModel loaded = MixedModel.fromJson(model.toJson());
        assertTrue(check(loaded, table).holds());
        assertEquals(rows(model, table), rows(loaded, table));
    }

    @Test
    void proportionsWithTrialsAreThoseOfTheCounts() throws URISyntaxException {
        Table table = table("cbpp");
        List<Row> counts =
                rows(fit("cbind(incidence, size - incidence) ~ factor(period) + (1 | herd)", "binomial", table), table);
        MixedModel shares = GeneralisedLinearMixedModel.of(
                        "share ~ factor(period) + (1 | herd)", Distribution.parse("binomial"))
                .withTrials("size")
                .fit(table);
        assertTrue(check(shares, table).holds());
        for (int i = 0; i < counts.size(); i++) {
            assertEquals(counts.get(i).pearson(), rows(shares, table).get(i).pearson(), 1e-9);
        }
    }

    /** Twelve groups of six counts, with weights. */
    private static Table counts(double[] y, double[] x) {
        String[] g = new String[y.length];
        double[] w = new double[y.length];
        Arrays.setAll(g, i -> "g" + i / 6);
        Arrays.setAll(w, i -> 1 + i % 3);
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .categorical("g", g)
                .build();
    }

    private static double[] y() {
        double[] y = new double[72];
        Arrays.setAll(y, i -> (i * 7 + i / 6 * 5) % 11 % 6 + i / 6 % 4);
        return y;
    }

    private static double[] x() {
        double[] x = new double[72];
        Arrays.setAll(x, i -> Math.sin(i));
        return x;
    }

    @Test
    void rowsWithOtherValuesDoNotPass() {
        Table table = counts(y(), x());
        for (String formula : List.of("y ~ x + (1 | g)", "y ~ x")) {
            MixedModel model = GeneralisedLinearMixedModel.of(formula, Distribution.parse("poisson"))
                    .withWeights("w")
                    .fit(table);
            assertTrue(check(model, table).holds(), formula);
            double[] other = y();
            other[40] += 1;
            assertFalse(check(model, counts(other, x())).holds(), formula);
            double[] moved = x();
            moved[40] += 0.5;
            assertFalse(check(model, counts(y(), moved)).holds(), formula);
            double[] swapped = y();
            swapped[1] = y()[71];
            swapped[71] = y()[1];
            assertFalse(check(model, counts(swapped, x())).holds(), formula);
        }
    }

    @Test
    void aResponseOfAnotherTypeIsRefused() throws URISyntaxException {
        Table table = counts(y(), x());
        MixedModel model = fit("y ~ x + (1 | g)", "poisson", table);
        String[] text = new String[72];
        Arrays.fill(text, "few");
        Table other = MemoryTable.builder()
                .categorical("y", text)
                .numeric("x", x())
                .categorical("g", text)
                .build();
        assertEquals(
                "The response y is text in this table, but was a number where the model was fitted; open the table that the"
                        + " model was fitted to.",
                assertThrows(ModelException.class, () -> check(model, other)).getMessage());
    }
}
