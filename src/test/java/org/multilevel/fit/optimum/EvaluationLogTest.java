package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.optimum.Criterion.Point;

class EvaluationLogTest {
    private static EvaluationLog log() {
        EvaluationLog log = new EvaluationLog();
        log.add(new double[] {1, 2}, 10, 0.5, "start");
        log.add(new double[] {1, 3}, 9, Double.NaN, "search");
        log.add(new double[] {1, 2}, 10, 0.5, "search");
        return log;
    }

    private static List<String> phases(EvaluationLog log) {
        return log.lines().stream().map(Evaluation::phase).toList();
    }

    @Test
    void evaluationsAreNumberedFromOne() {
        EvaluationLog log = log();
        assertEquals(4, log.next());
        assertEquals(
                List.of(1, 2, 3), log.lines().stream().map(Evaluation::number).toList());
        Evaluation second = log.lines().get(1);
        assertArrayEquals(new double[] {1, 3}, second.theta());
        assertEquals(9, second.criterion());
        assertEquals(Double.NaN, second.gradientNorm());
    }

    @Test
    void theLastEvaluationOfAPointIsRenamed() {
        EvaluationLog log = log();
        log.rename(point(1, 2), "other");
        assertEquals(List.of("start", "search", "other"), phases(log));
        log.rename(point(5, 5), "nowhere");
        assertEquals(List.of("start", "search", "other"), phases(log));
        assertEquals(3, log.lines().get(2).number());
    }

    private static Point point(double... theta) {
        return new Point(theta, 10, new double[2], new double[0][], List.of(), AverageInformation.none());
    }

    @Test
    void thoseOfAnEarlierCriterionAreOnePhase() {
        EvaluationLog log = new EvaluationLog();
        log.addAll(log(), "coarse");
        log.add(new double[] {0, 0}, 1, 0, "search");
        assertEquals(List.of("coarse", "coarse", "coarse", "search"), phases(log));
        assertEquals(4, log.lines().get(3).number());
        assertEquals(0.5, log.lines().get(0).gradientNorm());
    }
}
