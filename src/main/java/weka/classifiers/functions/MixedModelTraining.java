package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.FindingKind;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.model.LiveModel;
import weka.classifiers.functions.MixedModelPlan.Attempt;
import weka.core.Instances;

/** Learns from data: the model that was asked for, or the best that the data can bear, never without saying so. */
final class MixedModelTraining {
    private final MixedModelPlan plan;
    private final MixedModelSettings settings;
    private final MixedModelQuestions questions;
    private final Progress progress;
    private final List<String> notes;

    private MixedModelTraining(
            MixedModelPlan plan, MixedModelSettings settings, MixedModelQuestions questions, Progress progress) {
        this.questions = questions;
        this.plan = plan;
        this.settings = settings;
        this.progress = untilInterrupted(Thread.currentThread(), progress);
        this.notes = new ArrayList<>(plan.notes());
    }

    /**
     * Learns from data.
     *
     * @param questions asked of the model while its cross-products are there
     * @throws MixedModelException if the options mean nothing on these data
     * @throws InterruptedException if the progress says so, or the calling thread is interrupted
     */
    static MixedModelState train(
            Instances data, MixedModelSettings settings, MixedModelQuestions questions, Progress progress)
            throws MixedModelException, InterruptedException {
        MixedModelPlan plan = MixedModelPlanner.plan(data, settings);
        try {
            MixedModelTraining training = new MixedModelTraining(plan, settings, questions, progress);
            return training.fitted().map(training::answered).orElseGet(() -> training.constant(data));
        } catch (CancellationException e) {
            throw new InterruptedException("The fit was stopped.");
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    private MixedModelState answered(LiveModel live) {
        List<MixedModelAnswer> answers = questions.ask(live, plan.table(), notes, progress);
        return new FittedMixedModel(live.model(), notes, answers);
    }

    /** Returns the model that was asked for, or the first of the simpler ones that the data bear. */
    private Optional<LiveModel> fitted() throws MixedModelException {
        if (plan.asked().isEmpty()) {
            return simpler(List.of(plan.mean()), "");
        }
        Attempt asked = plan.asked().get();
        try {
            questions.check(
                    asked.formula(),
                    plan.table().columns().stream().map(Column::name).toList());
            return Optional.of(fit(asked.formula()));
        } catch (MethodException e) {
            throw new MixedModelException(e);
        } catch (ModelException e) {
            if (plan.written() && !isFormulaGood(asked.formula())) {
                throw new MixedModelException(e);
            }
            List<Attempt> simpler =
                    new ArrayList<>(SimplerModels.of(asked.formula().expand(plan.dotColumns()), this::isBearable));
            simpler.add(plan.mean());
            return simpler(simpler, MixedModelException.sentence(e));
        }
    }

    private Optional<LiveModel> simpler(List<Attempt> attempts, String reason) {
        for (Attempt attempt : attempts) {
            try {
                LiveModel model = fit(attempt.formula());
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

    /** Fits a model; what its table says against it becomes a note. */
    private LiveModel fit(Formula formula) {
        org.multilevel.model.LinearMixedModel model = model(formula);
        TableCheck check = TableCheck.beside(model, plan.table(), progress);
        LiveModel fitted = model.live(check.table());
        notes.addAll(Diagnosis.of(Advice.ofTableAlone(
                fitted.model(), check.findings().stream().filter(this::isNew).toList())));
        return fitted;
    }

    private org.multilevel.model.LinearMixedModel model(Formula formula) {
        org.multilevel.model.LinearMixedModel model = org.multilevel.model.LinearMixedModel.of(formula)
                .withMethod(settings.method())
                .withDf(settings.df())
                .withProgress(progress);
        return plan.weights().map(model::withWeights).orElse(model);
    }

    /** Only a fit knows what its data bear; it is asked for where another one has failed, so rarely. */
    private boolean isBearable(Formula formula) {
        try {
            model(formula).live(plan.table());
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** Returns whether the notes do not have a finding already, in words that also fit where nothing is named. */
    private boolean isNew(Finding finding) {
        return finding.kind() != FindingKind.NUMERIC_GROUP
                || !plan.likelyGroups().contains(finding.subject());
    }

    /** Returns whether a formula means something on the table, so that it was the rows that did not bear its model. */
    private boolean isFormulaGood(Formula formula) {
        try {
            DesignOptions options =
                    plan.weights().map(DesignOptions.DEFAULT::withWeights).orElse(DesignOptions.DEFAULT);
            Formula tested =
                    plan.groupsAreMissing() ? SimplerModels.fixedPart(formula.expand(plan.dotColumns())) : formula;
            Design.of(tested, plan.table(), options, progress);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    private ConstantPrediction constant(Instances data) {
        double mean = plan.rows().meanClass();
        return new ConstantPrediction(
                data.classAttribute().name(), Double.isInfinite(mean) ? Double.NaN : mean, List.copyOf(notes));
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
