package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** The gradient of the criterion in theta and in the structures' parameters against differences of its values. */
class StructuredGradientTest {
    private static final double STEP = 1e-4;

    /** All simulated designs, and some real tables. */
    static Stream<Case> cases() {
        return ReferenceCases.models().filter(each -> each.name().matches("(design|plots|schools|machines)-.*"));
    }

    private static MixedModelEquations equations(JsonNode of, CsvTable table) {
        DesignOptions options = DesignOptions.DEFAULT;
        String residual = of.get("residual").asText();
        options = residual.isEmpty() ? options : options.withResidual(ResidualTerm.parse(residual));
        String strata = of.get("residual_variance").asText();
        options = strata.isEmpty() ? options : options.withStrata(strata);
        Design design = Design.of(Formula.parse(of.get("formula").asText()), table, options, Progress.NONE);
        EstimationMethod method = EstimationMethod.valueOf(of.get("method").asText());
        return MixedModelEquations.read(design, table, FitOptions.DEFAULT.withMethod(method), Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsThatOfDifferences(Case each) {
        CsvTable table = ReferenceCases.table(each.of());
        MixedModelEquations equations = equations(each.of(), table);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            StructuredFitter fitter = new StructuredFitter(equations, workers, Progress.NONE);
            Random random = new Random(42);
            double[] theta = random.doubles(equations.layout().size(), 0.3, 1.2).toArray();
            double[] parameters =
                    random.doubles(fitter.structures().size(), -0.5, 0.5).toArray();
            check(fitter.criterion(parameters), theta, parameters);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEstimateByItselfIsThatAmongAll(Case each) {
        CsvTable table = ReferenceCases.table(each.of());
        MixedModelEquations equations = equations(each.of(), table);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            Structures structures = new StructuredFitter(equations, workers, Progress.NONE).structures();
            double[] parameters =
                    new Random(43).doubles(structures.size(), -0.5, 0.5).toArray();
            List<String> names =
                    Collections.nCopies(equations.design().factors().size(), "");
            List<StructureEstimate> all = structures.estimates(parameters, 1, names);
            for (int i = 0; i < all.size(); i++) {
                boolean correlation = all.get(i).kind() == StructureEstimate.Kind.CORRELATION;
                double[] at = correlation ? structures.turned(i, parameters) : parameters;
                assertEquals(all.get(i).value(), structures.estimate(i, at).value(), 1e-12);
                checkSlope(structures, i, at);
                if (correlation) {
                    int pivot = structures.pivot(i);
                    assertEquals(at[pivot], structures.pivotAt(i, all.get(i).value(), at), 1e-9);
                    checkTurned(structures, i, at);
                }
            }
        }
    }

    private static void checkTurned(Structures structures, int i, double[] turned) {
        double[] by = new Random(44).doubles(turned.length, -1, 1).toArray();
        double[] slope = structures.turnedSlope(i, turned, by);
        for (int k = 0; k < turned.length; k++) {
            double[] above = turned.clone();
            double[] below = turned.clone();
            above[k] += STEP;
            below[k] -= STEP;
            double difference =
                    SmallMatrices.dot(by, structures.back(i, above)) - SmallMatrices.dot(by, structures.back(i, below));
            assertEquals(difference / (2 * STEP), slope[k], 1e-6, "estimate " + i + ", parameter " + k);
        }
    }

    private static void checkSlope(Structures structures, int i, double[] at) {
        double[] slope = structures.estimate(i, at).slope();
        for (int k = 0; k < at.length; k++) {
            double[] above = at.clone();
            double[] below = at.clone();
            above[k] += STEP;
            below[k] -= STEP;
            double difference = (structures.estimate(i, above).value()
                            - structures.estimate(i, below).value())
                    / (2 * STEP);
            assertEquals(difference, slope[k], 1e-7, "estimate " + i + ", parameter " + k);
        }
    }

    private static void check(StructuredCriterion criterion, double[] theta, double[] parameters) {
        StructuredCriterion.Slopes slopes = criterion.slopes(theta, parameters);
        for (int k = 0; k < theta.length + parameters.length; k++) {
            double analytic = k < theta.length ? slopes.byTheta()[k] : slopes.byParameters()[k - theta.length];
            double first = difference(criterion, theta, parameters, k, STEP);
            double second = difference(criterion, theta, parameters, k, 2 * STEP);
            // one step of Richardson's extrapolation
            double numeric = (4 * first - second) / 3;
            assertEquals(numeric, analytic, 1e-6 * Math.max(1, Math.abs(numeric)), "parameter " + k);
        }
    }

    private static double difference(
            StructuredCriterion criterion, double[] theta, double[] parameters, int k, double step) {
        return (value(criterion, theta, parameters, k, step) - value(criterion, theta, parameters, k, -step))
                / (2 * step);
    }

    private static double value(
            StructuredCriterion criterion, double[] theta, double[] parameters, int k, double step) {
        double[] t = theta.clone();
        double[] p = parameters.clone();
        if (k < t.length) {
            t[k] += step;
        } else {
            p[k - t.length] += step;
        }
        return criterion.at(t, p).value();
    }
}
