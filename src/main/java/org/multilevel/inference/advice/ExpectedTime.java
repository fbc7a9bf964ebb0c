package org.multilevel.inference.advice;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.Structure;

/**
 * Guesses how long a fit will take from how large its parts are: reading, the evaluations of the search, and what it does between them with
 * matrices of the order of its parameters.
 *
 * <p>The constants are measured on eleven designs of up to 820 parameters, on which the guess was right within a factor of two on two cores that
 * were not shared; elsewhere four is more likely.
 */
final class ExpectedTime {
    /** Seconds to read a value and add it to the cross-products. */
    private static final double PER_VALUE = 2e-7;

    /** Seconds of an evaluation with its derivative, for one number of one level. */
    private static final double PER_LEVEL_NUMBER = 5e-9;

    /** Seconds of an evaluation of a dense block, divided by the cube of its order; measured at order 1,128. */
    private static final double PER_CUBE = 4.6e-11;

    /** Seconds between two evaluations, divided by the cube of the number of coordinates in which the search steps. */
    private static final double PER_STEP_CUBE = 2e-9;

    /** Seconds that the smallest fit takes when it is the first. */
    private static final double START = 0.4;

    /** How much longer the rest takes while Java still compiles it, and how many seconds at most. */
    private static final double COLD = 3;

    private static final double MOST_COLD = 1;

    /** The evaluations of a search of few parameters. */
    private static final int EVALUATIONS = 20;

    /** Seconds of a search of a generalised model for one row and column, or each node of quadrature; measured on a million rows. */
    private static final double PER_ROW_COLUMN = 1.2e-6;

    /** Steps of the inner problem in each evaluation, each of which costs as one of a linear model's. */
    private static final int INNER_STEPS = 4;

    /** How many nodes quadrature may end with where their number is left open. */
    private static final int OPEN_NODES = 15;

    /** Evaluations for each parameter where the Hessian is found by differences. */
    private static final double PER_PARAMETER = 1.2;

    /** Those that it takes besides. */
    private static final int BESIDES = 14;

    /** With more columns than these a single factor's second derivatives are not used. */
    private static final int MOST_COLUMNS = 32;

    private final List<RandomFactor> factors;
    private final Structure structure;
    private final int p;

    /**
     * What is guessed.
     *
     * @param seconds how long
     * @param ofParameters whether the number of variances and covariances makes most of it, and not that of levels
     * @param byIteration whether the model can be solved by iteration too
     */
    record Guess(double seconds, boolean ofParameters, boolean byIteration) {}

    ExpectedTime(List<RandomFactor> factors, Structure structure, int p) {
        this.factors = factors;
        this.structure = structure;
        this.p = p;
    }

    /** Returns the guess. */
    Guess guess() {
        double columns = p + 1;
        double levels = 0;
        double squares = 0;
        double parameters = 0;
        int widest = 0;
        for (RandomFactor factor : factors) {
            double q = factor.width();
            columns += q;
            widest = Math.max(widest, factor.width());
            levels += factor.levels().size() * q * (q + p + 1) * (q + p + 1);
            for (RandomBlock block : factor.blocks()) {
                double m = block.columns().size();
                squares += m * m;
                parameters += m * (m + 1) / 2;
            }
        }
        boolean exact = factors.size() == 1 && widest <= MOST_COLUMNS;
        double order = denseOrder();
        double reading = PER_VALUE * structure.rows() * columns * (1 + columns / 16);
        double evaluation = PER_LEVEL_NUMBER * levels + PER_CUBE * order * order * order;
        double few = EVALUATIONS * evaluation;
        double all = exact ? few : Math.max(few, (BESIDES + PER_PARAMETER * parameters) * evaluation);
        double coordinates = exact ? squares : parameters;
        double steps = EVALUATIONS * PER_STEP_CUBE * coordinates * coordinates * coordinates;
        double warm = reading + all + steps;
        boolean byIteration = factors.size() > 1
                && factors.stream()
                        .flatMap(factor -> factor.blocks().stream())
                        .allMatch(block -> block.structure().isUnstructured());
        return new Guess(START + warm + Math.min(COLD * warm, MOST_COLD), steps + all - few > few, byIteration);
    }

    /**
     * Returns the guess for a generalised model, which looks at its rows in every step.
     *
     * @param points nodes of quadrature in each direction, 1 without, 0 where their number is left open
     */
    Guess ofRows(int points) {
        Guess linear = guess();
        int width = factors.stream().mapToInt(RandomFactor::width).max().orElse(0);
        int columns = p + 1 + factors.stream().mapToInt(RandomFactor::width).sum();
        double nodes = points == 1 ? 1 : Math.pow(points == 0 ? OPEN_NODES : points, width);
        double looking = PER_ROW_COLUMN * structure.rows() * (columns + nodes - 1);
        double seconds = linear.seconds() + INNER_STEPS * (linear.seconds() - START) + looking;
        return new Guess(seconds, linear.ofParameters() && looking < seconds / 2, false);
    }

    /** Returns the order of what is left when the largest factor is eliminated; nothing where all others lie around it. */
    private double denseOrder() {
        int largest = IntStream.range(0, factors.size())
                .boxed()
                .max((a, b) -> Integer.compare(size(factors.get(a)), size(factors.get(b))))
                .orElse(-1);
        boolean crossed = IntStream.range(0, factors.size())
                .anyMatch(f -> f != largest
                        && !structure.groups().get(largest).within().contains(f));
        return crossed
                ? IntStream.range(0, factors.size())
                        .filter(f -> f != largest)
                        .mapToDouble(f -> size(factors.get(f)))
                        .sum()
                : 0;
    }

    private static int size(RandomFactor factor) {
        return factor.levels().size() * factor.width();
    }
}
