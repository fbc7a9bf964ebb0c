package weka.classifiers.functions;

import java.util.List;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;

/**
 * Makes linear mixed models.
 *
 * @param method the likelihood
 * @param df for which degrees of freedom the model keeps what they need
 * @param solver by what several grouping factors are solved for
 * @param questions asked of the model while its cross-products are there
 */
record LinearEstimator(EstimationMethod method, DfMethod df, Solver solver, MixedModelQuestions questions)
        implements MixedModelEstimator {

    @Override
    public String ungrouped() {
        return "ordinary least squares";
    }

    @Override
    public void check(Formula formula, MixedModelPlan plan) throws MixedModelException {
        questions.check(
                formula,
                plan.residuals().appliedTo(DesignOptions.DEFAULT),
                plan.table().columns().stream().map(Column::name).toList());
    }

    /** Fits a model; what its table says against it becomes a note. */
    @Override
    public Estimated fit(Formula formula, MixedModelPlan plan, List<String> notes, Progress progress) {
        LinearMixedModel model = model(formula, plan, progress);
        TableCheck check = TableCheck.beside(model, plan.table(), progress);
        LiveModel fitted = model.live(check.table());
        notes.addAll(Diagnosis.of(Advice.ofTableAlone(fitted.model(), plan.untold(check.findings()))));
        return all -> {
            List<MixedModelAnswer> answers = questions.ask(fitted, plan.table(), all, progress);
            return new FittedMixedModel(fitted.model(), all, answers);
        };
    }

    @Override
    public void tryOut(Formula formula, MixedModelPlan plan, Progress progress) {
        model(formula, plan, progress).live(plan.table());
    }

    @Override
    public void read(Formula formula, MixedModelPlan plan, Progress progress) {
        DesignOptions options =
                plan.weights().map(DesignOptions.DEFAULT::withWeights).orElse(DesignOptions.DEFAULT);
        Design.of(formula, plan.table(), plan.residuals().appliedTo(options), progress);
    }

    private LinearMixedModel model(Formula formula, MixedModelPlan plan, Progress progress) {
        LinearMixedModel model = plan.residuals()
                .appliedTo(LinearMixedModel.of(formula)
                        .withMethod(method)
                        .withDf(df)
                        .withSolver(solver)
                        .withProgress(progress));
        return plan.weights().map(model::withWeights).orElse(model);
    }
}
