package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.data.FullPrecision;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.Inference;
import org.multilevel.inference.shares.DesignEffect;
import org.multilevel.inference.shares.DistributionVariance;
import org.multilevel.inference.shares.Icc;
import org.multilevel.inference.shares.LeastSquaresFit;
import org.multilevel.inference.shares.Overdispersion;
import org.multilevel.inference.shares.Reliability;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/** Lists the numbers and words that describe a fit as a whole. */
final class FitStatisticsTable {
    /** Name and value of every statistic, both as text. */
    static final TableDefinition<FitStatisticsTable> DEFINITION = TableDefinition.<FitStatisticsTable>named(
                    "fit_statistics")
            .text("name", (table, i) -> table.names.get(i))
            .text("value", (table, i) -> table.values.get(i));

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private FitStatisticsTable() {}

    static ResultTable of(MixedModel model, Inference inference) {
        FitStatisticsTable table = new FitStatisticsTable();
        table.addNumbers(model);
        table.add("df_method", inference.source(model));
        LeastSquaresFit.of(model).ifPresent(table::addLeastSquares);
        table.addVerdict(model);
        table.addData(model);
        table.addVariances(model);
        table.add("seconds", model.seconds());
        table.add("version", model.provenance().version());
        return DEFINITION.table(table, table.names.size());
    }

    /** Returns the words for a verdict. */
    static String word(MixedModel model) {
        String word = switch (model.verdict().status()) {
            case CONVERGED -> "converged";
            case SINGULAR -> "singular";
            case NOT_CONVERGED -> "not converged";
        };
        if (model.approximation().isPresent()) {
            word += ", approximate";
        }
        return model.isIdentified() ? word : word + ", not all identified";
    }

    private void addNumbers(MixedModel model) {
        FitStatistics statistics = model.statistics();
        add("n_obs", statistics.observations());
        add("n_fixed", statistics.fixed());
        add("n_theta", statistics.theta());
        add("n_parameters", statistics.parameters());
        add("log_likelihood", statistics.logLikelihood());
        add("criterion", statistics.criterion());
        add("deviance", statistics.deviance());
        add("aic", statistics.aic());
        add("aicc", statistics.aicc());
        add("bic", statistics.bic());
        if (model.generalised().isEmpty()) {
            add("sigma", statistics.sigma());
        }
        add("method", model.method().name());
        model.generalised().ifPresent(this::addGeneralised);
        Overdispersion.of(model).ifPresent(of -> {
            add("pearson_chi_squared", of.chiSquared());
            add("overdispersion_df", of.df());
            add("overdispersion_p", of.pValue());
        });
    }

    private void addGeneralised(Generalised of) {
        add("family", of.distribution().family().toString());
        add("link", of.distribution().link().toString());
        add("agq_points", of.points());
        if (of.distribution().family().hasDispersion()) {
            add("dispersion", of.dispersion());
        }
        add("overdispersion", of.overdispersion());
        if (!Double.isNaN(of.nullMean())) {
            add("null_mean", of.nullMean());
        }
        add("distribution_variance", DistributionVariance.of(of).value());
        add("variance_approximation", DistributionVariance.of(of).approximation());
        DistributionVariance.ofObservation(of).ifPresent(value -> add("observation_variance", value));
        of.event().ifPresent(event -> add("event", event));
        of.trials().ifPresent(trials -> add("trials", trials));
    }

    private void addLeastSquares(LeastSquaresFit fit) {
        add("r_squared", fit.rSquared());
        add("adj_r_squared", fit.adjusted());
        add("f_statistic", fit.f());
        add("f_num_df", fit.numeratorDf());
        add("f_den_df", fit.denominatorDf());
        add("f_p_value", fit.pValue());
    }

    private void addVerdict(MixedModel model) {
        Verdict verdict = model.verdict();
        add("verdict", word(model));
        add("not_identified", notIdentified(model));
        add("singular", Boolean.toString(verdict.status() == Verdict.Status.SINGULAR));
        add("gradient_norm", verdict.gradientNorm());
        add("evaluations", verdict.evaluations());
        add("optimizer", verdict.optimizer());
        model.approximation().ifPresent(found -> {
            add("solver", "iterative");
            add("mc_error: criterion", found.criterionError());
            for (VarianceComponent component : model.varianceComponents()) {
                if (component.kind() != VarianceComponent.Kind.RESIDUAL) {
                    add("mc_error: " + name(model, component), component.monteCarloError());
                }
            }
            add("mc_error: Residual", found.residualError());
            add("probes", found.probes());
            add("iterations", found.iterations());
            add("iteration_residual", found.residual());
        });
    }

