package org.multilevel.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Counts;
import org.multilevel.inference.Inference;
import org.multilevel.inference.ModelWords;
import org.multilevel.inference.ResponseWords;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.shares.Icc;
import org.multilevel.inference.shares.LeastSquaresFit;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.result.GroupSizeWords;

/** Says in plain sentences what was fitted, what was found and how the fit ended. */
final class ReportWords {

    /** More names than these make a sentence a list. */
    private static final int MOST_NAMES = 6;

    /** More sentences about varying effects than these are not read; the table of variance components has all. */
    private static final int MOST_SLOPES = 4;

    private final MixedModel model;
    private final Inference inference;
    private final boolean mixed;
    private final ResponseWords words;
    /** What sentences about variances of generalised models end with. */
    private final String scale;

    private final boolean leastSquares;

    ReportWords(MixedModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
        this.mixed = !model.groupingFactors().isEmpty();
        this.words = ResponseWords.of(model);
        this.scale = model.generalised().isPresent() ? " on the scale of the link" : "";
        this.leastSquares = model.isLeastSquares();
    }

    String title() {
        return ModelWords.kind(model.generalised().isPresent(), mixed) + " of " + model.response();
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(fitted()));
        model.groupingFactors().forEach(factor -> sentences.add(meaning(factor)));
        addFixedEffects(sentences);
        if (words.hasRatios()) {
            sentences.addAll(new RatioWords(model, inference, words).sentences());
        }
        explained().ifPresent(sentences::add);
        Icc.of(model).ifPresent(icc -> sentences.add(betweenGroups(icc)));
        addSlopes(sentences);
        return sentences;
    }

    String status() {
        return model.verdict().status().name().toLowerCase(Locale.ROOT);
    }

    String verdict() {
        if (leastSquares) {
            return "No search was needed";
        }
        String verdict = switch (model.verdict().status()) {
            case CONVERGED -> "The fit converged";
            case SINGULAR -> "The fit is singular";
            case NOT_CONVERGED -> "The fit did not converge";
        };
        if (model.approximation().isPresent()) {
            verdict += ", and is approximate";
        }
        return model.isIdentified() ? verdict : verdict + ", and not all variances are identified";
    }

    String explanation() {
        if (!mixed && model.generalised().isPresent()) {
            return "The formula has no random term, so this is an ordinary generalised linear model.";
        }
        if (leastSquares) {
            return "The formula has no random term, so least squares give the result at once.";
        }
        String explanation = model.verdict().explanation();
        return model.verdict().status() == Verdict.Status.SINGULAR
                ? explanation + " The numbers are right, but a simpler random part would fit as well."
                : explanation;
    }

    /** Returns what else a reader should know, but for what {@link #explanation} says. */
    List<String> notes() {
        String said = model.verdict().explanation();
        return Diagnosis.of(Advice.of(model)).stream()
                .filter(note -> !note.equals(said))
                .toList();
    }

    private String fitted() {
        if (model.generalised().isPresent()) {
            return generalised(model.generalised().get());
        }
        String method = model.method() == EstimationMethod.REML
                ? "restricted maximum likelihood (REML)"
                : "maximum likelihood (ML)";
        boolean weighted = model.provenance().weights().isPresent();
        String fit = !leastSquares ? method : weighted ? "weighted least squares" : "ordinary least squares";
        return "A linear " + (mixed ? "mixed " : "") + "model of " + model.response() + " was fitted by " + fit + " to "
                + Counts.of(model.rows().used(), "row")
                + groups()
                + weighted()
                + (model.hasResidualStructure() ? ", with " + model.structureWords() : "") + ".";
    }

    private String groups() {
        return mixed
                ? model.groupingFactors().stream()
                        .map(factor -> Counts.of(factor.fittedLevels(), "level") + " of " + factor.name()
                                + GroupSizeWords.of(model, factor, ReportWords::rounded))
                        .collect(Collectors.joining(" and ", " in ", ""))
                : "";
    }

    private String weighted() {
        return model.provenance()
                .weights()
                .map(column -> ", weighted by " + column)
                .orElse("");
    }

    private String generalised(Generalised of) {
        String approximation = of.points() == 1
                ? " by Laplace's approximation"
                : " by adaptive quadrature with " + of.points() + " points";
        String response =
                words.success().map(event -> "the probability of " + event).orElse("the mean of " + words.response());
        return "A generalised linear " + (mixed ? "mixed " : "") + "model of " + response + " (family "
                + of.distribution().family() + ", link " + of.distribution().link()
                + ") was fitted by maximum likelihood"
                + (mixed ? approximation : "") + " to " + Counts.of(model.rows().used(), "row") + groups()
                + (of.trials().isPresent() ? "" : weighted()) + ".";
    }

    /** Says what the model takes the levels of a factor for, to a reader who chose a column and no formula. */
    private static String meaning(GroupingFactor factor) {
        String name = factor.name();
        List<String> own = IntStream.range(0, factor.width())
                .mapToObj(k -> factor.isIntercept(k) ? "intercept" : "effect of " + factor.column(k))
                .toList();
        return "Rows with the same " + name + " belong together: the model gives each " + name + " its own "
                + names(own) + ", drawn towards what all have in common.";
    }

    /** Returns how much of the variance is explained, where there is something that could explain it. */
    private Optional<String> explained() {
        FixedEffects effects = model.fixedEffects();
        if (IntStream.range(0, effects.size()).allMatch(effects::isIntercept)) {
            return Optional.empty();
        }
        String what = " of the variance of " + model.response() + scale;
        if (mixed || model.generalised().isPresent()) {
            return VarianceShares.lostDigits(model)
                    .map(
                            column -> "How much" + what + " is explained is not known: " + column
                                    + " lies so far from 0 beside its spread that the digits of the group variances cancel; subtract its mean.")
                    .or(() -> VarianceShares.of(model)
                            .filter(shares -> shares.total() > 0)
                            .map(shares -> "The fixed effects explain " + percent(shares.r2Marginal()) + what
                                    + (mixed
                                            ? ", fixed and group effects together " + percent(shares.r2Conditional())
                                                    + "."
                                            : ".")));
        }
        return LeastSquaresFit.of(model)
                .map(LeastSquaresFit::rSquared)
                .filter(Double::isFinite)
                .map(rSquared -> "The fixed effects explain " + percent(rSquared) + what + ".");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private void addFixedEffects(List<String> sentences) {
        List<CoefficientTest> all = inference.coefficients(model);
        List<CoefficientTest> tests = IntStream.range(0, all.size())
                .filter(i -> !model.fixedEffects().isIntercept(i))
                .mapToObj(all::get)
                .filter(test -> Double.isFinite(test.lower()) && Double.isFinite(test.upper()))
                .toList();
        List<String> clear = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (CoefficientTest test : tests) {
            (test.lower() > 0 || test.upper() < 0 ? clear : unclear).add(test.term());
        }
        if (tests.isEmpty()) {
            return;
        }
        if (clear.isEmpty() || unclear.isEmpty()) {
            String what = clear.isEmpty() ? "include" : "exclude";
            sentences.add(
                    tests.size() == 1
                            ? "The " + inference.percent() + " interval of "
                                    + tests.get(0).term() + " " + what + "s zero."
                            : "The " + inference.percent() + " intervals of " + names(clear.isEmpty() ? unclear : clear)
                                    + " " + what + " zero.");
            return;
        }
        sentences.add("The " + inference.percent() + " " + intervals(clear, "exclude") + " zero; "
                + (unclear.size() == 1
                        ? "that of " + names(unclear) + " includes"
                        : "those of " + names(unclear) + " include")
                + " it.");
    }

    private static String intervals(List<String> terms, String what) {
        return (terms.size() == 1 ? "interval of " : "intervals of ") + names(terms) + " " + what
                + (terms.size() == 1 ? "s" : "");
    }

    private String betweenGroups(double icc) {
        String where = model.groupingFactors().size() == 1
                ? "levels of " + model.groupingFactors().get(0).name()
                : "groups";
        return percent(icc) + " of the variance that the fixed effects leave lies between " + where + scale
                + String.format(Locale.ROOT, " (ICC %.3f).", icc);
    }

    private void addSlopes(List<String> sentences) {
        int most = sentences.size() + MOST_SLOPES;
        for (GroupingFactor factor : model.groupingFactors()) {
            for (int k = 0; k < factor.width() && sentences.size() < most; k++) {
                int fixed = model.fixedEffects().indexOf(factor.column(k));
                if (!factor.isIntercept(k) && fixed >= 0 && factor.variance(k) > 0) {
                    sentences.add("The effect of " + factor.column(k) + " varies over " + factor.name()
                            + scale + " with a standard deviation of " + rounded(factor.standardDeviation(k))
                            + " around its mean of "
                            + rounded(model.fixedEffects().estimate(fixed)) + ".");
                }
            }
        }
    }

    private static String names(List<String> names) {
        if (names.size() > MOST_NAMES) {
            return names.size() + " effects";
        }
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Three significant digits, or all before the point. */
    static String rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        if (exponent < -4 || exponent > 8) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return new BigDecimal(value)
                .setScale(Math.max(0, 2 - exponent), RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
