package org.multilevel.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.glm.Generalised;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * The parameters of a model by name, in the order in which every table has them: fixed effects by their term, then for each random term
 * standard deviations {@code sd:GROUP:TERM} and correlations {@code cor:GROUP:TERM1:TERM2}, then {@code sd:Residual}, or
 * the {@code dispersion} of a generalised model whose family has one. A random term with a covariance structure has its own parameters
 * instead of correlations, such as {@code cor:GROUP:rho}; residuals with one have {@code cor:Residual:rho}, and {@code sd:Residual:STRATUM} where
 * there are several variances.
 */
public final class Parameters {
    /** The name of the residual standard deviation. */
    public static final String RESIDUAL = "sd:Residual";

    /** The name of the dispersion of a generalised model. */
    public static final String DISPERSION = "dispersion";

    private final List<String> names = new ArrayList<>();
    private final List<ProfiledParameter> kinds = new ArrayList<>();
    private final int fixed;

    private Parameters(MixedModel model) {
        fixed = model.fixedEffects().size();
        for (int j = 0; j < fixed; j++) {
            add(model.fixedEffects().name(j), new ProfiledParameter.FixedEffect(j));
        }
        StructureParameters own = new StructureParameters(model);
        for (int f = 0; f < model.groupingFactors().size(); f++) {
            GroupingFactor factor = model.groupingFactors().get(f);
            List<int[]> terms = terms(factor);
            for (int b = 0; b < terms.size(); b++) {
                int[] term = terms.get(b);
                for (int k = term[0]; k < term[1]; k++) {
                    add("sd:" + factor.name() + ":" + factor.column(k), new ProfiledParameter.StandardDeviation(f, k));
                }
                if (factor.blocks().get(b).structure().isUnstructured()) {
                    addCorrelations(f, factor, term);
                } else {
                    own.ofTerm(factor, b).forEach(this::add);
                }
            }
        }
        if (model.structures().isPresent()) {
            own.ofResiduals().forEach(this::add);
        } else if (model.generalised().isEmpty()) {
            add(RESIDUAL, new ProfiledParameter.ResidualStandardDeviation());
        } else if (model.generalised().get().distribution().family().hasDispersion()) {
            add(DISPERSION, new ProfiledParameter.Dispersion());
        }
    }

    private void addCorrelations(int f, GroupingFactor factor, int[] term) {
        for (int j = term[0]; j < term[1]; j++) {
            for (int k = j + 1; k < term[1]; k++) {
                add(
                        "cor:" + factor.name() + ":" + factor.column(j) + ":" + factor.column(k),
                        new ProfiledParameter.Correlation(f, j, k));
            }
        }
    }

    private static List<int[]> terms(GroupingFactor factor) {
        List<int[]> terms = new ArrayList<>();
        int start = 0;
        for (int b = 0; b < factor.blocks().size(); b++) {
            int end = start + factor.blocks().get(b).columns().size();
            terms.add(new int[] {start, end});
            start = end;
        }
        return terms;
    }

    private void add(String name, ProfiledParameter kind) {
        names.add(name);
        kinds.add(kind);
    }

    /** Returns the parameters of a model. */
    public static Parameters of(MixedModel model) {
        return new Parameters(model);
    }

    /** Returns how many there are. */
    public int size() {
        return names.size();
    }

    /** Returns the names in order. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Returns what parameter i is, grouping factors counted as the model has them. */
    public ProfiledParameter kind(int i) {
        return kinds.get(i);
    }

    /** Returns what the parameters are, grouping factors counted as the problem of a model has them. */
    public List<ProfiledParameter> inProblem(LiveModel live) {
        return inProblem(live::positionInProblem);
    }

    /** Returns what the parameters are, grouping factors counted as the problem of a generalised model has them. */
    public List<ProfiledParameter> inProblem(LiveGeneralisedModel live) {
        return inProblem(live::positionInProblem);
    }

    private List<ProfiledParameter> inProblem(IntUnaryOperator position) {
        return kinds.stream().map(kind -> inProblem(kind, position)).toList();
    }

    private static ProfiledParameter inProblem(ProfiledParameter kind, IntUnaryOperator position) {
        if (kind instanceof ProfiledParameter.StandardDeviation sd) {
            return new ProfiledParameter.StandardDeviation(position.applyAsInt(sd.factor()), sd.column());
        }
        if (kind instanceof ProfiledParameter.Correlation pair) {
            return new ProfiledParameter.Correlation(position.applyAsInt(pair.factor()), pair.column(), pair.other());
        }
        return kind;
    }

    /** Returns the estimates of a model; a correlation with an effect of no variance is NaN. */
    public double[] values(MixedModel model) {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(model, kinds.get(i));
        }
        return values;
    }

    private static double value(MixedModel model, ProfiledParameter kind) {
        if (kind instanceof ProfiledParameter.FixedEffect effect) {
            return model.fixedEffects().estimate(effect.position());
        }
        if (kind instanceof ProfiledParameter.StandardDeviation sd) {
            return model.groupingFactors().get(sd.factor()).standardDeviation(sd.column());
        }
        if (kind instanceof ProfiledParameter.Correlation cor) {
            return model.groupingFactors().get(cor.factor()).correlation(cor.column(), cor.other());
        }
        OptionalInt own = StructureParameters.position(kind);
        if (own.isPresent()) {
            return model.structures()
                    .orElseThrow()
                    .estimates()
                    .get(own.getAsInt())
                    .value();
        }
        return model.generalised().map(Generalised::dispersion).orElseGet(model::sigma);
    }

    /** Returns estimates found by a refit, grouping factors as the model has them; a fixed effect that the refit had to leave out is NaN. */
    public double[] values(Estimates estimates, int[] kept) {
        double[] found = estimates.beta();
        double[] beta = new double[kept.length];
        for (int j = 0; j < kept.length; j++) {
            int at = Arrays.binarySearch(estimates.kept(), kept[j]);
            beta[j] = at < 0 ? Double.NaN : found[at];
        }
        List<double[][]> covariances = estimates.covariances();
        return kinds.stream()
                .mapToDouble(kind -> {
                    OptionalInt own = StructureParameters.position(kind);
                    return own.isPresent()
                            ? estimates.structures().get(own.getAsInt()).value()
                            : kind.value(beta, covariances, estimates.sigma());
                })
                .toArray();
    }
}
