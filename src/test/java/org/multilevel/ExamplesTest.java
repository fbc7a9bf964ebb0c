package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.comparison.NullComparison;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * The numbers that the examples are about, and that each script has the commands of its page; ReadmeTest holds what the commands print.
 *
 * <p>The numbers are those of lme4 1.1-31 and of R's lm(), to the digits that the pages and the literature give.
 */
class ExamplesTest {
    private static final Path FOLDER = Path.of("docs", "examples");
    private static final double FOUR_DECIMALS = 5e-5;
    private static final double THREE_DECIMALS = 5e-4;

    private static CsvTable table(String name) {
        return CsvTable.open(Path.of("workflows", "data", name + ".csv"));
    }

    private static MixedModel fit(String table, String formula, EstimationMethod method) {
        return LinearMixedModel.of(formula).withMethod(method).fit(table(table));
    }

    private static double slope(MixedModel model, String term) {
        return model.fixedEffects().estimate(model.fixedEffects().indexOf(term));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exam", "hsb", "sectors", "oxboys"})
    void scriptsHaveTheCommandsOfTheirPages(String name) throws IOException {
        List<String> commands = Files.readAllLines(FOLDER.resolve(name + ".md")).stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
        List<String> script = Files.readAllLines(FOLDER.resolve(name + ".sh"));
        assertEquals(commands, script.subList(script.indexOf("") + 1, script.size()));
        assertTrue(Files.isExecutable(FOLDER.resolve(name + ".sh")), name);
    }

    @ParameterizedTest
    @CsvSource({
        "hsb, mathach, school, ML, 0.1793",
        "hsb, mathach, school, REML, 0.1804",
        "Oxboys, height, Subject, REML, 0.7445"
    })
    void shareBetweenGroupsInNullModels(
            String table, String response, String group, EstimationMethod method, double expected) {
        MixedModel model = fit(table, response + " ~ 1 + (1 | " + group + ")", method);
        assertEquals(expected, Icc.of(model).orElseThrow(), FOUR_DECIMALS);
    }

    @Test
    void forecastForAPupilOfNoKnownSchool() {
        MixedModel model = fit(
                "hsb",
                "mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)",
                EstimationMethod.ML);
        MemoryTable pupil = MemoryTable.builder()
                .numeric("ses", 0)
                .numeric("meanses", -0.4)
                .numeric("pracad", 0.25)
                .numeric("minority", 1)
                .numeric("female", 1)
                .build();
        model.predictor().withUncertainty().predict(pupil, Progress.NONE, rows -> {
            assertEquals(8.27, rows.conditional(0), 5e-3);
            // 8.2686 +- 1.95996 sqrt(35.687 + 1.379 + 2 * 0.0525 + 1.673 + 0.2763^2), the estimates of lme4
            PredictionIntervals intervals = PredictionIntervals.of(model, 0.95);
            assertEquals(-3.959, intervals.prediction(rows, 0).lower(), 2e-3);
            assertEquals(20.496, intervals.prediction(rows, 0).upper(), 2e-3);
        });
    }

    @Test
    void slopesInTotalWithinAndBetweenSchools() {
        assertEquals(3.184, slope(fit("hsb", "mathach ~ ses", EstimationMethod.REML), "ses"), THREE_DECIMALS);
        CsvTable hsb = table("hsb");
        double[] deviations = new double[(int) hsb.rowCount().orElseThrow()];
        double[] scores = new double[deviations.length];
        GroupCentring centring = GroupCentring.of(List.of("ses", "mathach"), List.of("school"));
        var means = centring.fit(hsb, Progress.NONE);
        means.centre(hsb, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                deviations[(int) rows.firstRow() + i] = rows.within(0)[i];
                scores[(int) rows.firstRow() + i] = rows.within(1)[i];
            }
        });
        MemoryTable within = MemoryTable.builder()
                .numeric("ses", deviations)
                .numeric("mathach", scores)
                .build();
        assertEquals(2.191, slope(LinearMixedModel.of("mathach ~ ses").fit(within), "ses"), THREE_DECIMALS);
        double[][] schools = means.data().means();
        MemoryTable between = MemoryTable.builder()
                .numeric("ses", schools[0])
                .numeric("mathach", schools[1])
                .build();
        assertEquals(5.909, slope(LinearMixedModel.of("mathach ~ ses").fit(between), "ses"), THREE_DECIMALS);
    }

    @Test
    void varianceThatSesExplainsAtBothLevels() {
        CsvTable hsb = table("hsb");
        NullComparison comparison = NullComparison.of(
                LinearMixedModel.of("mathach ~ 1 + (1 | school)")
                        .withMethod(EstimationMethod.ML)
                        .live(hsb),
                LinearMixedModel.of("mathach ~ ses + (1 | school)")
                        .withMethod(EstimationMethod.ML)
                        .live(hsb),
                Progress.NONE);
        assertEquals(0.447, reduction(comparison, "variance:school"), THREE_DECIMALS);
        assertEquals(0.054, reduction(comparison, "variance:Residual"), THREE_DECIMALS);
        assertEquals(0.125, reduction(comparison, "snijders_bosker:1"), THREE_DECIMALS);
        assertEquals(0.408, reduction(comparison, "snijders_bosker:2"), THREE_DECIMALS);
    }

    /**
     * The reduction that a published analysis means, less its slip in operator precedence: of the variance, over all pupils, of the means of
     * their schools and of their own scores less the fixed part. By lme4 1.1-31 and R 4.2.2: 0.409321 and 0.122084.
     */
    @Test
    void varianceOfMeansAndOfPupilsThatSesExplains() {
        MixedModel model = fit("hsb", "mathach ~ ses + (1 | school)", EstimationMethod.ML);
        double ses = slope(model, "ses");
        CsvTable hsb = table("hsb");
        List<Variance> left = Stream.generate(Variance::new).limit(4).toList();
        GroupCentring.of(List.of("mathach", "ses"), List.of("school"))
                .fit(hsb, Progress.NONE)
                .centre(hsb, Progress.NONE, rows -> {
                    for (int i = 0; i < rows.size(); i++) {
                        double mean = rows.between(0)[i];
                        double meanSes = rows.between(1)[i];
                        left.get(0).increment(mean);
                        left.get(1).increment(mean - ses * meanSes);
                        left.get(2).increment(mean + rows.within(0)[i]);
                        left.get(3).increment(mean + rows.within(0)[i] - ses * (meanSes + rows.within(1)[i]));
                    }
                });
        assertEquals(0.409, 1 - left.get(1).getResult() / left.get(0).getResult(), THREE_DECIMALS);
        assertEquals(0.122, 1 - left.get(3).getResult() / left.get(2).getResult(), THREE_DECIMALS);
    }

    private static double reduction(NullComparison comparison, String quantity) {
        return row(comparison, quantity).reduction();
    }

    private static NullComparison.Row row(NullComparison comparison, String quantity) {
        return comparison.rows().stream()
                .filter(row -> row.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void levelAndGrowthOfBoysGoTogether() {
        MixedModel model = fit("Oxboys", "height ~ age + (1 + age | Subject)", EstimationMethod.REML);
        assertEquals(
                0.64,
                model.varianceComponents().stream()
                        .filter(row -> row.term2().equals("age") && row.term1().equals("(Intercept)"))
                        .findFirst()
                        .orElseThrow()
                        .sdOrCorrelation(),
                5e-3);
        MixedModel alone = fit("Oxboys", "height ~ age + (0 + age | Subject)", EstimationMethod.REML);
        assertEquals(0, alone.varianceComponents().get(0).value());
    }

    /** What no optimum can have, and other software shows on this table: a larger model with a smaller likelihood. */
    @Test
    void aVaryingSlopeNeverLowersTheLikelihood() {
        MixedModel nested = fit("exam", "score ~ hours + gender + (1 | school)", EstimationMethod.REML);
        MixedModel larger = fit("exam", "score ~ hours + gender + (1 + gender | school)", EstimationMethod.REML);
        assertEquals(-2188.2873, nested.statistics().logLikelihood(), FOUR_DECIMALS);
        assertTrue(larger.statistics().logLikelihood() >= nested.statistics().logLikelihood() - 1e-9);
    }
}
