package org.multilevel.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** The gradient of the criterion in theta and in the structures' parameters against differences of its values. */
class StructuredGradientTest {
    private static final double STEP = 1e-4;

    record Case(String name, JsonNode of) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All simulated designs whose subjects lie within every factor, and some real tables. */
    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>(cases("simulated.json"));
        cases.removeIf(each -> each.of.get("formula").asText().contains("rater")
                && !each.of.get("residual").asText().isEmpty());
        cases("open.json").stream()
                .filter(each -> each.name.startsWith("plots-")
                        || each.name.startsWith("schools-")
                        || each.name.startsWith("machines-"))
                .forEach(cases::add);
        return cases.stream();
    }

    private static List<Case> cases(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                StructuredGradientTest.class.getResourceAsStream("/reference-structures/" + file))) {
            JsonNode all = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(all.spliterator(), false)
                    .map(node -> new Case(node.get("name").asText(), node))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsThatOfDifferences(Case each) throws URISyntaxException {
        JsonNode of = each.of();
        List<String> categorical = new ArrayList<>();
        of.get("categorical").forEach(name -> categorical.add(name.asText()));
        Path file = Path.of(Objects.requireNonNull(StructuredGradientTest.class.getResource(
                        "/reference-structures/" + of.get("data").asText()))
                .toURI());
        CsvTable table = CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical));
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
