package org.multilevel.glm.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;

/** Log-densities against R's, and their derivatives against differences of one another. */
class DensitiesTest {
    private static final double[] ETAS = {-9, -3.1, -1, -0.01, 0.6, 1.7, 2.9};

    /** A density where it is asked. */
    record Case(Distribution distribution, double y, double size, double zeta) {
        Density density() {
            return Density.of(distribution, zeta);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(Family.values())
                .flatMap(family -> family.links().stream().map(link -> new Distribution(family, link)))
                .flatMap(distribution -> responses(distribution.family()).stream()
                        .flatMap(response -> Stream.of(-2.0, 0.3, 5.0)
                                .filter(zeta -> distribution.family().hasDispersion() || zeta == 0.3)
                                .map(zeta -> new Case(distribution, response[0], response[1], zeta))));
    }

    private static List<double[]> responses(Family family) {
        return switch (family) {
            case BINOMIAL ->
                List.of(
                        new double[] {0, 1},
                        new double[] {1, 1},
                        new double[] {0, 9},
                        new double[] {4, 9},
                        new double[] {9, 9},
                        new double[] {3e5, 1e6},
                        new double[] {0, 1e6});
            case POISSON, NEGATIVE_BINOMIAL ->
                List.of(
                        new double[] {0, 1},
                        new double[] {1, 1},
                        new double[] {23, 1},
                        new double[] {900, 1},
                        new double[] {2e5, 1});
            case GAMMA -> List.of(new double[] {1e-3, 1}, new double[] {0.8, 1}, new double[] {50, 1});
        };
    }

    private static JsonNode reference(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DensitiesTest.class.getResourceAsStream("/reference-glmm/" + file))) {
            return new ObjectMapper().readTree(in).get("rows");
        }
    }

    @Test
    void nearLargeCountsAndShapesTheyKeepAllTheirDigits() throws IOException {
        JsonNode rows = reference("densities-large.json");
        assertTrue(rows.size() > 200);
        for (JsonNode row : rows) {
            Distribution distribution = Distribution.parse(
                    row.get("family").asText() + ":" + row.get("link").asText());
            double y = row.get("y").asDouble();
            double size = row.get("size").asDouble();
            double eta = row.get("eta").asDouble();
            Density density = Density.of(distribution, row.get("zeta").asDouble());
            double expected = row.get("value").asDouble();
            double found = density.value(y, size, eta) + density.constant(y, size);
            // the mean has an error of a digit of eta, which counts the more the further it is from the response
            double[] to = new double[4];
            density.at(y, size, eta, to);
            double rounding = 4 * Math.ulp(1 + Math.abs(eta)) * Math.abs(to[1]) * Math.max(1, Math.abs(eta));
            assertEquals(expected, found, 1e-12 + rounding + 1e-12 * Math.abs(expected), row::toString);
        }
    }

    @Test
    void theyAreThoseOfR() throws IOException {
        JsonNode rows = reference("densities.json");
        assertTrue(rows.size() > 500);
        for (JsonNode row : rows) {
            Distribution distribution = Distribution.parse(
                    row.get("family").asText() + ":" + row.get("link").asText());
            double y = row.get("y").asDouble();
            double size = row.get("size").asDouble();
            double eta = row.get("eta").asDouble();
            Density density = Density.of(distribution, row.get("zeta").asDouble());
            double expected = row.get("value").asDouble();
            double constant = density.constant(y, size);
            double value = density.value(y, size, eta);
            double[] to = new double[4];
            density.at(y, size, eta, to);
            // what the sums cancel of their parts: of y eta, of the constant, of a gamma function at y
            double parts = Math.abs(constant)
                    + Math.abs(value)
                    + Math.abs(expected)
                    + (1 + y) * (1 + Math.abs(eta) + Math.log1p(y));
            assertEquals(expected, value + constant, 1e-14 * parts + 1e-12 * Math.abs(expected), row::toString);
            assertEquals(value, to[0], 1e-14 * parts, row::toString);
        }
    }

    private static void checkSlope(DoubleUnaryOperator of, double at, double slope, String what) {
        double h = 1e-4;
        // the central difference of fourth order, right to h^4 and rounding / h
        double difference = (8 * (of.applyAsDouble(at + h) - of.applyAsDouble(at - h))
                        - (of.applyAsDouble(at + 2 * h) - of.applyAsDouble(at - 2 * h)))
                / (12 * h);
        double scale = 1 + Math.abs(slope) + 1e-3 * Math.abs(of.applyAsDouble(at));
        assertEquals(slope, difference, 1e-7 * scale, what);
    }

    private static double at(Density density, Case of, double eta, int order) {
        double[] to = new double[4];
        density.at(of.y, of.size, eta, to);
        return to[order];
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachDerivativeIsTheSlopeOfTheLast(Case of) {
        Density density = of.density();
        for (double eta : ETAS) {
            if (of.distribution.link() == Link.INVERSE && eta < 0) {
                continue;
            }
            for (int order = 1; order < 4; order++) {
                int last = order - 1;
                checkSlope(
                        e -> at(density, of, e, last),
                        eta,
                        at(density, of, eta, order),
                        String.format(Locale.ROOT, "%s order %d at %f", of, order, eta));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDerivativesInTheDispersionAreSlopesToo(Case of) {
        Density density = of.density();
        assertEquals(of.distribution.family().hasDispersion(), density.hasDispersion());
        if (!density.hasDispersion()) {
            return;
        }
        for (double eta : ETAS) {
            if (of.distribution.link() == Link.INVERSE && eta < 0) {
                continue;
            }
            double[] by = new double[3];
            density.byZeta(of.y, eta, by);
            for (int order = 0; order < 3; order++) {
                int same = order;
                checkSlope(
                        zeta -> at(Density.of(of.distribution, zeta), of, eta, same),
                        of.zeta,
                        by[order],
                        String.format(Locale.ROOT, "%s order %d by zeta at %f", of, order, eta));
            }
        }
        checkSlope(
                zeta -> Density.of(of.distribution, zeta).constant(of.y, of.size),
                of.zeta,
                density.constantByZeta(of.y),
                of + " constant");
    }

    @Test
    void aGammaResponseHasNoLikelihoodWhereTheInverseOfItsMeanIsNotPositive() {
        Density density = Density.of(new Distribution(Family.GAMMA, Link.INVERSE), 0);
        assertEquals(Double.NEGATIVE_INFINITY, density.value(1, 1, 0));
        assertEquals(Double.NEGATIVE_INFINITY, density.value(1, 1, -2));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linearPredictorsFarOutGiveNumbers(Case of) {
        if (of.distribution.link() == Link.INVERSE) {
            return;
        }
        boolean bounded = of.distribution.family() == Family.BINOMIAL && of.distribution.link() != Link.CLOGLOG;
        for (double eta : bounded ? new double[] {-300, 300} : new double[] {-300, 5}) {
            double[] to = new double[4];
            of.density().at(of.y, of.size, eta, to);
            for (double each : to) {
                assertTrue(Double.isFinite(each), () -> of + " at " + eta);
            }
            assertTrue(to[2] <= 0 || of.distribution.link() == Link.CLOGLOG, () -> of + " at " + eta);
        }
    }
}
