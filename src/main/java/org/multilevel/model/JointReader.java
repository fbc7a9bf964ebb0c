package org.multilevel.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.model.ModelDocument.Joint;
import org.multilevel.model.ModelDocument.Pair;

/** Checks what a document says of how the effects of several factors vary together against the factors. */
final class JointReader {
    private final Joint joint;
    private final List<GroupingFactor> factors;
    private final Check check;

    /** Refuses a damaged document. */
    interface Check {
        void that(boolean holds, String field);
    }

    JointReader(Joint joint, List<GroupingFactor> factors, Check check) {
        this.joint = joint;
        this.factors = factors;
        this.check = check;
    }

    JointEffects read() {
        int n = factors.size();
        check.that(n > 0 && joint.half().size() == n, "joint.half");
        check.that(joint.own().size() == n, "joint.own");
        for (int f = 0; f < n; f++) {
            int q = factors.get(f).width();
            double[] half = joint.half().get(f);
            check.that(half.length == q * q && allFinite(half), "joint.half");
            double[] own = joint.own().get(f);
            check.that(
                    own.length == (long) factors.get(f).size() * Matrices.triangle(q) && allFinite(own), "joint.own");
        }
        long between =
                joint.pairs().stream().filter(p -> p.first() != p.second()).count();
        check.that(between == n * (n - 1) / 2, "joint.pairs");
        Set<List<Integer>> seen = new HashSet<>();
        for (Pair pair : joint.pairs()) {
            boolean known = pair.first() >= 0 && pair.first() <= pair.second() && pair.second() < n;
            check.that(known && seen.add(List.of(pair.first(), pair.second())), "joint.pairs");
            check(pair);
        }
        return new JointEffects(
                joint.half(),
                joint.own(),
                joint.pairs().stream()
                        .map(p -> new JointEffects.Pair(p.first(), p.second(), p.levels(), p.blocks()))
                        .toList());
    }

    private void check(Pair pair) {
        GroupingFactor first = factors.get(pair.first());
        GroupingFactor second = factors.get(pair.second());
        int[] levels = pair.levels();
        check.that(levels.length % 2 == 0, "joint.pairs.levels");
        Set<Long> seen = new HashSet<>();
        for (int k = 0; k < levels.length; k += 2) {
            boolean known = levels[k] >= 0
                    && levels[k] < first.size()
                    && levels[k + 1] >= 0
                    && levels[k + 1] < second.size()
                    && (pair.first() != pair.second() || levels[k] < levels[k + 1])
                    && seen.add(((long) levels[k] << 32) | levels[k + 1]);
            check.that(known, "joint.pairs.levels");
        }
        long numbers = (long) levels.length / 2 * first.width() * second.width();
        check.that(pair.blocks().length == numbers && allFinite(pair.blocks()), "joint.pairs.blocks");
    }

    private static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
