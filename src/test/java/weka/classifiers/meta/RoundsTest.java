package weka.classifiers.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** When estimating in turn ends, on likelihoods of which it is known where they go. */
class RoundsTest {

    private static Rounds run(int most, double tolerance, IntToDoubleFunction logLikelihood) {
        Rounds rounds = new Rounds(java.util.List.of(), new Rounds.Rule(most, tolerance));
        while (!rounds.isOver()) {
            rounds = rounds.with(logLikelihood.applyAsDouble(rounds.count()));
        }
        return rounds;
    }

    @Test
    void whatIsStillToComeCountsAndNotTheLastStepAlone() {
        // The gain that is left after round k is 10 x 0.9^k: a step is a tenth of it.
        Rounds rounds = run(1000, 0.01, k -> -100 - 10 * Math.pow(0.9, k));
        assertEquals(Rounds.End.SETTLED, rounds.end());
        double left = 10 * Math.pow(0.9, rounds.count() - 1);
        assertTrue(left < 0.01 && left > 0.008, () -> "left " + left);
    }

    @Test
    void aLikelihoodThatNoLongerMovesHasSettled() {
        Rounds rounds = run(50, 1e-9, k -> -42);
        assertEquals(Rounds.End.SETTLED, rounds.end());
        assertEquals(3, rounds.count());
    }

    @Test
    void aLikelihoodThatGoesToAndFroIsSaidToDoSoAndTheBestRoundIsKept() {
        Rounds rounds = run(50, 0.01, k -> k == 2 ? -10 : -11 - k % 2);
        assertEquals(Rounds.End.WANDERS, rounds.end());
        assertEquals(2, rounds.best());
        assertEquals(2 + 1 + Rounds.PATIENCE, rounds.count());
        assertEquals(
                "did not settle: the log-likelihood went to and fro, by 2.0 in the last rounds, as it does where the scheme"
                        + " changes from round to round; the best round, number 3, is kept",
                rounds.words());
    }

    @Test
    void aLikelihoodThatStillRisesIsSaidToDoSo() {
        Rounds rounds = run(4, 0.01, k -> k);
        assertEquals(Rounds.End.UNFINISHED, rounds.end());
        assertEquals(3, rounds.best());
        assertEquals(
                "did not settle: the log-likelihood still rose by 1.0 in the last round; raise the option rounds",
                rounds.words());
    }

    @Test
    void oneRoundIsNotInTurn() {
        Rounds rounds = run(1, 0.01, k -> k);
        assertEquals("not in turn: the option rounds allows no second one", rounds.words());
        assertFalse(rounds.end() == Rounds.End.SETTLED);
    }
}
