package org.multilevel.glm.marginal;

import java.util.List;
import org.multilevel.fit.optimum.Criterion;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.EvaluationLog;

/** What criteria of generalised models have in common: a log, and no second derivatives; there is no restricted likelihood. */
abstract class LoggedCriterion implements Criterion {
    final EvaluationLog log = new EvaluationLog();
    /** What was evaluated last. */
    double last;

    @Override
    public final boolean isRestricted() {
        return false;
    }

    @Override
    public final boolean knowsCurvature() {
        return false;
    }

    @Override
    public final double rounding() {
        return 64 * Math.ulp(last);
    }

    @Override
    public final void rename(Point point, String phase) {
        log.rename(point, phase);
    }

    @Override
    public final List<Evaluation> log() {
        return log.lines();
    }
}
