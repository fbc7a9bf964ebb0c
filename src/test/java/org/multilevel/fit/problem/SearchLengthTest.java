package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.formula.Formula;

/**
 * How many evaluations searches take, on tables whose groups differ not at all, a little, or much: none may take more than it is known to, so
 * that a search that has become blind on one side does not go unnoticed because it arrives in the end. Whoever makes one shorter may write
 * the smaller number here.
 */
class SearchLengthTest {
    /** What another rounding may cost. */
    private static final int SLACK = 1;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x + (x | g); ML; 0; 5 5 9 6 5 6",
                "y ~ x + (x | g); REML; 0.3; 5 10 9 10 6 4",
                "y ~ x + (x | g); ML; 1; 5 8 11 6 6 4",
                "y ~ x + v + (x + v | g); REML; 0; 4 5 7 7 9 11",
                "y ~ x + v + (x + v | g); ML; 0.3; 8 6 8 8 11 7",
                "y ~ x + v + (x + v | g); REML; 1; 13 30 18 37 20 12",
                "y ~ x + (x | g) + (1 | h); ML; 0; 12 12 12 7 16 7",
                "y ~ x + (x | g) + (1 | h); REML; 0.3; 22 16 17 16 12 10",
                "y ~ x + (x | g) + (1 | h); ML; 1; 12 12 17 12 14 10",
                "y ~ x + (x || g) + (x | h); REML; 0; 16 14 17 18 18 15",
                "y ~ x + (x || g) + (x | h); ML; 0.3; 18 14 16 16 19 11",
                "y ~ x + (x || g) + (x | h); REML; 1; 17 16 16 13 17 14",
                "y ~ 1 + (1 | g) + (0 + v | g); ML; 0; 7 4 4 7 9 4",
                "y ~ 1 + (1 | g) + (0 + v | g); REML; 0.3; 9 12 10 11 9 8",
                "y ~ 1 + (1 | g) + (0 + v | g); ML; 1; 15 8 9 15 8 8",
                "y ~ x + diag(x | g) + (1 | h); REML; 0; 9 10 10 14 9 14",
                "y ~ x + diag(x | g) + (1 | h); ML; 0.3; 13 10 14 10 5 5",
                "y ~ x + diag(x | g) + (1 | h); REML; 1; 5 5 5 5 5 5",
                "y ~ 1 + (x + v | g) + (x | h); ML; 0; 23 30 18 19 29 27",
                "y ~ 1 + (x + v | g) + (x | h); REML; 0.3; 23 24 20 27 53 36",
                "y ~ 1 + (x + v | g) + (x | h); ML; 1; 42 48 32 40 56 26",
                "y ~ v + (x | g); REML; 0; 16 11 9 11 9 15",
                "y ~ v + (x | g); ML; 0.3; 4 19 12 13 8 5",
                "y ~ v + (x | g); REML; 1; 5 10 19 7 12 5",
            })
    void noneIsLongerThanItIsKnownToBe(String formula, EstimationMethod method, double size, String known) {
        int[] most = Arrays.stream(known.split(" ")).mapToInt(Integer::parseInt).toArray();
        StringBuilder found = new StringBuilder();
        boolean longer = false;
        for (int seed = 1; seed <= most.length; seed++) {
            MemoryTable table = WrittenOut.table(seed, size);
            Design design =
                    Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
            Verdict verdict = Problem.read(design, table, new FitOptions(method, 1), Progress.NONE)
                    .fit(Progress.NONE)
                    .verdict();
            assertNotEquals(Verdict.Status.NOT_CONVERGED, verdict.status(), verdict::explanation);
            longer |= verdict.evaluations() > most[seed - 1] + SLACK;
            found.append(verdict.evaluations()).append(' ');
        }
        assertTrue(!longer, () -> "takes " + found + "evaluations, known are " + known);
    }
}
