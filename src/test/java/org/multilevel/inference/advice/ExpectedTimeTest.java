package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
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
}
