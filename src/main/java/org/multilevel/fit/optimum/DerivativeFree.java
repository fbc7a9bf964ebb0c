package org.multilevel.fit.optimum;

import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/** The search of last resort: without derivatives, by Powell's BOBYQA, or Brent's method where theta has one component. */
final class DerivativeFree {
    private static final String PHASE = "BOBYQA";
    private static final int MOST_EVALUATIONS = 2000;

    private DerivativeFree() {}

    /** Returns the best theta found from {@code start}; {@code unit} gives the scale of each component. */
    static double[] minimise(Criterion criterion, double[] start, double[] unit) {
        double[] best = start.clone();
        double[] bestValue = {criterion.evaluateValue(start, PHASE)};
        MultivariateFunction function = theta -> {
            double value = criterion.evaluateValue(theta, PHASE);
            if (value < bestValue[0]) {
                bestValue[0] = value;
                System.arraycopy(theta, 0, best, 0, best.length);
            }
            return Math.min(value, 1e300);
        };
        try {
            run(function, start, unit);
        } catch (MathIllegalStateException e) {
            return best; // out of evaluations or stuck: the best so far is what there is
        }
        return best;
    }

    private static void run(MultivariateFunction function, double[] start, double[] unit) {
        if (start.length == 1) {
            double width = Math.max(10 * Math.abs(start[0]), 10 * unit[0]);
            new BrentOptimizer(1e-10, 1e-14)
                    .optimize(
                            new MaxEval(MOST_EVALUATIONS),
                            GoalType.MINIMIZE,
                            new UnivariateObjectiveFunction(x -> function.value(new double[] {x})),
                            new SearchInterval(0, width, Math.min(width, Math.abs(start[0]))));
            return;
        }
        double radius = Arrays.stream(unit).min().orElse(1);
        PointValuePair end = new BOBYQAOptimizer(2 * start.length + 1, radius, 1e-8 * radius)
                .optimize(
                        new MaxEval(MOST_EVALUATIONS),
                        GoalType.MINIMIZE,
                        new ObjectiveFunction(function),
                        new InitialGuess(start),
                        SimpleBounds.unbounded(start.length));
        function.value(end.getPoint());
    }
}
