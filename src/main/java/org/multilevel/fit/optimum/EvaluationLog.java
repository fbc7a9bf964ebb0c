package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.optimum.Criterion.Point;

/** What a criterion keeps of its evaluations, in their order. */
public final class EvaluationLog {
    private final List<Evaluation> lines = new ArrayList<>();

    /** Adds an evaluation; the norm of its gradient is NaN where that was not asked for. */
    public void add(double[] theta, double value, double gradientNorm, String phase) {
        lines.add(new Evaluation(lines.size() + 1, phase, theta, value, gradientNorm));
    }

    /** Adds what another criterion evaluated before this one, as one phase. */
    public void addAll(EvaluationLog earlier, String phase) {
        earlier.lines.forEach(line -> lines.add(in(line, phase)));
    }

    /** Gives the last evaluation of a point another phase. */
    public void rename(Point point, String phase) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (Arrays.equals(lines.get(i).theta(), point.theta())) {
                lines.set(i, in(lines.get(i), phase));
                return;
            }
        }
    }

    private static Evaluation in(Evaluation line, String phase) {
        return new Evaluation(line.number(), phase, line.theta(), line.criterion(), line.gradientNorm());
    }

    /** Returns the number of the next evaluation, from 1. */
    public int next() {
        return lines.size() + 1;
    }

    /** Returns a copy of the evaluations. */
    public List<Evaluation> lines() {
        return List.copyOf(lines);
    }
}
