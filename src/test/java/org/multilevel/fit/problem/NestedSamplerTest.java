package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.formula.Formula;
import org.multilevel.inference.numeric.Distributions;

/** What is drawn for the larger model is, at parameters that make it the smaller one, drawn for that. */
class NestedSamplerTest {
    private static final double TOLERANCE = 1e-7;

    private static MemoryTable table(int seed) {
        int n = 90;
        double[] y = new double[n];
        double[] x = new double[n];
        double[] z = new double[n];
        String[] g = new String[n];
        String[] h = new String[n];
        Random random = new Random(seed);
        for (int i = 0; i < n; i++) {
            x[i] = 40 + random.nextGaussian();
            z[i] = 3 * random.nextGaussian() - 5;
            g[i] = "g" + i % 12;
            h[i] = "h" + i % 5;
            y[i] = 200 + 2 * x[i] + (i % 12) * 0.7 + (i % 5) + 1.5 * random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("z", z)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static Problem problem(String formula, MemoryTable table) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT.withMethod(EstimationMethod.ML), Progress.NONE);
    }

    private static NestedSampler sampler(Problem smaller, Problem larger, double[] theta) {
        return NestedSampler.of(smaller, larger, theta, Distributions::chiSquaredQuantile, Progress.NONE);
    }

    /** Both thetas are of the same covariances, the larger one's with zeros for what the smaller has not. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0.6, y ~ x + (x | g), 0.6 0 0",
        "y ~ x + (1 | g), 0.6, y ~ x + (1 | h) + (1 | g), 0 0.6",
        "y ~ x + (1 | h) + (1 | g), 0.5 0.9, y ~ x + (1 + z | g) + (1 | h), 0.9 0 0 0.5",
        "y ~ x + (0 + z | g), 0.3, y ~ x + (0 + x + z | g), 0 0 0.3",
        "y ~ x + (x | g), 0.5 0.2 0.3, y ~ x + (x + z | g), 0.5 0.2 0 0.3 0 0",
        "y ~ x + (x | g), 0.5 0.2 0.3, y ~ x + (z + x | g), 0.5 0 0.2 0 0.3 0",
        "y ~ 0 + x + (1 | g), 0.6, y ~ 0 + x + (1 | g) + (1 | h), 0.6 0",
    })
    void theLargerDrawHoldsTheSmallerOne(String of, String theta, String with, String restricted) {
        MemoryTable table = table(4);
        Problem smaller = problem(of, table);
        Problem larger = problem(with, table);
        double[] own = numbers(theta);
        NestedSampler.Draw draw = sampler(smaller, larger, own).draw(17);
        Estimates expected = draw.larger().at(numbers(restricted), Progress.NONE);
        Estimates found = draw.smaller().at(own, Progress.NONE);
        assertEquals(expected.criterion(), found.criterion(), TOLERANCE * Math.abs(expected.criterion()));
        assertEquals(expected.sigma(), found.sigma(), TOLERANCE);
        assertArrayEquals(expected.beta(), found.beta(), TOLERANCE * 200);
        Estimates original = smaller.at(own, Progress.NONE);
        assertNotEquals(original.criterion(), found.criterion(), 1e-3);
    }

    private static double[] numbers(String text) {
        String[] parts = text.trim().split(" ", -1);
        double[] numbers = new double[parts.length];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = Double.parseDouble(parts[k]);
        }
        return numbers;
    }

    /** Without z the likelihood is that of the larger model where its coefficient is held at 0. */
    @Test
    void aColumnThatIsMissingHasTheCoefficientZero() {
        MemoryTable table = table(9);
        Problem smaller = problem("y ~ x + (1 | g)", table);
        Problem larger = problem("y ~ z + x + (1 | g)", table);
        NestedSampler.Draw draw = sampler(smaller, larger, new double[] {0.6}).draw(3);
        Fit with = draw.larger().fit(Progress.NONE);
        Fit without = draw.smaller().fit(Progress.NONE);
        try (LikelihoodProfile profile =
                draw.larger().profile(new ProfiledParameter.FixedEffect(1), with, Progress.NONE)) {
            double lost = without.criterion() - with.criterion();
            assertTrue(lost > 1e-3);
            assertEquals(lost, profile.rise(0), 1e-6);
        }
    }

