package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.Structure;
import org.multilevel.design.StructureSurvey;
import org.multilevel.formula.Formula;

/** The guess of how long a fit takes, against what such fits took on two cores (processor time over the share of both that was in use). */
class ExpectedTimeTest {
    /** What a user can still plan with. */
    private static final double FACTOR = 4;

    /** A category of so many levels beside groups. */
    private static MemoryTable table(int rows, int groups, int levels) {
        Random random = new Random(1);
        double[] y = new double[rows];
        double[] x = new double[rows];
        String[] g = new String[rows];
        String[] k = new String[rows];
        String[] h = new String[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextGaussian();
            x[i] = random.nextGaussian();
            g[i] = "g" + random.nextInt(groups);
            k[i] = "k" + random.nextInt(25);
            h[i] = "h" + i % levels;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .categorical("k", k)
                .categorical("h", h)
                .build();
    }

    private static double seconds(String formula, MemoryTable table) {
        StructureSurvey survey =
                StructureSurvey.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        Design design = Design.of(Formula.parse(formula), survey.table(), DesignOptions.DEFAULT, Progress.NONE);
        return new ExpectedTime(
                        design.factors(),
                        survey.structure().orElseThrow(),
                        design.fixed().size())
                .guess()
                .seconds();
    }

    @ParameterizedTest
    @CsvSource({
        "500, 10, y ~ x + (0 + h | g), 0.7",
        "500, 15, y ~ x + (0 + h | g), 1.6",
        "500, 20, y ~ x + (0 + h | g), 5.1",
        "500, 26, y ~ x + (0 + h | g), 12",
        "1000, 40, y ~ x + (0 + h | g), 20",
        "800, 15, y ~ x + (0 + h | g) + (x | k), 1.8",
        "500, 10, y ~ x + (x | g), 0.4"
    })
    void itIsRightWithinAFactorOfFour(int rows, int levels, String formula, double measured) {
        double guess = seconds(formula, table(rows, 30, levels));
        assertTrue(guess < FACTOR * measured && guess > measured / FACTOR, guess + " for " + measured);
    }

    @Test
    void aModelOfManyCovariancesIsSaidToTakeLonger() {
        MemoryTable table = table(500, 30, 26);
        assertTrue(seconds("y ~ x + (0 + h | g)", table) > 5 * seconds("y ~ x + (1 | g) + (1 | g:h)", table));
    }

    private static RandomFactor factor(String name, int levels, int columns) {
        List<RandomColumn> random = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            random.add(new RandomColumn("x" + k, 0, 1));
        }
        return new RandomFactor(
                name,
                IntStream.range(0, levels).mapToObj(level -> name + level).toList(),
                List.of(new RandomBlock(random)));
    }

    private static Structure structure(long rows, List<List<Integer>> within) {
        List<Structure.Group> groups = within.stream()
                .map(around -> new Structure.Group("g", List.of("g"), 9, 1, 1, around, List.of()))
                .toList();
        return new Structure(rows, groups, List.of(), List.of(), List.of());
    }

    /**
     * 1,000 rows of 6 columns take 2e-7 x 6,000 x (1 + 6/16) seconds; twenty evaluations of 100 levels with 2 x 6 x 6 numbers 20 x 5e-9 x
     * 7,200; as many steps in 4 coordinates 20 x 2e-9 x 64; and all of it four times as long while Java warms up.
     */
    @Test
    void aSmallFitTakesItsReadingAndTwentyEvaluations() {
        ExpectedTime time = new ExpectedTime(List.of(factor("g", 100, 2)), structure(1000, List.of(List.of())), 3);
        double warm = 0.00165 + 0.00072 + 0.00000256;
        assertEquals(0.4 + 4 * warm, time.guess().seconds(), 1e-12);
        assertFalse(time.guess().ofParameters());
        assertFalse(time.guess().byIteration());
        // a generalised model solves for the effects four times in each, and looks at its rows: 6 columns and 8 nodes
        // more, or 224
        double looking = 1.2e-6 * 1000;
        assertEquals(0.4 + 20 * warm + looking * 6, time.ofRows(1).seconds(), 1e-12);
        assertEquals(0.4 + 20 * warm + looking * (6 + 8), time.ofRows(3).seconds(), 1e-12);
        assertEquals(0.4 + 20 * warm + looking * (6 + 224), time.ofRows(0).seconds(), 1e-12);
    }

    /**
     * Two factors of 400 and 300 levels: what is left is of the order 300 where they are crossed, 4.6e-11 x 2.7e7 seconds an evaluation, and
     * nothing where the larger lies within the smaller. The levels take 5e-9 x 700 x 9.
     */
    @Test
    void crossedFactorsTakeTheCubeOfTheSmaller() {
        List<RandomFactor> factors = List.of(factor("g", 300, 1), factor("h", 400, 1));
        double reading = 2e-7 * 1000 * 4 * 1.25;
        double steps = 20 * 2e-9 * 8;
        double levels = 5e-9 * 700 * 9;
        ExpectedTime crossed = new ExpectedTime(factors, structure(1000, List.of(List.of(), List.of())), 1);
        double warm = reading + 20 * (levels + 4.6e-11 * 2.7e7) + steps;
        assertEquals(0.4 + 4 * warm, crossed.guess().seconds(), 1e-9);
        assertTrue(crossed.guess().byIteration());
        ExpectedTime nested = new ExpectedTime(factors, structure(1000, List.of(List.of(), List.of(0))), 1);
        assertEquals(0.4 + 4 * (reading + 20 * levels + steps), nested.guess().seconds(), 1e-9);
    }

    /** Of 40 effects there are 820 parameters, for each of which there is more than one evaluation, and steps take their cube. */
    @Test
    void manyParametersTakeTheirCube() {
        ExpectedTime time = new ExpectedTime(List.of(factor("g", 10, 40)), structure(1000, List.of(List.of())), 1);
        double reading = 2e-7 * 1000 * 42 * (1 + 42.0 / 16);
        double evaluations = (14 + 1.2 * 820) * 5e-9 * 10 * 40 * 42 * 42;
        double steps = 20 * 2e-9 * 820.0 * 820 * 820;
        assertEquals(0.4 + reading + evaluations + steps + 1, time.guess().seconds(), 1e-9);
        assertTrue(time.guess().ofParameters());
        assertFalse(time.guess().byIteration());
    }
}
