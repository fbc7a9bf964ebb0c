package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.ExpectedInformation;
import org.multilevel.fit.optimum.Optimiser;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

class OptimiserTest {

    /** A balanced table in which group means differ by less than their rows would make them. */
    private static MemoryTable withoutGroupDifferences() {
        double[] y = new double[60];
        double[] x = new double[60];
        String[] g = new String[60];
        Random random = new Random(11);
        for (int i = 0; i < y.length; i++) {
            g[i] = "g" + i / 6;
            x[i] = i % 6;
            y[i] = (i % 2 == 0 ? 1 : -1) + 0.01 * random.nextGaussian() + x[i];
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .build();
    }

    private static Design design(String formula, MemoryTable table) {
        return Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
    }

    @Test
    void aVarianceWithNothingToShowEndsAtExactlyZero() {
        MemoryTable table = withoutGroupDifferences();
        Fit fit = Problem.read(design("y ~ x + (1 | g)", table), table, FitOptions.DEFAULT, Progress.NONE)
                .fit(Progress.NONE);
        assertEquals(Status.SINGULAR, fit.verdict().status());
        assertEquals(0.0, fit.theta()[0]);
    }

    @Test
    void aStationaryPointThatIsASaddleIsLeft() {
        // theta = 0 is stationary whatever the data say; here the variance wants to grow, so the search must come off
        // it
        double[] y = new double[60];
        String[] g = new String[60];
        Random random = new Random(5);
        for (int i = 0; i < y.length; i++) {
            g[i] = "g" + i / 6;
            y[i] = 3 * (i / 6 % 3) + random.nextGaussian();
        }
        MemoryTable table =
                MemoryTable.builder().numeric("y", y).categorical("g", g).build();
        Design design = design("y ~ 1 + (1 | g)", table);
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(1));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        try (Workers workers = new Workers(1, Progress.NONE)) {
            ThetaLayout layout = new ThetaLayout(design.factors());
            ProfiledCriterion criterion = new ProfiledCriterion(
                    new SingleFactorSystem(products, workers), layout, true, products.rows, 0, Progress.NONE);
            Optimiser optimiser = new Optimiser(
                    criterion,
                    layout,
                    new StartValues(products, layout),
                    new ExpectedInformation(products, layout),
                    0,
                    false,
                    workers);
            Optimiser.Optimum fromZero = optimiser.minimise(new double[] {0});
            Optimiser.Optimum fromOne = optimiser.minimise(new double[] {1});
            assertEquals(Status.CONVERGED, fromZero.verdict().status());
            assertEquals(fromOne.point().theta()[0], fromZero.point().theta()[0], 1e-6);
        }
    }

    @Test
    void everyEvaluationIsInTheLog() {
        MemoryTable table = withoutGroupDifferences();
        Fit fit = Problem.read(design("y ~ x + (x | g)", table), table, FitOptions.DEFAULT, Progress.NONE)
                .fit(Progress.NONE);
        assertEquals(fit.verdict().evaluations(), fit.log().size());
        assertEquals("start", fit.log().get(0).phase());
        assertEquals(3, fit.log().get(0).theta().length);
    }

    @Test
    void withoutRandomTermsOneEvaluationIsEnough() {
        MemoryTable table = withoutGroupDifferences();
        Fit fit = Problem.read(design("y ~ x", table), table, FitOptions.DEFAULT, Progress.NONE)
                .fit(Progress.NONE);
        assertEquals(Status.CONVERGED, fit.verdict().status());
        assertEquals(1, fit.verdict().evaluations());
    }

    @Test
    void cancellingWhileItSearchesStopsAtTheNextEvaluation() {
        MemoryTable table = withoutGroupDifferences();
        Progress cancelAtThree = new Progress() {
            private volatile boolean cancelled;

            @Override
            public void report(String activity, double fraction) {
                cancelled |= activity.equals("fitting: evaluation 3");
            }

            @Override
            public boolean isCancelled() {
                return cancelled;
            }
        };
        Design design = design("y ~ x + (x | g)", table);
        assertThrows(
                CancellationException.class,
                () -> Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE)
                        .fit(cancelAtThree));
        assertTrue(cancelAtThree.isCancelled());
    }
}
