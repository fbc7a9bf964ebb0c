package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Random slopes on columns far from zero beside their spread, and on their powers, are found as those on columns near zero. */
class FarColumnsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "multilevel", "fit", "problem");
    /** What is asked of standard deviations of random effects everywhere, relative. */
    private static final double SD = 1e-5;

    private static final int MOST_EVALUATIONS = 40;

    private static Table table(String name) {
        String file = name.equals("table") ? "far-columns.csv" : "far-columns-seconds.csv";
        return CsvTable.open(FOLDER.resolve(file), CsvOptions.defaults().withCategorical(List.of("g")));
    }

    private static Design design(String formula, Table table) {
        return Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
    }

    private static Fit fit(String formula) {
        Table table = table("table");
        return Problem.read(design(formula, table), table, FitOptions.DEFAULT, Progress.NONE)
                .fit(Progress.NONE);
    }

    static List<String> optima() throws IOException {
        return Files.readAllLines(FOLDER.resolve("far-columns.tsv"));
    }

    /**
     * The expected numbers come from {@code far-columns.R} beside the tables: criterion, residual standard deviation, those of the random
     * effects, the last correlation, and the last effect of one group with its conditional standard deviation.
     */
    @ParameterizedTest
    @MethodSource("optima")
    void slopesOnFarColumnsReachTheOptimum(String line) {
        String[] parts = line.split("\t");
        Table table = table(parts[0]);
        Design design = design(parts[1], table);
        double[] expected =
                Arrays.stream(parts).skip(3).mapToDouble(Double::parseDouble).toArray();
        FitOptions options = FitOptions.DEFAULT.withMethod(EstimationMethod.valueOf(parts[2]));
        Fit fit = Problem.read(design, table, options, Progress.NONE).fit(Progress.NONE);
        assertEquals(Status.CONVERGED, fit.verdict().status());
        assertTrue(fit.verdict().evaluations() < MOST_EVALUATIONS);
        assertEquals(expected[0], fit.criterion(), 1e-7 * Math.abs(expected[0]));
        assertEquals(expected[1], fit.sigma(), 1e-6 * expected[1]);
        FactorEffects effects = fit.factors().get(0);
        double[][] covariance = effects.covariance();
        int q = covariance.length;
        for (int j = 0; j < q; j++) {
            assertEquals(expected[2 + j], Math.sqrt(covariance[j][j]), SD * expected[2 + j]);
        }
        double correlation = covariance[q - 1][q - 2] / Math.sqrt(covariance[q - 1][q - 1] * covariance[q - 2][q - 2]);
        // a correlation this near to one is a difference, and what is near one is the sum
        assertEquals(expected[2 + q], correlation, SD * (1 - Math.abs(expected[2 + q])) + 1e-11);
        int level = design.factors().get(0).levels().indexOf(parts[0].equals("table") ? "g3" : "1");
        double sd = expected[1 + q];
        assertEquals(expected[3 + q], effects.effects()[level * q + q - 1], SD * sd);
        double conditional = effects.conditionalCovariance()[(level + 1) * q * q - 1];
        assertEquals(expected[4 + q], Math.sqrt(conditional), SD * expected[4 + q]);
    }

    private static boolean isReadAgain(String formula) {
        Table table = table("table");
        Design design = design(formula, table);
        Standardisation standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        return standard.refined(design, products).isPresent();
    }

    @Test
    void onlyTermsWhoseColumnsNearlyRepeatEachOtherAreReadAgain() {
        assertTrue(isReadAgain("y ~ year + (year + I(year^2) | g)"));
        assertEquals(false, isReadAgain("y ~ year + (far | g)"));
    }

    @Test
    void effectsThatDoNotCorrelateHaveNoOtherBasisAndStayAsTheyAre() {
        assertEquals(false, isReadAgain("y ~ year + (0 + year || g) + (0 + I(year^2) | g)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I(2 * far^2 + far)", "I(far / 3 + 1)"})
    void aColumnThatRepeatsEarlierOnesIsRefusedByName(String column) {
        ModelException refusal =
                assertThrows(ModelException.class, () -> fit("y ~ far + (far + I(far^2) + " + column + " | g)"));
        assertTrue(refusal.getMessage()
                .startsWith("The column "
                        + Formula.parse("y ~ " + column + " + (1 | g)")
                                .toString()
                                .replace("y ~ ", "")
                                .replace(" + (1 | g)", "")));
        assertTrue(refusal.getMessage().contains("is constant or repeats the other columns of its term"));
    }

    @Test
    void aColumnThatAnotherTermHasIsRefusedAsItIsWritten() {
        ModelException refusal = assertThrows(
                ModelException.class, () -> fit("y ~ year + (0 + year + I(year^2) | g) + (0 + I(2 * year^2) | g)"));
        assertTrue(refusal.getMessage().startsWith("By g, I(year^2) and I(2 * year^2) are the same but for a factor"));
    }

    @Test
    void aColumnWhoseEffectsAreFixedAlreadyIsRefusedAsItIsWritten() {
        ModelException refusal =
                assertThrows(ModelException.class, () -> fit("y ~ year + g:I(year^2) + (0 + year + I(year^2) | g)"));
        assertTrue(refusal.getMessage()
                .startsWith("The fixed effects already give every level of g a value of its own for I(year^2)"));
    }
}
