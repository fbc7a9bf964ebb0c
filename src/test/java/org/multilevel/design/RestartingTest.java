package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Classes 1, 2, ... of each school, more of them in some than in others: they are not the same classes. */
class RestartingTest {
    private static final int MOST_PAIRS = 1 << 17;

    /** Two rows of each class: {@code classes[school]} are the labels in that school. */
    private static Restarting of(double[]... classes) {
        List<double[]> rows = new ArrayList<>();
        for (int school = 0; school < classes.length; school++) {
            for (double label : classes[school]) {
                rows.add(new double[] {school, label});
                rows.add(new double[] {school, label});
            }
        }
        Restarting restarting = new Restarting(true);
        restarting.accept(
                rows.stream().mapToInt(row -> (int) Math.abs(10 * row[1])).toArray(),
                rows.stream().mapToDouble(row -> row[1]).toArray(),
                rows.stream().mapToInt(row -> (int) row[0]).toArray(),
                rows.size());
        return restarting;
    }

    private static double[] labels(double... labels) {
        return labels;
    }

    @Test
    void classesAreNumberedAnewInEachSchool() {
        assertTrue(of(labels(1, 2), labels(3, 1, 2), labels(2, 1)).holds(14));
        assertTrue(of(labels(0, 1), labels(1, 2, 0), labels(0)).holds(12));
    }

    @Test
    void asManyClassesEverywhereAreAsWellTheSame() {
        assertFalse(of(labels(1, 2), labels(1, 2), labels(1, 2)).holds(12));
    }

    @Test
    void twoSchoolsSayTooLittle() {
        assertFalse(of(labels(1, 2), labels(1, 2, 3)).holds(10));
    }

    @Test
    void classesOfLessThanTwoRowsAreVisits() {
        assertFalse(of(labels(1, 2), labels(1, 2, 3), labels(1, 2)).holds(13));
    }

    @Test
    void numbersStartAtZeroOrOneEverywhere() {
        assertFalse(of(labels(2, 3), labels(2, 3, 4), labels(2, 3)).holds(14));
        assertFalse(of(labels(1, 2), labels(2, 3, 4), labels(1, 2)).holds(14));
        assertFalse(of(labels(1, 2), labels(0, 1, 2), labels(1, 2)).holds(14));
    }

    @Test
    void aNumberThatIsLeftOutSaysThatNumbersMeanSomething() {
        assertFalse(of(labels(1, 3), labels(1, 2, 3), labels(1, 2)).holds(14));
    }

    @Test
    void labelsThatAreNoWholeNumbersEndTheSearch() {
        Restarting restarting = of(labels(1, 2), labels(1, 1.5, 2), labels(1, 2));
        assertFalse(restarting.isOpen());
        assertFalse(restarting.holds(14));
        assertFalse(of(labels(1, Double.NaN)).isOpen());
    }

    @Test
    void aFactorOfSeveralColumnsIsNotSearched() {
        Restarting restarting = new Restarting(false);
        assertFalse(restarting.isOpen());
        restarting.accept(new int[] {1}, new double[] {1}, new int[] {0}, 1);
        assertFalse(restarting.holds(100));
    }

    @Test
    void schoolsWithoutRowsDoNotCount() {
        double[][] classes = new double[60][];
        Arrays.fill(classes, labels());
        classes[3] = labels(1, 2);
        classes[15] = labels(1);
        assertFalse(of(classes).holds(6));
        classes[59] = labels(1);
        assertTrue(of(classes).holds(8));
        classes[16] = labels(1, 2, 3);
        assertTrue(of(classes).holds(14));
    }

    @Test
    void tooManyClassesAreNotRemembered() {
        int[] classes = IntStream.rangeClosed(0, MOST_PAIRS).toArray();
        double[] labels = IntStream.of(classes).asDoubleStream().toArray();
        Restarting restarting = new Restarting(true);
        restarting.accept(classes, labels, new int[classes.length], classes.length);
        assertTrue(restarting.isOpen());
        restarting.accept(new int[] {1}, new double[] {1}, new int[] {1}, 1);
        assertFalse(restarting.isOpen());
    }
}
