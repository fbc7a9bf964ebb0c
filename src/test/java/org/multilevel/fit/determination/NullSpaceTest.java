package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NullSpaceTest {
    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Test
    void combinationsVanishAlongTheDirectionsAndHaveOneComponentOfTheirOwn() {
        Random random = new Random(3);
        List<double[]> directions = List.of(
                random.doubles(5, -1, 1).toArray(), random.doubles(5, -1, 1).toArray());
        List<double[]> basis = new NullSpace(directions, 5).basis();
        assertEquals(3, basis.size());
        for (double[] combination : basis) {
            for (double[] direction : directions) {
                assertEquals(0, dot(combination, direction), 1e-12);
            }
        }
        // each has a 1 where the others have nothing
        for (int a = 0; a < 3; a++) {
            int own = a;
            assertEquals(
                    1,
                    IntStream.range(0, 5)
                            .filter(i -> basis.get(own)[i] == 1
                                    && IntStream.range(0, 3).allMatch(b -> b == own || basis.get(b)[i] == 0))
                            .count());
        }
    }

    @Test
    void aDirectionThatRepeatsOthersTakesNothingAway() {
        double[] a = {1, 2, 0, 4};
        double[] b = {0, 1, 1, 0};
        double[] sum = {2, 7, 3, 8};
        List<double[]> basis = new NullSpace(List.of(a, b, sum), 4).basis();
        assertEquals(2, basis.size());
        assertArrayEquals(new double[] {2, -1, 1, 0}, basis.get(0), 1e-12);
        assertArrayEquals(new double[] {-4, 0, 0, 1}, basis.get(1), 1e-12);
    }

    /** The first component is a twentieth of the largest, so the second is eliminated. */
    @Test
    void aComponentThatIsSmallBesideOthersIsNotEliminated() {
        List<double[]> basis = new NullSpace(List.of(new double[] {0.05, 1, 0.5}), 3).basis();
        assertArrayEquals(new double[] {1, -0.05, 0}, basis.get(0), 1e-12);
        assertArrayEquals(new double[] {0, -0.5, 1}, basis.get(1), 1e-12);
        basis = new NullSpace(List.of(new double[] {0.2, 1, 0.5}), 3).basis();
        assertArrayEquals(new double[] {-5, 1, 0}, basis.get(0), 1e-12);
        // the last is eliminated where all before it are small, and what is rounding is zero
        basis = new NullSpace(List.of(new double[] {1e-6, -2e-6, -1}), 3).basis();
        assertArrayEquals(new double[] {1, 0, 0}, basis.get(0));
        assertArrayEquals(new double[] {0, 1, 0}, basis.get(1));
    }

    @Test
    void withoutDirectionsEveryComponentIsFree() {
        List<double[]> basis = new NullSpace(List.of(), 2).basis();
        assertArrayEquals(new double[] {1, 0}, basis.get(0));
        assertArrayEquals(new double[] {0, 1}, basis.get(1));
        assertEquals(0, new NullSpace(List.of(new double[0]), 0).basis().size());
    }

    @Test
    void theLargestElementMayBeNegative() {
        assertEquals(1, NullSpace.largest(new double[] {2, -3, 3, 1}));
        assertEquals(0, NullSpace.largest(new double[] {5}));
    }
}
