package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.exact.Frame;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Optima on an edge of what a structure can be, where a search once crept towards infinity, against the best of seventeen searches of a dense likelihood in R; how
 * they were made stands in {@code reference-structures/README.md}.
 */
class StructureEdgeTest {
    /** How far the log-likelihood may be from the supremum: the ends of the parameters' ranges are that near to the edge. */
    private static final double NEAR = 1e-5;
    /** What the searches in R are short of it where they, too, creep. */
    private static final double SHORT = 2e-3;
    /** Factors of the last search; there were up to 137,000. */
    private static final int EVALUATIONS = 250;

    static Stream<Case> cases() {
        return ReferenceCases.models("edges.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOptimumOnTheEdgeIsFoundInFewSteps(Case reference) {
        MixedModel model = ReferenceCases.fit(reference.of());
        double expected = reference.of().get("loglik").asDouble();
        double found = model.statistics().logLikelihood();
        assertTrue(found > expected - NEAR, () -> found + " is below " + expected);
        assertEquals(expected, found, SHORT);
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status(), model.verdict()::explanation);
        assertTrue(
                model.verdict().evaluations() <= EVALUATIONS,
                () -> "evaluations " + model.verdict().evaluations());
    }

    private static MixedModel cells(String table, String formula, String strata) {
        Path file = ReferenceCases.FOLDER.resolve("edges").resolve(table);
        LinearMixedModel model = LinearMixedModel.of(formula);
        model = strata.isEmpty() ? model : model.withResidualVariance(strata);
        return model.fit(CsvTable.open(file, CsvOptions.defaults().withCategorical(List.of("id"))));
    }

    /**
     * Beside a random intercept nothing is left of what residuals vary by together, and their means weigh without end: rounding once made the
     * likelihood higher than it is, by another number for each order of the strata. The value is that of {@code lowest.R}.
     */
    @ParameterizedTest
    @CsvSource({"Female, Male", "Male, Female", "F, AMale"})
    void theLowestCorrelationBesideARandomInterceptIsNoGain(String female, String male) {
        Frame frame = Frame.read("Orthodont", "Subject", "Sex");
        String[] labels = frame.labels("Sex");
        Frame named = frame.label("stratum", i -> labels[i].equals("Female") ? female : male);
        MixedModel model = LinearMixedModel.of("distance ~ age * stratum + (1 | Subject)")
                .withResidual("cs(1 | Subject)")
                .withResidualVariance("stratum")
                .fit(named.table());
        assertEquals(-207.45361, model.statistics().logLikelihood(), 1e-4);
        assertEquals(Verdict.Status.SINGULAR, model.verdict().status(), model.verdict()::explanation);
    }

    /** With one row in each cell a term's variances take in the residual variance, or a part of it: V has fewer parameters than the two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cs(0 + f | id, hom = TRUE);'';cs(f[a], f[b], f[c], ... | id, hom = TRUE) and the residual variance",
                "toep(0 + f | id, hom = TRUE);'';toep(f[a], f[b], f[c], ... | id, hom = TRUE) and the residual variance",
                "diag(0 + f | id);'';diag(f[a], f[b], f[c], ... | id) and the residual variance",
                "diag(0 + f | id, hom = TRUE);'';diag(f[a], f[b], f[c], ... | id, hom = TRUE) and the residual variance",
                "diag(0 + f | id);s;diag(f[a], f[b], f[c], ... | id) and the residuals"
            })
    void variancesThatTheRowsDoNotTellApartAreRefused(String term, String strata, String named) {
        ModelException refused =
                assertThrows(ModelException.class, () -> cells("cells.csv", "y ~ t + " + term, strata));
        assertEquals(
                "The rows do not tell the variances and correlations of " + named
                        + " apart: more of one and less of the other give the same likelihood. Leave one of them out, or choose a"
                        + " structure with fewer parameters.",
                refused.getMessage());
    }

    @Test
    void aResidualVarianceOfZeroBesideAnEffectForEachRowIsRefused() {
        ModelException refused =
                assertThrows(ModelException.class, () -> cells("cells.csv", "z ~ t + ar1(0 + f | id, hom = TRUE)", ""));
        assertEquals(
                "The residual variance is estimated as zero: the effects of ar1(f[a], f[b], f[c], ... | id), as many as there are rows,"
                        + " take up all that these differ by, so no standard errors follow. Leave the term out and let the residuals have"
                        + " its structure, or use more rows in each group.",
                refused.getMessage());
    }

    /** As many occasions as subjects: some combination of them is fitted exactly, and the search once went on for a thousand evaluations and more. */
    @ParameterizedTest
    @CsvSource({"5,6,2", "4,5,4", "5,5,5", "6,7,6"})
    void tooFewSubjectsForAllOccasionsAreSaidSoon(int occasions, int subjects, long seed) {
        MixedModel model = any(occasions, subjects, random -> 1.0, seed);
        assertEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status());
        assertTrue(
                model.verdict().evaluations() < 100,
                () -> "evaluations " + model.verdict().evaluations());
        String said = model.verdict().explanation();
        assertTrue(
                said.startsWith(
                        "The likelihood has no maximum that could be found: it still rises where some rows are all but fitted exactly."),
                said);
        assertTrue(
                said.contains(subjects + " levels of id tell the variances and correlations of " + occasions
                        + " values of t."),
                said);
    }

    @Test
    void occasionsThatAllButRepeatEachOtherAreABoundFoundSoon() {
        // the second differs from the first by a part of 4.5e-4: their correlation is 1 - 1e-7
        MixedModel model = any(3, 40, random -> 4.47e-4, 1);
        assertEquals(Verdict.Status.SINGULAR, model.verdict().status(), model.verdict()::explanation);
        assertTrue(model.verdict().evaluations() < 100);
    }

    /** @param apart how far the second occasion is from the first */
    private static MixedModel any(int occasions, int subjects, ToDoubleFunction<Random> apart, long seed) {
        Random random = new Random(seed);
        int n = occasions * subjects;
        double[] y = new double[n];
        double[] t = new double[n];
        double[] x = new double[n];
        String[] id = new String[n];
        for (int r = 0; r < n; r++) {
            id[r] = "s" + r / occasions;
            t[r] = r % occasions;
            x[r] = random.nextGaussian();
            y[r] = t[r] == 1 ? y[r - 1] + apart.applyAsDouble(random) * random.nextGaussian() : random.nextGaussian();
        }
        String formula = subjects > 20 ? "y ~ 1" : "y ~ x + t";
        return LinearMixedModel.of(formula)
                .withResidual("us(t | id)")
                .fit(MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("t", t)
                        .numeric("x", x)
                        .categorical("id", id)
                        .build());
    }
}
