package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** The weights, the determinant and the draws of each structure are those of the covariance matrices of its subjects, written out. */
class ResidualCovarianceTest {
    private static final double TOLERANCE = 1e-10;
    /** Of central differences with a step of 1e-5. */
    private static final double SLOPE = 1e-6;

    private static double[] parameters(ResidualStructure structure) {
        return new Random(4).doubles(structure.size(), -0.5, 0.5).toArray();
    }

    /** Returns R of all rows. */
    private static RealMatrix whole(Chosen chosen, double[] phi) {
        SubjectRows rows = chosen.plain();
        RealMatrix whole = new Array2DRowRealMatrix(rows.count, rows.count);
        for (int s = 0; s < rows.subjects(); s++) {
            double[] own = chosen.structure().covariance(phi, rows, s);
            int n = rows.size(s);
            for (int i = 0; i < n * n; i++) {
                whole.setEntry(rows.start[s] + i / n, rows.start[s] + i % n, own[i]);
            }
        }
        return whole;
    }

    /** Returns for each class the sum of squares of its pieces of some numbers, one for each row. */
    private static double[] squares(Chosen chosen, double[] numbers) {
        ResidualStructure structure = chosen.structure();
        SubjectRows of = chosen.plain().withResponse(numbers);
        SubjectRows rows = structure.isOfCentredRows() ? of.centred() : of;
        double[] squares = new double[structure.classes()];
        Pieces pieces = structure.pieces();
        double[] piece = new double[rows.p1];
        for (int k = 0; k < pieces.size(); k++) {
            pieces.write(k, rows.xy, rows.p1, piece);
            squares[pieces.ofClass(k)] += Math.pow(piece[rows.p1 - 1], 2);
        }
        return squares;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "ar1(visit | id),false",
        "ar1(visit | id),true",
        "'ar1(visit | id, hom = FALSE)',true",
        "car1(time | id),false",
        "car1(time | id),true",
        "cs(1 | id),false",
        "cs(1 | id),true",
        "'cs(visit | id, hom = FALSE)',false",
        "us(visit | id),false",
        "us(visit | id),true",
        "toep(visit | id),false",
        "'toep(visit | id, hom = FALSE)',true"
    })
    void weightsDeterminantAndDrawsAreThoseOfTheCovariances(String residual, boolean strata) {
        Chosen chosen = Chosen.of(residual, strata);
        ResidualStructure structure = chosen.structure();
        double[] phi = parameters(structure);
        RealMatrix r = whole(chosen, phi);
        CholeskyDecomposition root = new CholeskyDecomposition(r);
        ResidualStructure.Evaluated at = structure.at(phi);
        double logDeterminant = IntStream.range(0, r.getRowDimension())
                .mapToDouble(i -> 2 * Math.log(root.getL().getEntry(i, i)))
                .sum();
        assertEquals(logDeterminant, at.logDeterminant(), TOLERANCE);
        double[] numbers = new Random(9).doubles(chosen.plain().count, -1, 1).toArray();
        RealVector v = new ArrayRealVector(numbers);
        double expected = v.dotProduct(root.getSolver().solve(v));
        assertEquals(expected, dot(at.weights(), squares(chosen, numbers)), TOLERANCE * expected);
        // draws are linear in the normal numbers: those of the unit vectors are the columns of a root of R
        int n = chosen.plain().count;
        RealMatrix drawn = new Array2DRowRealMatrix(n, n);
        for (int k = 0; k < n; k++) {
            int one = k;
            int[] asked = {0};
            drawn.setColumn(k, structure.draw(phi, chosen.plain(), () -> asked[0]++ == one ? 1 : 0));
        }
        assertEquals(0, drawn.multiply(drawn.transpose()).subtract(r).getNorm(), TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "ar1(visit | id),false",
        "'ar1(visit | id, hom = FALSE)',true",
        "car1(time | id),true",
        "cs(1 | id),true",
        "'cs(visit | id, hom = FALSE)',false",
        "us(visit | id),true",
        "'toep(visit | id, hom = FALSE)',true"
    })
    void derivativesAreThoseOfDifferences(String residual, boolean strata) {
        Chosen chosen = Chosen.of(residual, strata);
        ResidualStructure structure = chosen.structure();
        double[] phi = parameters(structure);
        double[] byWeight = new Random(6).doubles(structure.classes(), -1, 1).toArray();
        double[] slope = structure.at(phi).pullBack(byWeight, 0.7);
        assertEquals(structure.size(), slope.length);
        for (int k = 0; k < slope.length; k++) {
            double[] up = phi.clone();
            double[] down = phi.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference = (value(structure, up, byWeight) - value(structure, down, byWeight)) / 2e-5;
            assertEquals(difference, slope[k], SLOPE * Math.max(1, Math.abs(difference)));
        }
    }

    private static double value(ResidualStructure structure, double[] phi, double[] byWeight) {
        ResidualStructure.Evaluated at = structure.at(phi);
        return dot(byWeight, at.weights()) + 0.7 * at.logDeterminant();
    }

    private static Map<String, Double> deviations(ResidualEstimates estimates) {
        return estimates.deviations().stream().collect(Collectors.toMap(Named::first, Named::value));
    }

    /** The parameters that a user reads give the covariances back. */
    @ParameterizedTest
    @CsvSource({
        "ar1(visit | id),false",
        "ar1(visit | id),true",
        "'ar1(visit | id, hom = FALSE)',true",
        "car1(time | id),false",
        "cs(1 | id),true",
        "us(visit | id),false",
        "'toep(visit | id, hom = FALSE)',false"
    })
    void estimatesSayWhatTheCovariancesAre(String residual, boolean strata) {
        Chosen chosen = Chosen.of(residual, strata);
        double[] phi = parameters(chosen.structure());
        // a negative correlation has no power over a half step
        phi[phi.length - 1] = Math.abs(phi[phi.length - 1]);
        ResidualEstimates estimates = chosen.structure().estimates(phi);
        Map<String, Double> deviations = deviations(estimates);
        boolean byVisit = residual.startsWith("us") || residual.contains("FALSE");
        SubjectRows rows = chosen.plain();
        for (int s = 0; s < rows.subjects(); s++) {
            double[] covariance = chosen.structure().covariance(phi, rows, s);
            int n = rows.size(s);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    int a = rows.start[s] + i;
                    int b = rows.start[s] + j;
                    double both = deviation(deviations, rows, a, byVisit, strata)
                            * deviation(deviations, rows, b, byVisit, strata);
                    double rho = i == j ? 1 : correlation(residual, estimates, rows.position[a], rows.position[b]);
                    assertEquals(both * rho, covariance[i * n + j], TOLERANCE);
                }
            }
        }
    }

    private static double deviation(
            Map<String, Double> deviations, SubjectRows rows, int row, boolean byVisit, boolean strata) {
        String arm = strata ? List.of("a", "b").get(rows.stratum[row]) : "";
        String visit = byVisit ? String.valueOf((int) rows.position[row]) : "";
        String name = arm.isEmpty() || visit.isEmpty() ? arm + visit : arm + ":" + visit;
        return deviations.getOrDefault(name, Double.NaN);
    }

    private static double correlation(String residual, ResidualEstimates estimates, double one, double other) {
        double apart = Math.abs(one - other);
        List<Named> all = estimates.correlations();
        if (residual.startsWith("cs")) {
            return all.get(0).value();
        }
        if (residual.contains("ar1")) {
            return Math.pow(all.get(0).value(), apart);
        }
        if (residual.startsWith("toep")) {
            assertEquals("lag " + (int) apart, all.get((int) apart - 1).first());
            return all.get((int) apart - 1).value();
        }
        String first = String.valueOf((int) Math.min(one, other));
        String second = String.valueOf((int) Math.max(one, other));
        return all.stream()
                .filter(each -> each.first().equals(first) && each.second().equals(second))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** Of an even and an odd number of steps; over one step it is the hyperbolic tangent of the parameter. */
    @Test
    void aNegativeCorrelationAlternatesOverSteps() {
        Chosen chosen = Chosen.of("ar1(visit | id)", false);
        double[] phi = {-0.8};
        double rho = Math.tanh(-0.8);
        assertEquals(
                rho, chosen.structure().estimates(phi).correlations().get(0).value(), TOLERANCE);
        SubjectRows rows = chosen.plain();
        double[] r = chosen.structure().covariance(phi, rows, rows.subjects() - 1);
        for (int i = 0; i < r.length; i++) {
            int n = rows.size(rows.subjects() - 1);
            assertEquals(Math.pow(rho, Math.abs(i / n - i % n)), r[i], TOLERANCE);
        }
        assertEquals(1, chosen.structure().step());
        assertEquals(0, Chosen.of("car1(visit | id)", false).structure().step());
    }

    /** Where one class of rows is named by the largest, its variance is the unit; turned twice all is as before. */
    @ParameterizedTest
    @CsvSource({"'',true", "'ar1(visit | id, hom = FALSE)',true", "us(visit | id),false"})
    void relativeToTheLargestVarianceItIsTheSameMatrix(String residual, boolean strata) {
        Chosen chosen = Chosen.of(residual, strata);
        ResidualStructure structure = chosen.structure();
        Deviations deviations = structure.deviations().orElseThrow();
        LargestDeviation largest = new LargestDeviation(deviations);
        double[] phi = parameters(structure);
        double[] turned = largest.turned(phi);
        assertArrayEquals(phi, largest.turned(turned), TOLERANCE);
        double log = largest.logarithm(phi);
        double biggest = 0;
        for (Deviations.Family family : deviations.families()) {
            biggest += family.largest() < 0 ? 0 : phi[family.largest()];
        }
        assertEquals(biggest, log, TOLERANCE);
        ResidualStructure.Evaluated plain = structure.at(phi);
        ResidualStructure.Evaluated other = largest.at(structure, turned);
        double scale = Math.exp(2 * log);
        assertArrayEquals(
                Arrays.stream(plain.weights()).map(weight -> scale * weight).toArray(), other.weights(), 1e-9);
        assertEquals(plain.logDeterminant() - 2 * chosen.plain().count * log, other.logDeterminant(), 1e-9);
        double[] byWeight = new Random(6).doubles(structure.classes(), -1, 1).toArray();
        double[] slope = other.pullBack(byWeight, 0.7);
        for (int k = 0; k < slope.length; k++) {
            double[] up = turned.clone();
            double[] down = turned.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference =
                    (turnedValue(largest, structure, up, byWeight) - turnedValue(largest, structure, down, byWeight))
                            / 2e-5;
            assertEquals(difference, slope[k], SLOPE * Math.max(1, Math.abs(difference)));
        }
    }

    private static double turnedValue(
            LargestDeviation largest, ResidualStructure structure, double[] phi, double[] byWeight) {
        ResidualStructure.Evaluated at = largest.at(structure, phi);
        return dot(byWeight, at.weights()) + 0.7 * at.logDeterminant();
    }

    /** A search begins with independent residuals, of one variance and of those that least squares leave. */
    @ParameterizedTest
    @CsvSource({
        "'',true,2",
        "ar1(visit | id),false,2",
        "ar1(visit | id),true,4",
        "cs(1 | id),false,2",
        "toep(visit | id),true,4",
        "us(visit | id),false,2"
    })
    void aSearchBeginsAtIndependentResiduals(String residual, boolean strata, int starts) {
        Chosen chosen = Chosen.of(residual, strata);
        ResidualStructure structure = chosen.structure();
        List<double[]> all = structure.starts();
        assertEquals(starts, all.size());
        RealMatrix r = whole(chosen, all.get(0));
        for (int i = 0; i < r.getRowDimension(); i++) {
            for (int j = 0; j < r.getRowDimension(); j++) {
                assertEquals(i == j ? 1 : 0, r.getEntry(i, j), 1e-9);
            }
        }
        List<Range> ranges = structure.ranges();
        assertEquals(structure.size(), ranges.size());
        for (double[] start : all) {
            assertEquals(structure.size(), start.length);
            for (int k = 0; k < start.length; k++) {
                assertEquals(start[k], ranges.get(k).clamped(start[k]));
            }
        }
    }
}