    /** The columns of the larger model are others, but the space is the same: 2z + x instead of z, and one of three is left out. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + z + (1 | g), y ~ I(2 * z + x) + z + x + (1 | g), 1",
        "y ~ I(z - x) + z + (1 | g), y ~ I(2 * z + x) + z + x + I(z - x) + (1 | g), 2"
    })
    void aColumnThatWasLeftOutIsACombinationOfOthers(String of, String with, int leftOut) {
        MemoryTable table = table(2);
        Problem smaller = problem(of, table);
        Problem larger = problem(with, table);
        assertEquals(leftOut, larger.leftOut().size());
        NestedSampler.Draw draw = sampler(smaller, larger, new double[] {0.6}).draw(5);
        double[] theta = {0.4};
        Estimates expected = draw.larger().at(theta, Progress.NONE);
        Estimates found = draw.smaller().at(theta, Progress.NONE);
        assertEquals(expected.criterion(), found.criterion(), TOLERANCE * Math.abs(expected.criterion()));
        assertEquals(expected.sigma(), found.sigma(), TOLERANCE);
    }

    @Test
    void theSameSeedGivesTheSameDraw() {
        MemoryTable table = table(4);
        NestedSampler sampler =
                sampler(problem("y ~ x + (1 | g)", table), problem("y ~ x + (x | g)", table), new double[] {0.6});
        assertArrayEquals(
                sampler.draw(1).smaller().products().xy,
                sampler.draw(1).smaller().products().xy);
        double[] one = sampler.draw(1).smaller().products().xy;
        double[] two = sampler.draw(2).smaller().products().xy;
        assertNotEquals(one[one.length - 1], two[two.length - 1]);
    }

    /** The same effects on the response from slopes that are a thousandth as large, on a column that is a thousand times as large. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (0 + z | g), 0.4, 0.0004", "y ~ x + (z | g), 0.5 0.2 0.4, 0.5 0.0002 0.0004"})
    void unitsOfColumnsDoNotMatter(String of, String theta, String other) {
        MemoryTable table = table(4);
        String with = of + " + (1 | h)";
        CrossProducts drawn = sampler(problem(of, table), problem(with, table), numbers(theta))
                .draw(11)
                .larger()
                .products();
        String inOthers = of.replace("z", "I(1000 * z)");
        CrossProducts again = sampler(problem(inOthers, table), problem(inOthers + " + (1 | h)", table), numbers(other))
                .draw(11)
                .larger()
                .products();
        int last = drawn.xy.length - 1;
        assertArrayEquals(drawn.xy, again.xy, 1e-9 * drawn.xy[last]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x + z + (1 | g); y ~ x + (1 | g) + (1 | h); the column z",
                "y ~ x + (z | g); y ~ x + z + (x | g); z over g",
                "y ~ x + (1 | h); y ~ x + z + (x | g); the groups of h",
            })
    void whatTheLargerModelLacksIsNamed(String of, String with, String what) {
        MemoryTable table = table(4);
        Problem smaller = problem(of, table);
        double[] theta = new double[smaller.layout().size()];
        String said = assertThrows(ModelException.class, () -> sampler(smaller, problem(with, table), theta))
                .getMessage();
        assertEquals(
                "A bootstrap test is of a model that has all columns and groups of the smaller one, and the larger one lacks "
                        + what + "; write both formulas with the same terms.",
                said);
    }

    @Test
    void otherRowsUnderTheSameNamesAreRefused() {
        Problem smaller = problem("y ~ x + (1 | g)", table(4));
        Problem larger = problem("y ~ x + z + (1 | g)", table(5));
        assertEquals(
                "A bootstrap test needs two models of the same rows whose columns of the same name are the same; fit both to the same"
                        + " table.",
                assertThrows(ModelException.class, () -> sampler(smaller, larger, new double[] {0.6}))
                        .getMessage());
    }
}
