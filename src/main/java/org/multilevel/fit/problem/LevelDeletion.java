package org.multilevel.fit.problem;

import org.multilevel.data.Progress;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.products.LevelParts;

/** What the levels of one grouping factor put into a problem, each of which can be left out: the rest follows by subtraction. */
public final class LevelDeletion {
    private final Problem whole;
    private final LevelParts parts;

    LevelDeletion(Problem whole, LevelParts parts) {
        this.whole = whole;
        this.parts = parts;
    }

    /** Returns how many rows a level has. */
    public long rows(int level) {
        return parts.rows(level);
    }

    /** Returns the problem of all other rows, on the scale and with the columns of the whole; nothing is read. */
    public Problem without(int level) {
        return whole.without(parts, level);
    }

    /** Returns what estimates the model again without each level, from an optimum on. */
    LevelRefits refits(double[] theta, Progress progress) {
        return new LevelRefits() {
            @Override
            public int levels() {
                return parts.levels();
            }

            @Override
            public String label(int level) {
                return whole.design().factors().get(parts.factor()).levels().get(level);
            }

            @Override
            public long rows(int level) {
                return parts.rows(level);
            }

            @Override
            public Estimates without(int level) {
                return LevelDeletion.this.without(level).estimates(theta, progress);
            }
        };
    }
}
