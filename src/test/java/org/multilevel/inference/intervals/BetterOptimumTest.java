package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.profile.ParameterProfile;

/** A profile whose estimate is at 1, where -2 log-likelihood is 0.5 above that at 3, which is seen when all values are gone over. */
class BetterOptimumTest {
    private static final class TwoOptima implements ParameterProfile {
        private boolean settled;

        @Override
        public double estimate() {
            return 1;
        }

        @Override
        public double lowest() {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        public double highest() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double step() {
            return 0.5;
        }

        @Override
        public double rise(double value) {
            double poorer = 4 * (value - 1) * (value - 1);
            return settled ? Math.min(poorer + 0.5, (value - 3) * (value - 3)) : poorer;
        }

        @Override
        public boolean settle() {
            boolean before = settled;
            settled = true;
            return !before;
        }

        @Override
        public double best() {
            return settled ? 3 : 1;
        }
    }

    @Test
    void anIntervalIsThatOfTheBetterOptimumWhichIsSaid() {
        try (LikelihoodProfile profile = new LikelihoodProfile(new Workers(1, Progress.NONE), new TwoOptima())) {
            ProfileIntervals.One one = new ProfileIntervals.One("sd:g", 1.25, 0, profile, 2);
            assertEquals(1.25, one.interval.estimate());
            assertEquals(5, one.interval.upper(), 1e-5);
            // the poorer optimum is near enough to the better one to be within
            assertEquals(1 - Math.sqrt(3.5 / 4), one.interval.lower(), 1e-5);
            assertEquals(
                    List.of(
                            "The likelihood has a higher maximum than the one where the search for the estimates ended: where"
                                    + " sd:g is 3.000, -2 log-likelihood is 0.50 lower. Its interval is that around the higher one; take the"
                                    + " estimates with care, and compare a simpler model."),
                    one.notes);
            assertEquals(
                    0, one.points.stream().mapToDouble(ProfilePoint::rise).min().orElseThrow());
        }
    }
}
