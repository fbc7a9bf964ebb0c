package org.multilevel.glm.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Family;

/** Finds the groups whose rows all have the outcome at the end of its range, so that nothing but the variance keeps their effects finite. */
public final class OneOutcome {
    /** No more groups than these are named. */
    private static final int MOST = 5;

    private final ModelRows rows;
    private final boolean counts;
    /** Per level: trials or rows, and what of them was none and all. */
    private final long[] trials;

    private final boolean[] none;
    private final boolean[] all;

    private OneOutcome(ModelRows rows, int factor, int levels, boolean counts) {
        this.rows = rows;
        this.counts = counts;
        this.trials = new long[levels];
        this.none = new boolean[levels];
        this.all = new boolean[levels];
        Arrays.fill(none, true);
        Arrays.fill(all, !counts);
        look(factor);
    }

    private void look(int factor) {
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                if (block.weight[r] == 0) {
                    continue;
                }
                int level = block.level[factor][r];
                trials[level] += block.times[r] * (counts ? 1 : (long) block.size[r]);
                none[level] &= block.y[r] == 0;
                all[level] &= block.y[r] == block.size[r];
            }
        }
    }

    /** Returns a sentence for each factor with such groups; groups of a single trial are such whatever happens, and do not count. */
    public static List<String> notes(ModelRows rows, List<RandomFactor> factors, Family family) {
        if (family == Family.GAMMA) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            RandomFactor factor = factors.get(f);
            int levels = factor.levels().size();
            boolean counts = family != Family.BINOMIAL;
            OneOutcome found = new OneOutcome(rows, f, levels, counts);
            int[] groups = IntStream.range(0, levels).filter(found::isOne).toArray();
            if (groups.length > 0) {
                notes.add(sentence(factor, groups, counts));
            }
        }
        return notes;
    }

    /**
     * Refuses a factor whose effects would tell every outcome without error: where each of its levels has one outcome only, the likelihood
     * grows with the variance between them for ever.
     *
     * @throws ModelException if the only factor is such
     */
    public static void check(ModelRows rows, List<RandomFactor> factors, Family family, String response) {
        if (family != Family.BINOMIAL || factors.size() != 1 || rows.isSingle(0)) {
            return;
        }
        RandomFactor factor = factors.get(0);
        int levels = factor.levels().size();
        OneOutcome found = new OneOutcome(rows, 0, levels, false);
        boolean intercept = factor.columns().stream().anyMatch(RandomColumn::isIntercept);
        if (intercept && IntStream.range(0, levels).allMatch(level -> found.none[level] || found.all[level])) {
            throw new ModelException("Each of the " + levels + " groups of " + factor.name() + " has one outcome of "
                    + response
                    + " only, so the variance between them grows without end and the likelihood has no maximum;"
                    + " leave " + factor.name() + " out, or put groups together.");
        }
    }

    private boolean isOne(int level) {
        return trials[level] > 1 && (none[level] || all[level]);
    }

    private static String sentence(RandomFactor factor, int[] groups, boolean counts) {
        String names = Arrays.stream(groups)
                .limit(MOST)
                .mapToObj(level -> factor.levels().get(level))
                .collect(Collectors.joining(", "));
        boolean single = groups.length == 1;
        return "By " + factor.name() + ", " + groups.length + " of "
                + factor.levels().size() + " groups "
                + (single ? "has " : "have ") + (counts ? "zeros only" : "one outcome only") + " (" + names
                + (groups.length > MOST ? ", ..." : "") + "): by itself "
                + (single ? "its effect has" : "each of their effects has")
                + " no finite estimate, so how far " + (single ? "it lies" : "they lie")
                + " from the others is for the variance of all groups to say.";
    }
}
