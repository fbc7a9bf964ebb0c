package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.model.MixedModel;

/**
 * Likelihoods with several maxima, of which a search from one start ends in a lower one: a column's variance is zero or not, correlations are of either
 * sign. How the best of many starts was found in R stands in {@code reference-structures/README.md}.
 */
class StructureElsewhereTest {
    private static final double NEAR = 1e-5;
    /** What the searches in R are short of it at an edge. */
    private static final double SHORT = 1e-3;

    static Stream<Case> cases() {
        return ReferenceCases.models("elsewhere.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theHighestOfSeveralMaximaIsFound(Case reference) {
        MixedModel model = ReferenceCases.fit(reference.of());
        double expected = reference.of().get("loglik").asDouble();
        double found = model.statistics().logLikelihood();
        assertTrue(found > expected - NEAR, () -> found + " is below " + expected);
        assertEquals(expected, found, SHORT);
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status(), model.verdict()::explanation);
    }
}
