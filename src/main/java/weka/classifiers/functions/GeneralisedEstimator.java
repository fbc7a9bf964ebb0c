package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.advice.GeneralisedTableCheck;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import weka.core.Instances;

/**
 * Makes generalised linear mixed models.
 *
 * @param data the training data
 * @param distribution the family and its link
 * @param points nodes of the quadrature, or {@link org.multilevel.glm.problem.GeneralisedProblem#AUTOMATIC}
 * @param trials the attribute of numbers of trials, if the class is a proportion of them
 * @param event the label whose probability is predicted, where the class is nominal
 * @param note what a user should know about the family
 * @param questions asked of the model while its rows are there
 */
record GeneralisedEstimator(
        Instances data,
        Distribution distribution,
        int points,
        Optional<String> trials,
        Optional<String> event,
        Optional<String> note,
        MixedModelQuestions questions)
        implements MixedModelEstimator {

    @Override
    public String ungrouped() {
        return "a generalised linear model";
    }

    @Override
    public void check(Formula formula, MixedModelPlan plan) throws MixedModelException {
        questions.check(
                formula,
                DesignOptions.DEFAULT,
                plan.table().columns().stream().map(Column::name).toList());
    }

    @Override
    public Estimated fit(Formula formula, MixedModelPlan plan, List<String> notes, Progress progress) {
        GeneralisedTableCheck check =
                GeneralisedTableCheck.beside(model(formula, plan, progress), plan.table(), progress);
        LiveGeneralisedModel fitted = check.fit().withObservationLevel();
        notes.addAll(Diagnosis.of(Advice.ofTableAlone(fitted.model(), plan.untold(check.findings(fitted)))));
        return all -> {
            List<String> said = new ArrayList<>(all);
            note.ifPresent(text -> said.add(0, text));
            List<MixedModelAnswer> answers = questions.ask(fitted, plan.table(), said, progress);
            return new FittedMixedModel(fitted.model(), said, answers);
        };
    }

    @Override
    public void tryOut(Formula formula, MixedModelPlan plan, Progress progress) {
        model(formula, plan, progress).fit(plan.table());
    }

    /** What a formula means does not depend on the class, which may be nominal: a column of weights stands in for it. */
    @Override
    public void read(Formula formula, MixedModelPlan plan, Progress progress) {
        String weights = InstancesTable.weightsName(data);
        List<String> columns = plan.table().columns().stream()
                .map(Column::name)
                .filter(name -> data.attribute(name) != null)
                .toList();
        Table table = InstancesTable.withWeights(data, columns, weights);
        Design.of(formula.withResponse(new Expression.Column(weights)), table, DesignOptions.DEFAULT, progress);
    }

    private GeneralisedLinearMixedModel model(Formula formula, MixedModelPlan plan, Progress progress) {
        GeneralisedLinearMixedModel model = GeneralisedLinearMixedModel.of(formula, distribution)
                .withQuadrature(points)
                .withProgress(progress);
        model = trials.map(model::withTrials).orElse(model);
        model = event.map(model::withEvent).orElse(model);
        return plan.weights().map(model::withWeights).orElse(model);
    }
}
