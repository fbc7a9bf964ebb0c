package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.linalg.SymmetricEigen;

class TridiagonalTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 60})
    void functionsAreThoseOfWholeEigenvectors(int n) {
        Random random = new Random(n);
        double[] diagonal = random.doubles(n, 2, 3).toArray();
        double[] beside = random.doubles(n - 1, 0, 1).toArray();
        double[][] matrix = new double[n][n];
        for (int j = 0; j < n; j++) {
            matrix[j][j] = diagonal[j];
            if (j > 0) {
                matrix[j][j - 1] = beside[j - 1];
                matrix[j - 1][j] = beside[j - 1];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double sum = 0;
        for (int e = 0; e < n; e++) {
            sum += eigen.vector(e)[0] * eigen.vector(e)[0] * Math.log(eigen.value(e));
        }
        assertEquals(sum, Tridiagonal.firstOf(diagonal, beside, Math::log).orElseThrow(), 1e-13);
    }

    /** The second difference with one end free has the inverse min(i, j), so its first element is 1 for every order. */
    @Test
    void longCoursesTakeLittleTime() {
        int n = 4000;
        double[] diagonal = new double[n];
        Arrays.fill(diagonal, 2);
        diagonal[n - 1] = 1;
        double[] beside = new double[n - 1];
        Arrays.fill(beside, -1);
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        1,
                        Tridiagonal.firstOf(diagonal, beside, value -> 1 / value)
                                .orElseThrow(),
                        1e-9));
    }

    @Test
    void aMatrixThatIsSplitKeepsItsParts() {
        assertEquals(
                Math.log(4),
                Tridiagonal.firstOf(new double[] {4, 2, 2}, new double[] {0, 1}, Math::log)
                        .orElseThrow(),
                1e-15);
    }
}
