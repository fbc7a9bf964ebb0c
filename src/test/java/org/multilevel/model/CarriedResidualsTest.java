package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;

/**
 * Next and missed rows of known subjects against the conditional expectation of a dense normal distribution in R; see
 * {@code reference-structures/README.md}.
 */
class CarriedResidualsTest {
    /** In standard deviations of a new observation: the estimates are within 1e-5 of theirs. */
    private static final double PREDICTION = 2e-5;

    @TempDir
    Path folder;

    static Stream<Case> cases() {
        return ReferenceCases.cases("predictions.json");
    }

    private CsvTable rows(Case of) throws IOException {
        List<String> names = of.expected().get("rows").get(0).get("row").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
        List<String> lines = new ArrayList<>(List.of(String.join(",", names)));
        for (JsonNode row : of.expected().get("rows")) {
            lines.add(names.stream()
                    .map(name -> row.get("row").get(name).asText())
                    .collect(Collectors.joining(",")));
        }
        Path file = folder.resolve("new.csv");
        Files.write(file, lines);
        return ReferenceCases.table(file, of.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aNextRowUsesTheResidualsOfItsSubject(Case of) throws IOException {
        check(of, ReferenceCases.fit(of.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSavedModelPredictsTheSame(Case of) throws IOException {
        Path file = folder.resolve("model.json");
        ReferenceCases.fit(of.of()).save(file);
        check(of, MixedModel.load(file));
    }

    private void check(Case of, MixedModel model) throws IOException {
        List<double[]> found = new ArrayList<>();
        model.predictor().withCarriedResiduals().withUncertainty().predict(rows(of), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                found.add(new double[] {
                    rows.population(i),
                    rows.conditional(i),
                    rows.conditional(i) + rows.carriedResidual(i),
                    rows.carriedSd(i),
                    rows.observationSd(i)
                });
            }
        });
        boolean correlated = !of.of().get("residual").asText().isEmpty();
        for (int i = 0; i < found.size(); i++) {
            JsonNode row = of.expected().get("rows").get(i);
            double sd = row.get("sd").asDouble();
            assertEquals(row.get("average").asDouble(), found.get(i)[0], PREDICTION * sd);
            assertEquals(row.get("groups").asDouble(), found.get(i)[1], PREDICTION * sd);
            assertEquals(row.get("mean").asDouble(), found.get(i)[2], PREDICTION * sd);
            assertEquals(sd, found.get(i)[3], PREDICTION * sd);
            if (!correlated) {
                assertEquals(sd, found.get(i)[4], PREDICTION * sd);
            }
        }
    }

    private static final String TABLE =
            ReferenceCases.FOLDER.resolve("orthodont.csv").toString();

    private List<Double> carried(String header, String... lines) throws IOException {
        Path file = folder.resolve("rows.csv");
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(List.of(lines));
        Files.write(file, all);
        MixedModel model = LinearMixedModel.of("distance ~ age * Sex")
                .withResidual("us(age | Subject)")
                .fit(CsvTable.open(Path.of(TABLE), CsvOptions.defaults()));
        List<Double> found = new ArrayList<>();
        said = model.predictor()
                .withCarriedResiduals()
                .predict(CsvTable.open(file, CsvOptions.defaults()), Progress.NONE, rows -> {
                    for (int i = 0; i < rows.size(); i++) {
                        found.add(rows.carriedResidual(i));
                    }
                })
                .sentences();
        return found;
    }

    private List<String> said = List.of();

    @Test
    void nothingIsCarriedToOtherSubjectsAndKnownOrUnknownOccasions() throws IOException {
        assertEquals(List.of(0.0, 0.0, 0.0), carried("Subject,Sex,age", "M99,Male,14", "M01,Male,14", "M01,Male,15"));
        assertEquals(
                List.of(
                        "0 rows have a Subject of the fit at another time, whose residuals there are carried on to it."),
                said);
    }

    /** Without times, every row of a subject is another one. */
    @Test
    void nothingIsSaidOfTimesThatAStructureDoesNotHave() throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, "Subject,Sex,age\nM01,Male,16\nM99,Male,16\n");
        MixedModel model = LinearMixedModel.of("distance ~ age * Sex")
                .withResidual("cs(1 | Subject)")
                .fit(CsvTable.open(Path.of(TABLE), CsvOptions.defaults()));
        assertEquals(
                List.of("1 row has a Subject of the fit, whose residuals are carried on."),
                model.predictor()
                        .withCarriedResiduals()
                        .predict(CsvTable.open(file, CsvOptions.defaults()), Progress.NONE, rows -> {})
                        .sentences());
    }

    @Test
    void aTableWithoutTheSubjectsCarriesNothingAndSaysSo() throws IOException {
        assertEquals(List.of(0.0), carried("Sex,age", "Male,14"));
        assertEquals(
                List.of(
                        "No residuals are carried on to other rows of a Subject: that takes the columns of us(age | Subject)."),
                said);
    }

    /** Of a first-order process the last residual tells all of the next: keeping more changes nothing. */
    @Test
    void ofManyRowsTheLastOfEachSubjectIsKept() throws IOException {
        Random random = new Random(2);
        int n = 26_000;
        double[] y = random.doubles(n).toArray();
        double[] time =
                IntStream.range(0, n).mapToDouble(r -> (r * 7919L % n) % 100).toArray();
        String[] id =
                IntStream.range(0, n).mapToObj(r -> "s" + (r * 7919L % n) / 100).toArray(String[]::new);
        Table table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("time", time)
                .categorical("id", id)
                .build();
        MixedModel model =
                LinearMixedModel.of("y ~ 1").withResidual("ar1(time | id)").fit(table);
        double rho = model.structures().orElseThrow().estimates().get(0).value();
        int last = IntStream.range(0, n)
                .filter(r -> id[r].equals("s7") && time[r] == 99)
                .findFirst()
                .orElseThrow();
        Table next = MemoryTable.builder()
                .numeric("time", 101, 50.5)
                .categorical("id", "s7", "s7")
                .build();
        List<Double> found = new ArrayList<>();
        model.predictor().withCarriedResiduals().predict(next, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                found.add(rows.carriedResidual(i));
            }
        });
        assertEquals(Math.pow(rho, 2) * (y[last] - model.fixedEffects().estimate(0)), found.get(0), 1e-12);
        assertEquals(0, found.get(1), "between rows that are not kept");
    }
}
