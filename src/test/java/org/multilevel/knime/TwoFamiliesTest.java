package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.knime.comparison.MixedModelComparisonNodeFactory;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;

/** What a node says of models of two families, before it reads a row. */
class TwoFamiliesTest {
    private static final BufferedDataTable EPIL = Tables.csv("../../src/test/resources/reference-glmm/epil.csv");
    private static final MixedModelPortObject POISSON = fit("y ~ lbase + (1 | subject)", Family.POISSON);

    private static MixedModelPortObject fit(String formula, Family family) {
        return Models.generalised(formula, Distribution.of(family), List.of(), EPIL);
    }

    @Test
    void generalisedModelsOfOneFamilyAreCompared() throws Exception {
        MixedModelPortObject smaller = fit("y ~ 1 + (1 | subject)", Family.POISSON);
        BufferedDataTable table = NodeRun.of(new MixedModelComparisonNodeFactory())
                .execute(smaller, POISSON)
                .table(0);
        double difference = 2
                * (POISSON.model().statistics().logLikelihood()
                        - smaller.model().statistics().logLikelihood());
        assertArrayEquals(
                new double[] {Double.NaN, difference}, Tables.numbers(table, "chi_squared"), 1e-9 * difference);
    }

    @Test
    void modelsOfTwoFamiliesAreRefusedBeforeTheyAreFitted() {
        NodeRun node = NodeRun.of(new MixedModelComparisonNodeFactory());
        assertEquals(
                "\"Model 1\" and \"Model 2\" cannot be compared: the one has the family poisson:log, the other"
                        + " negative-binomial:log; compare models of one family and link.",
                node.refusal(
                        POISSON.getSpec(),
                        fit("y ~ lbase + (1 | subject)", Family.NEGATIVE_BINOMIAL)
                                .getSpec()));
        assertEquals(
                "\"Model 1\" and \"Model 2\" cannot be compared: the one has the family normal, the other poisson:log;"
                        + " compare models of one family and link.",
                node.refusal(
                        Models.fit("y ~ lbase + (1 | subject)", EstimationMethod.ML, EPIL)
                                .getSpec(),
                        POISSON.getSpec()));
    }
}