    /** Returns the grouping factor alone where it has one effect, so that its variance needs no other name. */
    private static String name(MixedModel model, VarianceComponent component) {
        boolean one = model.groupingFactors().stream()
                .anyMatch(factor -> factor.name().equals(component.group()) && factor.width() == 1);
        return one ? component.group() : named(component);
    }

    private static String named(VarianceComponent c) {
        return c.group() + "." + c.term1() + (c.term2().isEmpty() ? "" : "." + c.term2());
    }

    private static String notIdentified(MixedModel model) {
        return model.varianceComponents().stream()
                .filter(c -> !c.identified())
                .map(FitStatisticsTable::named)
                .collect(Collectors.joining(", "));
    }

    private void addData(MixedModel model) {
        add("rows_read", model.rows().read());
        add("rows_dropped", model.rows().droppedTotal());
        model.rows().dropped().forEach((reason, rows) -> add("rows_dropped: " + reason, rows));
        add("columns_dropped", String.join(", ", model.fixedEffects().dropped()));
        for (GroupingFactor factor : model.groupingFactors()) {
            add("levels: " + factor.name(), factor.fittedLevels());
        }
        model.rowFacts().ifPresent(facts -> addSizes(model.groupingFactors(), facts.sizes()));
    }

    private void addVariances(MixedModel model) {
        addShares(model);
        double[] theta = model.theta();
        List<String> thetaNames = model.thetaNames();
        for (int k = 0; k < theta.length; k++) {
            add("theta: " + thetaNames.get(k), theta[k]);
        }
    }

    private void addSizes(List<GroupingFactor> factors, List<GroupSizes> sizes) {
        for (int f = 0; f < factors.size(); f++) {
            String name = factors.get(f).name();
            add("rows_min: " + name, sizes.get(f).min());
            add("rows_mean: " + name, sizes.get(f).mean());
            add("rows_max: " + name, sizes.get(f).max());
        }
    }

    private void addShares(MixedModel model) {
        List<GroupingFactor> factors = model.groupingFactors();
        Optional<VarianceShares> known = factors.isEmpty() ? Optional.empty() : VarianceShares.of(model);
        if (known.isEmpty()) {
            Icc.of(model).ifPresent(icc -> add("icc", icc));
            return;
        }
        VarianceShares shares = known.get();
        add("r2_marginal", shares.r2Marginal());
        add("r2_conditional", shares.r2Conditional());
        add("icc", shares.iccAdjusted());
        add("icc_unadjusted", shares.iccUnadjusted());
        VarianceShares.ofObservations(model).ifPresent(this::addObservations);
        for (int f = 0; f < factors.size(); f++) {
            String name = factors.get(f).name();
            if (factors.get(f).isHeld()) {
                continue;
            }
            if (factors.size() > 1) {
                add("icc: " + name, shares.icc(f));
                add("icc_unadjusted: " + name, shares.iccUnadjusted(f));
            }
            DesignEffect.of(model, f).ifPresent(effect -> add("design_effect: " + name, effect));
            addReliabilities(factors.get(f));
        }
    }

    private void addObservations(VarianceShares shares) {
        add("observation_r2_marginal", shares.r2Marginal());
        add("observation_r2_conditional", shares.r2Conditional());
        add("observation_icc", shares.iccAdjusted());
        add("observation_icc_unadjusted", shares.iccUnadjusted());
    }

    private void addReliabilities(GroupingFactor factor) {
        Reliability reliability = Reliability.of(factor);
        for (int k = 0; k < factor.width(); k++) {
            String term = factor.isIntercept(k) ? "" : "." + factor.column(k);
            add("reliability: " + factor.name() + term, reliability.average(k));
        }
    }

    private void add(String name, double value) {
        add(name, FullPrecision.text(value));
    }

    private void add(String name, long value) {
        add(name, Long.toString(value));
    }

    private void add(String name, String value) {
        names.add(name);
        values.add(value);
    }
}
