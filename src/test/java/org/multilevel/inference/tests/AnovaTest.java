package org.multilevel.inference.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** What each type of an analysis of variance tests, told by what it must not depend on and by sums of squares of least squares. */
class AnovaTest {
    private static final double TOLERANCE = 1e-7;

    /** Sixty rows in unequal cells of two factors, with a number and groups. */
    private static MemoryTable table() {
        Random random = new Random(4);
        int rows = 60;
        String[] f = new String[rows];
        String[] h = new String[rows];
        String[] g = new String[rows];
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            int level = i % 7 % 3;
            int other = i % 5 % 2;
            f[i] = List.of("a", "b", "c").get(level);
            h[i] = List.of("u", "v").get(other);
            g[i] = "g" + i % 6;
            x[i] = random.nextGaussian() + level;
            y[i] = level + 0.8 * other * level + 0.5 * x[i] + i % 6 * 0.4 + random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("f", f)
                .categorical("h", h)
                .categorical("g", g)
                .build();
    }

    private static final MemoryTable TABLE = table();

    private static MixedModel fit(String formula) {
        return LinearMixedModel.of(formula).withThreads(1).fit(TABLE);
    }

    private static List<AnovaRow> rows(Anova.Type type, MixedModel model) {
        return Anova.of(type).rows(model);
    }

    /** Returns the sum of squared residuals and the rows less the coefficients. */
    private static double[] residual(String formula) {
        MixedModel model = fit(formula);
        double df = 60 - model.fixedEffects().size();
        return new double[] {model.sigma() * model.sigma() * df, df};
    }

    private static void assertRow(AnovaRow row, String without, String with, String whole) {
        double[] all = residual(whole);
        double[] small = residual(without);
        double[] large = residual(with);
        double squares = small[0] - large[0];
        double df = small[1] - large[1];
        double f = squares / df / (all[0] / all[1]);
        assertEquals(squares, row.sumOfSquares(), TOLERANCE * squares);
        assertEquals(squares / df, row.meanSquare(), TOLERANCE * squares);
        assertEquals(df, row.numeratorDf());
        assertEquals(all[1], row.denominatorDf(), TOLERANCE);
        assertEquals(f, row.f(), TOLERANCE * f);
        assertEquals(f * df, row.chiSquared(), TOLERANCE * f * df);
    }

    @Test
    void typeOneIsWhatEachTermAddsToThoseBefore() {
        List<AnovaRow> rows = rows(Anova.Type.I, fit("y ~ f * h"));
        assertRow(rows.get(0), "y ~ 1", "y ~ f", "y ~ f * h");
        assertRow(rows.get(1), "y ~ f", "y ~ f + h", "y ~ f * h");
        assertRow(rows.get(2), "y ~ f + h", "y ~ f * h", "y ~ f * h");
    }

    @Test
    void typeTwoIsWhatEachTermAddsToAllThatDoNotContainIt() {
        List<AnovaRow> rows = rows(Anova.Type.II, fit("y ~ f * h"));
        assertRow(rows.get(0), "y ~ h", "y ~ f + h", "y ~ f * h");
        assertRow(rows.get(1), "y ~ f", "y ~ f + h", "y ~ f * h");
        assertRow(rows.get(2), "y ~ f + h", "y ~ f * h", "y ~ f * h");
    }

    /** With sums to zero a main effect is that of levels weighted alike, so its columns alone may be left out. */
    @ParameterizedTest
    @CsvSource({"0, f", "1, h"})
    void typeThreeIsWhatATermOfSumContrastsAddsToAllOthers(int row, String factor) {
        String f1 = "I(1 * (f == \"a\") - 1 * (f == \"c\"))";
        String f2 = "I(1 * (f == \"b\") - 1 * (f == \"c\"))";
        String h1 = "I(1 * (h == \"u\") - 1 * (h == \"v\"))";
        String products = f1 + ":" + h1 + " + " + f2 + ":" + h1;
        String without = "y ~ " + (factor.equals("f") ? h1 : f1 + " + " + f2) + " + " + products;
        assertRow(rows(Anova.Type.III, fit("y ~ f * h")).get(row), without, "y ~ f * h", "y ~ f * h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C(f, Sum)", "C(f, Helmert)", "C(f, Treatment(\"b\"))"})
    void typeThreeDoesNotDependOnTheContrasts(String coded) {
        List<AnovaRow> expected = rows(Anova.Type.III, fit("y ~ f * h + x + f:x + (1 | g)"));
        List<AnovaRow> actual = rows(Anova.Type.III, fit("y ~ FF * h + x + FF:x + (1 | g)".replace("FF", coded)));
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            // as far as two searches end at the same variances
            assertEquals(
                    expected.get(i).f(),
                    actual.get(i).f(),
                    1e-4 * expected.get(i).f(),
                    expected.get(i).term());
            assertEquals(expected.get(i).numeratorDf(), actual.get(i).numeratorDf());
        }
    }

    @ParameterizedTest
    @EnumSource(Anova.Type.class)
    void theHighestInteractionIsTheSameInAllTypes(Anova.Type type) {
        AnovaRow interaction = rows(type, fit("y ~ f * h + (1 | g)")).get(2);
        AnovaRow expected = rows(Anova.Type.I, fit("y ~ f * h + (1 | g)")).get(2);
        assertEquals(expected.f(), interaction.f(), TOLERANCE * expected.f());
        assertEquals(2, interaction.numeratorDf());
    }

    /** Every cell has a mean of its own either way. */
    @Test
    void withoutAnInterceptOrAMainEffectCellsAreMadeOfFinerOnes() {
        List<AnovaRow> whole = rows(Anova.Type.III, fit("y ~ f * h"));
        List<AnovaRow> nested = rows(Anova.Type.III, fit("y ~ f + f:h"));
        assertEquals(
                whole.get(0).f(), nested.get(0).f(), TOLERANCE * whole.get(0).f());
        List<AnovaRow> cells = rows(Anova.Type.III, fit("y ~ 0 + f:h"));
        assertEquals(6, cells.get(0).numeratorDf());
    }

    @Test
    void sequentialTestsAreForLinearModels() {
        Distribution counts = new Distribution(Family.POISSON, Link.LOG);
        Anova.of(Anova.Type.II).check(counts);
        Anova.of(Anova.Type.III).check(counts);
        assertThrows(MethodException.class, () -> Anova.of(Anova.Type.I).check(counts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x =", "x +", "2 *", "x -", "x /"})
    void aHypothesisWithoutAnEndIsRefusedBeforeAnyFit(String text) {
        assertThrows(ModelException.class, () -> LinearHypothesis.of(text).check());
    }

    @Test
    void aHypothesisNamesACoefficientOfTheFormula() {
        Formula formula = Formula.parse("y ~ x + f + (1 | g)");
        List<String> columns = List.of("y", "x", "f", "g", "z");
        LinearHypothesis.of("x = 2 * f[b]").check(formula, columns);
        LinearHypothesis.of("(Intercept) = 1").check(formula, columns);
        String refused = assertThrows(
                        ModelException.class, () -> LinearHypothesis.of("z = 0").check(formula, columns))
                .getMessage();
        assertTrue(refused.contains("names no coefficient of the model"), refused);
        assertThrows(ModelException.class, () -> LinearHypothesis.of("x =").check(formula, columns));
    }
}
