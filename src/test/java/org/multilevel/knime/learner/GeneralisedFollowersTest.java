package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.knime.bootstrap.MixedModelBootstrapNodeFactory;
import org.multilevel.knime.comparison.MixedModelComparisonNodeFactory;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.influence.MixedModelInfluenceNodeFactory;
import org.multilevel.knime.ladder.MixedModelLadderNodeFactory;
import org.multilevel.knime.learner.FamilyChoices.ResponseKind;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;
import org.multilevel.knime.means.MixedModelMeansNodeFactory;
import org.multilevel.knime.picture.MixedModelPlotNodeFactory;
import org.multilevel.knime.port.MixedModelPortObject;

/** Every node behind the generalised learner takes its model, or says in one sentence why not, whatever the response is. */
class GeneralisedFollowersTest {
    private static final BufferedDataTable CBPP = table("cbpp.csv", "period");
    private static final BufferedDataTable BACTERIA = table("bacteria.csv");
    private static final BufferedDataTable EPIL = table("epil.csv");

    private static BufferedDataTable table(String name, String... texts) {
        return Tables.csv("../../src/test/resources/reference-glmm/" + name, texts);
    }

    private static GeneralisedLearnerParameters formula(String text, ResponseKind family) {
        GeneralisedLearnerParameters parameters = new GeneralisedLearnerParameters();
        parameters.specification = Specification.FORMULA;
        parameters.formula = text;
        parameters.family = family;
        return parameters;
    }

    private static PortObject model(GeneralisedLearnerParameters parameters, BufferedDataTable table) throws Exception {
        return NodeRun.of(new GeneralisedMixedModelLearnerNodeFactory())
                .with(parameters)
                .execute(table)
                .outputs()
                .get(0);
    }

    private static Executed after(ConfigurableNodeFactory<?> factory, PortObject... in) throws Exception {
        NodeRun node = NodeRun.of(factory);
        return node.execute(in);
    }

    private static void assertServes(PortObject model, BufferedDataTable table) throws Exception {
        Executed ladder = after(new MixedModelLadderNodeFactory(), model, table);
        double[] steps = Tables.numbers(ladder.table(0), "log_likelihood");
        assertEquals(
                ((MixedModelPortObject) model).model().statistics().logLikelihood(), steps[steps.length - 1], 1e-6);
        Executed compared = after(new MixedModelComparisonNodeFactory(), model, model);
        assertEquals(2, compared.table(0).size());
        Executed drawn = after(new MixedModelPlotNodeFactory(), model, table);
        assertTrue(drawn.outputs().get(0) instanceof ImagePortObject);
        Executed influence = after(new MixedModelInfluenceNodeFactory(), model, table);
        assertTrue(influence.table(0).size() > 0);
        assertTrue(influence.warning().orElseThrow().startsWith("Most influential: "));
    }

    @Test
    void successesAmongTrialsInAFormula() throws Exception {
        assertServes(
                model(formula("cbind(incidence, healthy) ~ period + (1 | herd)", ResponseKind.BINOMIAL), CBPP), CBPP);
    }

    @Test
    void proportionsOfTrials() throws Exception {
        GeneralisedLearnerParameters parameters = new GeneralisedLearnerParameters();
        parameters.response = "share";
        parameters.fixedEffects = new ColumnFilter(new String[] {"period"});
        parameters.groupings = new GroupingParameters[] {Learners.by("herd")};
        parameters.trials = Optional.of("size");
        assertServes(model(parameters, CBPP), CBPP);
    }

    @Test
    void twoLabelsWithTheOtherEvent() throws Exception {
        GeneralisedLearnerParameters parameters = formula("y ~ trt + week + (1 | ID)", ResponseKind.BINOMIAL);
        parameters.event = Optional.of("n");
        PortObject model = model(parameters, BACTERIA);
        assertServes(model, BACTERIA);
        Executed means = after(new MixedModelMeansNodeFactory(), model);
        assertEquals(List.of("drug", "drug+", "placebo"), Tables.texts(means.table(0), "trt"));
    }

    @Test
    void countsWithABootstrap() throws Exception {
        PortObject model = model(formula("y ~ lbase + trt + (1 | subject)", ResponseKind.NEGATIVE_BINOMIAL), EPIL);
        assertServes(model, EPIL);
        NodeRun bootstrap = NodeRun.of(new MixedModelBootstrapNodeFactory());
        assertTrue(bootstrap
                        .configure(model.getSpec(), EPIL.getDataTableSpec())
                        .table(0)
                        .getNumColumns()
                > 0);
    }
}
