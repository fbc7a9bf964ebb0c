package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;
import org.multilevel.formula.Formula;
import weka.classifiers.functions.MixedModelEstimator.Estimated;
import weka.classifiers.functions.MixedModelPlan.Attempt;
import weka.core.Instances;

/** Learns from data: the model that was asked for, or the best that the data can bear, never without saying so. */
final class MixedModelTraining {
    private final MixedModelPlan plan;
    private final MixedModelEstimator estimator;
    private final Progress progress;
    private final List<String> notes;

    private MixedModelTraining(MixedModelPlan plan, MixedModelEstimator estimator, Progress progress) {
        this.plan = plan;
        this.estimator = estimator;
        this.progress = untilInterrupted(Thread.currentThread(), progress);
        this.notes = new ArrayList<>(plan.notes());
    }

    /**
     * Learns from data.
     *
     * @throws MixedModelException if the options mean nothing on these data
     * @throws InterruptedException if the progress says so, or the calling thread is interrupted
     */
    static MixedModelState train(
            Instances data, MixedModelSettings settings, MixedModelEstimator estimator, Progress progress)
            throws MixedModelException, InterruptedException {
        MixedModelPlan plan = MixedModelPlanner.plan(data, settings, estimator.ungrouped());
        try {
            MixedModelTraining training = new MixedModelTraining(plan, estimator, progress);
            return training.fitted()
                    .<MixedModelState>map(model -> model.state(training.notes))
                    .orElseGet(() -> training.constant(data));
        } catch (CancellationException e) {
            throw new InterruptedException("The fit was stopped.");
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    /** Returns the model that was asked for, or the first of the simpler ones that the data bear. */
    private Optional<Estimated> fitted() throws MixedModelException {
        if (plan.asked().isEmpty()) {
            return simpler(List.of(plan.mean()), "");
        }
        Attempt asked = plan.asked().get();
        try {
            estimator.check(asked.formula(), plan);
            return Optional.of(estimator.fit(asked.formula(), plan, notes, progress));
        } catch (MethodException e) {
            throw new MixedModelException(e);
        } catch (ModelException e) {
            // A structure is the user's own word: another model in its place would be another question.
            if (!plan.residuals().isIndependent() || (plan.written() && !isFormulaGood(asked.formula()))) {
                throw new MixedModelException(e);
            }
            List<Attempt> simpler = new ArrayList<>(SimplerModels.of(
                    asked.formula().expand(plan.dotColumns()), estimator.ungrouped(), this::isBearable));
            simpler.add(plan.mean());
            return simpler(simpler, MixedModelException.sentence(e));
        }
    }

    private Optional<Estimated> simpler(List<Attempt> attempts, String reason) {
        for (Attempt attempt : attempts) {
            try {
                Estimated model = estimator.fit(attempt.formula(), plan.withIndependentResiduals(), notes, progress);
                if (!reason.isEmpty()) {
                    notes.add(reason + " So this is " + attempt.description() + ".");
                }
                return Optional.of(model);
            } catch (ModelException e) {
                // The next is simpler.
            }
        }
        if (!reason.isEmpty()) {
            notes.add(reason);
        }
        return Optional.empty();
    }

    /** Only a fit knows what its data bear; it is asked for where another one has failed, so rarely. */
    private boolean isBearable(Formula formula) {
        try {
            estimator.tryOut(formula, plan, progress);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** Returns whether a formula means something on the table, so that it was the rows that did not bear its model. */
    private boolean isFormulaGood(Formula formula) {
        try {
            estimator.read(
                    plan.groupsAreMissing() ? SimplerModels.fixedPart(formula.expand(plan.dotColumns())) : formula,
                    plan,
                    progress);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    private ConstantPrediction constant(Instances data) {
        double mean = estimator
                .event()
                .map(label -> plan.rows().share(data.classAttribute().indexOfValue(label)))
                .orElseGet(() -> plan.rows().meanClass());
        return new ConstantPrediction(
                data.classAttribute().name(),
                estimator.event(),
                Double.isInfinite(mean) ? Double.NaN : mean,
                List.copyOf(notes));
    }

    /** Weka stops a thread by interrupting it; the fit's own threads have to be told. */
    private static Progress untilInterrupted(Thread thread, Progress progress) {
        return new Progress() {
            @Override
            public void report(String activity, double fraction) {
                progress.report(activity, fraction);
            }

            @Override
            public boolean isCancelled() {
                return thread.isInterrupted() || progress.isCancelled();
            }
        };
    }
}
