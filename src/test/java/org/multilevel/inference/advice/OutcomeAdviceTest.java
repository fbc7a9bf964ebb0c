package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.model.GeneralisedLinearMixedModel;

/** What is said of the outcomes of generalised models before their fits and after them. */
class OutcomeAdviceTest {
    private static final int GROUPS = 24;
    private static final int SIZE = 20;
    private static final int ROWS = GROUPS * SIZE;

    private static GeneralisedLinearMixedModel model(String formula, String family) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family));
    }

    private static List<Finding> before(String formula, String family, Table table) {
        return GeneralisedTableCheck.of(model(formula, family), table, Progress.NONE);
    }

    /** As hosts say it of a fit. */
    private static List<Finding> after(String formula, String family, Table table) {
        GeneralisedTableCheck check = GeneralisedTableCheck.beside(model(formula, family), table, Progress.NONE);
        return Advice.of(check.told(check.fit()).model());
    }

    private static Finding only(List<Finding> findings, FindingKind kind) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.kind() == kind).toList();
        assertEquals(1, found.size(), findings::toString);
        return found.get(0);
    }

    private static Table reference(String name, String... categorical) {
        return CsvTable.open(
                Path.of("src/test/resources/reference-glmm/" + name + ".csv"),
                CsvOptions.defaults().withCategorical(List.of(categorical)));
    }

    private static double[] numbers(IntToDoubleFunction of) {
        return IntStream.range(0, ROWS).mapToDouble(of).toArray();
    }

    private static String[] groups() {
        return IntStream.range(0, ROWS).mapToObj(i -> "g" + i % GROUPS).toArray(String[]::new);
    }

    /** Two predictors, and a response that is asked for by its row and its linear predictor with an effect for each group. */
    private static Table simulated(long seed, Drawn response) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] effects = IntStream.range(0, GROUPS)
                .mapToDouble(g -> 0.8 * random.nextGaussian())
                .toArray();
        double[] x = numbers(i -> random.nextGaussian());
        double[] w = numbers(i -> random.nextInt(2));
        return MemoryTable.builder()
                .numeric("y", numbers(i -> response.of(0.4 * x[i] - 0.3 * w[i] + effects[i % GROUPS], random)))
                .numeric("x", x)
                .numeric("w", w)
                .numeric("row", numbers(i -> i + 1))
                .categorical("g", groups())
                .build();
    }

    private interface Drawn {
        double of(double eta, SplittableRandom random);
    }

    private static double event(double eta, SplittableRandom random) {
        return random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
    }

    private static double count(double mean, SplittableRandom random) {
        double left = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > left; product *= random.nextDouble()) {
            count++;
        }
        return Math.max(0, count);
    }

    private static double draw(Family family, double eta, SplittableRandom random) {
        double spread = -Math.log(random.nextDouble()) - Math.log(random.nextDouble());
        return switch (family) {
            case BINOMIAL -> event(eta, random);
            case POISSON -> count(Math.exp(1 + eta), random);
            case NEGATIVE_BINOMIAL -> count(Math.exp(1 + eta) * spread / 2, random);
            case GAMMA -> Math.exp(eta) * spread / 2;
        };
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSaidOfModelsThatFitTheirData(Family family) {
        List<String> alarms = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            Table table = simulated(seed, (eta, random) -> draw(family, eta, random));
            for (String formula : List.of("y ~ x + w + (1 | g)", "y ~ x + w")) {
                if (formula.endsWith("w") && family == Family.POISSON) {
                    continue; // without the groups their differences are dispersion, rightly
                }
                before(formula, family.toString(), table).stream()
                        .filter(finding -> finding.kind().isAlarm())
                        .forEach(finding -> alarms.add(finding.text()));
                after(formula, family.toString(), table).stream()
                        .filter(finding -> finding.kind().isAlarm())
                        .forEach(finding -> alarms.add(finding.text()));
            }
        }
        assertEquals(List.of(), alarms);
    }

    /** The statistics are those of a plain computation in R: {@code reference-glmm/within.R}. */
    @ParameterizedTest
    @CsvSource({
        "grouseticks, TICKS ~ YEAR + cHEIGHT + (1 | BROOD), BROOD, 658 with 255, 2.58",
        "owls, SiblingNegotiation ~ FoodTreatment * SexParent + ArrivalTime + offset(log(BroodSize)) + (1 | Nest), Nest, '3,200 with 568', 5.64"
    })
    void countsThatVaryTooMuchWithinGroupsAreNamedBeforeTheFit(
            String name, String formula, String group, String statistic, String ratio) {
        Finding found = only(before(formula, "poisson", reference(name, group)), FindingKind.OVERDISPERSION);
        assertEquals(
                "The counts vary more than the family lets them, also within the groups of " + group
                        + ", so standard errors will be too small. Pearson's chi-squared at the sums of the groups is "
                        + statistic + " degrees of freedom, " + ratio
                        + " for each where 1 is expected. Fit the family negative-binomial, or give every row an effect of its"
                        + " own.",
                found.text());
    }

    @Test
    void whatVariesBetweenGroupsOnlyIsNoOverdispersion() {
        Table table = simulated(3, (eta, random) -> count(Math.exp(1 + 3 * eta), random));
        assertTrue(before("y ~ x + w + (1 | g)", "poisson", table).stream()
                .noneMatch(finding -> finding.kind() == FindingKind.OVERDISPERSION));
        only(before("y ~ x + w", "poisson", table), FindingKind.OVERDISPERSION);
    }

    @Test
    void countsAtTheLevelOfTheRowHaveNoAlarmOfTheirOwnGroups() {
        Table table = simulated(5, (eta, random) -> draw(Family.NEGATIVE_BINOMIAL, eta, random));
        List<Finding> found = before("y ~ x + (1 | row)", "poisson", table);
        assertTrue(found.stream().noneMatch(finding -> finding.kind().isAlarm()), found::toString);
    }

    @Test
    void predictorsThatSeparateTheOutcomesAreNamedWithoutAFit() {
        Table table = MemoryTable.builder()
                .numeric("y", numbers(i -> i % 5 == 0 ? 1 : 0))
                .numeric("x", numbers(i -> i % 5 == 0 ? 3 + i % 7 : i % 3))
                .categorical("g", groups())
                .build();
        assertEquals(
                "The predictors tell the outcome of y without error in some or all rows (the coefficient of x grows without end),"
                        + " so the likelihood has no maximum; leave x out, or put its levels together.",
                only(before("y ~ x + (1 | g)", "binomial", table), FindingKind.REFUSED)
                        .text());
        assertThrows(ModelException.class, () -> after("y ~ x + (1 | g)", "binomial", table));
    }

    @Test
    void aCellOfOneOutcomeSeparatesToo() {
        Table table = MemoryTable.builder()
                .numeric("y", numbers(i -> i % 4 == 0 ? 0 : (i / 3) % 2))
                .categorical(
                        "arm",
                        IntStream.range(0, ROWS)
                                .mapToObj(i -> i % 4 == 0 ? "none" : "arm" + i % 3)
                                .toArray(String[]::new))
                .categorical("g", groups())
                .build();
        String text = only(before("y ~ arm + (1 | g)", "binomial", table), FindingKind.REFUSED)
                .text();
        assertTrue(text.contains("(the coefficient of arm"), text);
    }

    @Test
    void groupsOfOneOutcomeAreCountedBeforeTheFitAsAfterIt() {
        Table table = simulated(7, (eta, random) -> event(eta - 4, random));
        String formula = "y ~ 1 + (1 | g)";
        String start = "By g, ";
        String text = before(formula, "binomial", table).stream()
                .map(Finding::text)
                .filter(said -> said.startsWith(start))
                .findFirst()
                .orElseThrow();
        assertTrue(text.contains("of 24 groups have one outcome only"), text);
        assertTrue(after(formula, "binomial", table).stream().map(Finding::text).anyMatch(text::equals));
        Table zeros = simulated(7, (eta, random) -> count(Math.exp(eta - 4), random));
        assertTrue(before(formula, "poisson", zeros).stream()
                .map(Finding::text)
                .anyMatch(said -> said.contains("of 24 groups have zeros only")));
    }

    @Test
    void aResponseWithoutAMaximumIsAFinding() {
        Table zeros = MemoryTable.builder()
                .numeric("y", numbers(i -> 0))
                .numeric("x", numbers(i -> i % 7))
                .categorical("g", groups())
                .build();
        for (String family : List.of("binomial", "poisson", "negative-binomial")) {
            Finding found = only(before("y ~ x + (1 | g)", family, zeros), FindingKind.REFUSED);
            assertTrue(found.text().contains("0 in all rows"), found::text);
        }
        Table split = MemoryTable.builder()
                .numeric("y", numbers(i -> i % GROUPS % 2))
                .numeric("x", numbers(i -> i % 7))
                .categorical("g", groups())
                .build();
        Finding found = only(before("y ~ x + (1 | g)", "binomial", split), FindingKind.REFUSED);
        assertTrue(found.text().startsWith("Each of the 24 groups of g has one outcome of y only"), found::text);
    }

    @Test
    void coefficientsThatAreTooManyForTheRarerOutcomeAreNamedBeforeAndAfter() {
        double[] y = numbers(i -> i % 69 == 3 ? 1 : 0);
        Table table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("none", numbers(i -> 1 - y[i]))
                .numeric("x", numbers(i -> i * 7 % 11))
                .numeric("w", numbers(i -> i * 5 % 13))
                .categorical("g", groups())
                .build();
        String text =
                "The rarer outcome is too rare for so many coefficients: they tend to come out too far from zero, and"
                        + " intervals miss too often. It occurs 7 times, and 2 coefficients are to be told beside the intercept: 3.5 for"
                        + " each, where at least 5 are wanted. Use fewer predictors or put levels together, and read profile intervals"
                        + " instead of standard errors.";
        String formula = " ~ x + w + (1 | g)";
        assertEquals(
                text,
                only(before("y" + formula, "binomial", table), FindingKind.FEW_EVENTS)
                        .text());
        assertEquals(
                text,
                only(after("y" + formula, "binomial", table), FindingKind.FEW_EVENTS)
                        .text());
        // the rarer outcome may be failures, and counts add up
        assertEquals(
                text,
                only(before("none" + formula, "binomial", table), FindingKind.FEW_EVENTS)
                        .text());
        assertTrue(only(before("y" + formula, "poisson", table), FindingKind.FEW_EVENTS)
                .text()
                .contains("The counts add up to 7, and 2 coefficients"));
        assertTrue(before("y ~ x + (1 | g)", "binomial", table).stream()
                .noneMatch(finding -> finding.kind() == FindingKind.FEW_EVENTS));
    }

    @Test
    void whatIsWrongWithTheFormulaIsSaidAsOfALinearModel() {
        Table table = simulated(9, (eta, random) -> event(eta, random));
        MemoryTable twice = MemoryTable.builder()
                .numeric("y", numbers(i -> (i * i / 3) % 2))
                .numeric("between", numbers(i -> (i % GROUPS) * (i % GROUPS) % 7 + 0.5))
                .categorical("g", groups())
                .categorical(
                        "same",
                        IntStream.range(0, ROWS).mapToObj(i -> "s" + i % GROUPS).toArray(String[]::new))
                .build();
        only(before("y ~ x + (1 | g)", "binomial", table), FindingKind.SIZE);
        only(before("y ~ x + (1 | g)", "binomial", table), FindingKind.TIME);
        only(before("y ~ between + (between | g)", "binomial", twice), FindingKind.SLOPE_CONSTANT);
        only(before("y ~ 1 + (1 | g) + (1 | same)", "binomial", twice), FindingKind.SAME_GROUPS);
    }

    @Test
    void quadratureThatIsNotPossibleIsAFinding() {
        Table table = simulated(9, (eta, random) -> event(eta, random));
        Finding refused = only(
                GeneralisedTableCheck.of(
                        model("y ~ x + (1 | g) + (1 | row)", "binomial").withQuadrature(9), table, Progress.NONE),
                FindingKind.REFUSED);
        assertTrue(refused.text().startsWith("Quadrature is for one grouping factor"), refused::text);
    }
}
