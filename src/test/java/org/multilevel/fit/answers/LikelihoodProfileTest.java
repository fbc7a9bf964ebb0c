package org.multilevel.fit.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.profile.ParameterProfile;

/** A profile of (value - 3)^2 whose lowest turns out to be elsewhere when it is settled. */
class LikelihoodProfileTest {
    private boolean settled;

    private final ParameterProfile parabola = new ParameterProfile() {
        @Override
        public double estimate() {
            return 3;
        }

        @Override
        public double lowest() {
            return -1;
        }

        @Override
        public double highest() {
            return 9;
        }

        @Override
        public double step() {
            return 0.25;
        }

        @Override
        public double rise(double value) {
            return (value - 3) * (value - 3);
        }

        @Override
        public boolean settle() {
            boolean other = !settled;
            settled = true;
            return other;
        }

        @Override
        public double best() {
            return settled ? 4 : 3;
        }
    };

    @Test
    void answersAreThoseOfTheProfileThatItHolds() {
        try (LikelihoodProfile profile = new LikelihoodProfile(new Workers(1, Progress.NONE), parabola)) {
            assertEquals(3, profile.estimate());
            assertEquals(-1, profile.lowest());
            assertEquals(9, profile.highest());
            assertEquals(0.25, profile.step());
            assertEquals(4, profile.rise(5));
            assertEquals(3, profile.best());
            assertTrue(profile.settle());
            assertFalse(profile.settle());
            assertEquals(4, profile.best());
        }
    }

    @Test
    void closingItEndsTheThreads() {
        Workers workers = new Workers(2, Progress.NONE);
        new LikelihoodProfile(workers, parabola).close();
        assertThrows(RejectedExecutionException.class, () -> workers.run(2, i -> {}));
    }
}
