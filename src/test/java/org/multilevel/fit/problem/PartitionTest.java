package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.exact.Frame;
import org.multilevel.exact.Scenarios;
import org.multilevel.exact.Scenarios.Scenario;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/**
 * Cross-products of the parts of a table, merged in any order, give the fit of the whole.
 *
 * <p>1e-9 of the yardsticks that the data give: standard errors for fixed effects, the largest effect for group effects, 1 for the
 * log-likelihood. Sums in another order differ by 1e-14.
 */
class PartitionTest {
    private static final double TOLERANCE = 1e-9;
    private static final Frame FRAME = Scenarios.frame();

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anyPartitionGivesTheFitOfTheWhole(Scenario scenario) {
        Table table = FRAME.table();
        Design design = Design.of(Formula.parse(scenario.formula()), table, scenario.designOptions(), Progress.NONE);
        FitOptions fitOptions = new FitOptions(scenario.method(), 1);
        Fit whole = Problem.read(design, table, fitOptions, Progress.NONE).fit(Progress.NONE);
        for (int parts : new int[] {1, 2, 7, 500}) {
            List<Table> tables = partition(parts, new Random(parts));
            Standardisation first = new Standardisation(
                    design, Orthogonalisation.none(design.fixed().size()));
            CrossProducts merged = merged(design, tables, first, new Random(parts));
            Standardisation second = new Standardisation(design, Orthogonalisation.of(merged));
            merged = merged(design, tables, second, new Random(parts));
            assertSame(whole, Problem.of(design, merged, second, fitOptions).fit(Progress.NONE));
        }
    }

    /** Deals the rows out at random; a part may get none, and the levels that it sees come in an order of their own. */
    private static List<Table> partition(int parts, Random random) {
        int[] part = random.ints(FRAME.size(), 0, parts).toArray();
        List<Table> tables = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int number = p;
            tables.add(FRAME.rows(IntStream.range(0, part.length)
                            .filter(i -> part[i] == number)
                            .toArray())
                    .table());
        }
        return tables;
    }

    /** Forms the cross-products of each part and merges any two until one is left. */
    private static CrossProducts merged(Design design, List<Table> parts, Standardisation standard, Random random) {
        List<CrossProducts> all = new ArrayList<>();
        for (Table part : parts) {
            CrossProducts products = CrossProducts.empty(design);
            design.scan(part, Progress.NONE, block -> products.add(block, standard));
            all.add(products);
        }
        while (all.size() > 1) {
            Collections.shuffle(all, random);
            CrossProducts last = all.remove(all.size() - 1);
            all.get(0).merge(last);
        }
        return all.get(0);
    }

    private static void assertSame(Fit expected, Fit actual) {
        assertEquals(expected.verdict().status(), actual.verdict().status());
        assertEquals(expected.criterion(), actual.criterion(), TOLERANCE);
        assertEquals(expected.sigma(), actual.sigma(), TOLERANCE * expected.sigma());
        for (int i = 0; i < expected.beta().length; i++) {
            double error = Math.sqrt(expected.betaCovariance()[i][i]);
            assertEquals(expected.beta()[i], actual.beta()[i], TOLERANCE * error);
            assertEquals(error, Math.sqrt(actual.betaCovariance()[i][i]), TOLERANCE * error);
        }
        for (int f = 0; f < expected.factors().size(); f++) {
            assertSame(
                    expected.factors().get(f).effects(), actual.factors().get(f).effects());
            assertSame(
                    expected.factors().get(f).conditionalCovariance(),
                    actual.factors().get(f).conditionalCovariance());
        }
    }

    private static void assertSame(double[] expected, double[] actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        // Where a variance is zero there is nothing but zeros on both sides.
        assertArrayEquals(expected, actual, Math.max(TOLERANCE * largest, Double.MIN_VALUE));
    }
}
