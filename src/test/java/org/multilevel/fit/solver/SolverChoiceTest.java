package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.Solver;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.formula.Formula;

/** Which solver is chosen, and how that is said. */
class SolverChoiceTest {
    private static final int LEVELS = 12_000;

    private static Table table(int[] a, int[] b) {
        Random random = new Random(1);
        return MemoryTable.builder()
                .numeric("y", random.doubles(a.length).toArray())
                .numeric("x", random.doubles(a.length).toArray())
                .categorical("a", a, labels(a))
                .categorical("b", b, labels(b))
                .build();
    }

    private static List<String> labels(int[] codes) {
        return IntStream.rangeClosed(0, Arrays.stream(codes).max().orElseThrow())
                .mapToObj(Integer::toString)
                .toList();
    }

    /** Every level of one meets some thirty of the other, so that a factorisation would end in a full matrix. */
    private static Table crossed() {
        int rows = 30 * LEVELS;
        Random random = new Random(2);
        return table(
                IntStream.range(0, rows).map(i -> i % LEVELS).toArray(),
                IntStream.range(0, rows).map(i -> random.nextInt(LEVELS)).toArray());
    }

    private static SolverChoice choice(String formula, Table table, Solver asked) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        MixedModelEquations equations =
                MixedModelEquations.read(design, table, FitOptions.DEFAULT.withSolver(asked), Progress.NONE);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            return SolverChoice.of(equations, workers);
        }
    }

    @Test
    void hugeCrossedFactorsAreSolvedByIterationAndToldWhy() {
        SolverChoice choice = choice("y ~ 1 + (1 | a) + (1 | b)", crossed(), Solver.AUTOMATIC);
        assertTrue(choice.iterative());
        assertEquals(
                "Variances and what depends on them are approximate, within the Monte Carlo errors that are given: where these grouping"
                        + " factors cross, the exact solver takes a matrix of order 12,000 (1,102 MB) and about 27 minutes, so the"
                        + " iterative solver was chosen; choose the exact one to force it.",
                choice.reason());
    }

    @Test
    void theExactSolverCanBeForced() {
        assertFalse(choice("y ~ 1 + (1 | a) + (1 | b)", crossed(), Solver.EXACT).iterative());
    }

    @Test
    void slopesAreSolvedByIterationTooButStructuresAreNot() {
        assertTrue(
                choice("y ~ 1 + (x | a) + (1 | b)", crossed(), Solver.AUTOMATIC).iterative());
        assertFalse(choice("y ~ 1 + cs(x | a) + (1 | b)", crossed(), Solver.AUTOMATIC)
                .iterative());
    }

    /** However many levels there are: nested factors give no fill-in, nor do levels that meet only a neighbour. */
    @Test
    void factorsThatLeaveNothingDenseAreSolvedExactly() {
        int rows = 4 * LEVELS;
        Table nested = table(
                IntStream.range(0, rows).map(i -> i / 2).toArray(),
                IntStream.range(0, rows).map(i -> i / 4).toArray());
        assertFalse(
                choice("y ~ 1 + (1 | a) + (1 | b)", nested, Solver.AUTOMATIC).iterative());
        Table chain = table(
                IntStream.range(0, rows).map(i -> i / 4).toArray(),
                IntStream.range(0, rows).map(i -> (i + 2) / 4).toArray());
        assertFalse(choice("y ~ 1 + (1 | a) + (1 | b)", chain, Solver.AUTOMATIC).iterative());
    }

    private static String refused(String formula) {
        return assertThrows(MethodException.class, () -> choice(formula, crossed(), Solver.ITERATIVE))
                .getMessage();
    }

    @Test
    void whyTheIterativeSolverCannotBeHadIsSaid() {
        assertEquals(
                "The iterative solver is for models without covariance structures; leave the structures out, or choose the exact"
                        + " solver.",
                refused("y ~ 1 + cs(x | a) + (1 | b)"));
        assertEquals(
                "The iterative solver is for two or more grouping factors, and this model has only a, for which the exact one is quick at"
                        + " any size; choose that.",
                refused("y ~ 1 + (1 | a)"));
        assertEquals(
                "The iterative solver is for two or more grouping factors, and this model has none, for which the exact one is quick at"
                        + " any size; choose that.",
                refused("y ~ x"));
        SolverChoice asked = choice("y ~ 1 + (1 | a) + (1 | b)", crossed(), Solver.ITERATIVE);
        assertTrue(asked.iterative());
        assertEquals(
                "Variances and what depends on them are approximate, within the Monte Carlo errors that are given: the iterative solver"
                        + " was asked for.",
                asked.reason());
    }
}
