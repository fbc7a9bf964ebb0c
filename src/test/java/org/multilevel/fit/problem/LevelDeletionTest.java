package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.exact.Frame;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.formula.Formula;

/** A level that is left out, against a fit of the rows that are not of it. */
class LevelDeletionTest {
    private static final Frame SLEEP = Frame.read("sleepstudy", "Subject");

    private static Problem problem(Table table) {
        Design design = Design.of(
                Formula.parse("Reaction ~ Days + (Days | Subject)"), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 17})
    void aLevelIsLeftOutByItsPosition(int level) {
        Problem problem = problem(SLEEP.table());
        Fit whole = problem.fit(Progress.NONE);
        LevelRefits refits = problem.refits(0, whole.theta(), Progress.NONE);
        assertEquals(18, refits.levels());
        assertEquals(10, refits.rows(level));
        String label = problem.design().factors().get(0).levels().get(level);
        assertEquals(label, refits.label(level));
        String[] subjects = SLEEP.labels("Subject");
        Fit expected = problem(SLEEP.rows(IntStream.range(0, subjects.length)
                                .filter(i -> !subjects[i].equals(label))
                                .toArray())
                        .table())
                .fit(Progress.NONE);
        Estimates found = refits.without(level);
        assertEquals(expected.criterion(), found.criterion(), 1e-6);
        assertArrayEquals(expected.beta(), found.beta(), 1e-5);
        assertEquals(expected.sigma(), found.sigma(), 1e-5);
        assertArrayEquals(expected.theta(), found.theta(), 1e-5);
    }
}
