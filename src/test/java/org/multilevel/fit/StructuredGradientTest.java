package org.multilevel.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** The gradient of the criterion in theta and in the structures' parameters against differences of its values. */
class StructuredGradientTest {
    private static final double STEP = 1e-4;

    /** All simulated designs, and some real tables. */
    static Stream<Case> cases() {
        return ReferenceCases.models().filter(each -> each.name().matches("(design|plots|schools|machines)-.*"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsThatOfDifferences(Case each) {
        JsonNode of = each.of();
        CsvTable table = ReferenceCases.table(of);
        DesignOptions options = DesignOptions.DEFAULT;
        String residual = of.get("residual").asText();
        options = residual.isEmpty() ? options : options.withResidual(ResidualTerm.parse(residual));
        String strata = of.get("residual_variance").asText();
        options = strata.isEmpty() ? options : options.withStrata(strata);
        Design design = Design.of(Formula.parse(of.get("formula").asText()), table, options, Progress.NONE);
        EstimationMethod method = EstimationMethod.valueOf(of.get("method").asText());
        Problem problem = Problem.read(design, table, FitOptions.DEFAULT.withMethod(method), Progress.NONE);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            StructuredFitter fitter = new StructuredFitter(problem, table, workers, Progress.NONE);
            Random random = new Random(42);
            double[] theta = random.doubles(problem.layout().size(), 0.3, 1.2).toArray();
            double[] parameters =
                    random.doubles(fitter.structures().size(), -0.5, 0.5).toArray();
            check(fitter.criterion(parameters), theta, parameters);
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
