package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** The intraclass correlations of a model as parameters of which a standard error and a profile can be asked. */
final class VarianceParts {
    private VarianceParts() {}

    /**
     * The intraclass correlation of one grouping factor.
     *
     * @param name {@code icc:GROUP}
     * @param estimate as {@link VarianceShares#icc(int)}
     * @param inProblem the parameter, with factors counted as the problem has them
     */
    record Share(String name, double estimate, ProfiledParameter.VarianceShare inProblem) {}

    /** Returns one for every grouping factor, in the order of the model; none where a model tells too little of its rows. */
    static List<Share> shares(LiveModel live) {
        MixedModel model = live.model();
        Optional<VarianceShares> shares = VarianceShares.of(model);
        Optional<RowFacts> facts = model.rowFacts();
        if (shares.isEmpty() || facts.isEmpty()) {
            return List.of();
        }
        List<GroupingFactor> factors = model.groupingFactors();
        List<Integer> order = new ArrayList<>();
        for (int position = 0; position < factors.size(); position++) {
            for (int f = 0; f < factors.size(); f++) {
                if (live.positionInProblem(f) == position) {
                    order.add(f);
                }
            }
        }
        RowFacts inProblem = facts.get().reordered(order);
        List<Share> found = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            found.add(new Share(
                    "icc:" + factors.get(f).name(),
                    shares.get().icc(f),
                    new ProfiledParameter.VarianceShare(live.positionInProblem(f), inProblem)));
        }
        return found;
    }
}
