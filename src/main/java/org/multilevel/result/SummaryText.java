package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Counts;
import org.multilevel.inference.Inference;
import org.multilevel.inference.ModelWords;
import org.multilevel.inference.PValues;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.shares.DistributionVariance;
import org.multilevel.inference.shares.Icc;
import org.multilevel.inference.shares.LeastSquaresFit;
import org.multilevel.inference.shares.Overdispersion;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;

/** Writes the parts of a {@link Summary} one after the other. */
final class SummaryText {
    private static final int INDENT = 10;

    private final MixedModel model;
    private final int digits;
    private final Inference inference;
    private final Optional<Anova.Type> anova;
    private final List<LinearHypothesis> hypotheses;
    private final List<Finding> findings;
    private final List<String> lines = new ArrayList<>();

    SummaryText(
            MixedModel model,
            int digits,
            Inference inference,
            Optional<Anova.Type> anova,
            List<LinearHypothesis> hypotheses,
            List<Finding> findings) {
        this.anova = anova;
        this.hypotheses = hypotheses;
        this.findings = findings;
        this.model = model;
        this.digits = digits;
        this.inference = inference;
    }

    String text() {
        addTitle();
        addData();
        addFit();
        if (model.isLeastSquares()) {
            addResidual();
        } else if (!model.groupingFactors().isEmpty() || model.structures().isPresent()) {
            lines.addAll(RandomEffectsText.lines(model, digits));
            lines.add("");
        }
        addFixedEffects();
        anova.ifPresent(type -> {
            lines.addAll(TestsText.anova(model, type, inference, digits));
            lines.add("");
        });
        if (!hypotheses.isEmpty()) {
            lines.addAll(TestsText.hypotheses(model, hypotheses, inference, digits));
            lines.add("");
        }
        addClosing();
        return String.join("\n", lines) + "\n";
    }

    String randomPart() {
        addRows();
        add(
                "Fit",
                "log-likelihood "
                        + Decimals.places(digits).text(model.statistics().logLikelihood()));
        lines.add("");
        lines.addAll(RandomEffectsText.lines(model, digits));
        lines.add("");
        Icc.of(model).ifPresent(icc -> addIcc(icc, " of the variance that the fixed part leaves lies between groups"));
        addVerdict();
        addNotes();
        return String.join("\n", lines) + "\n";
    }

    private void addTitle() {
        String likelihood = model.method() == EstimationMethod.REML
                ? "restricted maximum likelihood (REML)"
                : "maximum likelihood (ML)";
        String kind = ModelWords.kind(
                model.generalised().isPresent(), !model.groupingFactors().isEmpty());
        if (model.generalised().isPresent()) {
            int points = model.generalised().get().points();
            lines.add(kind + " fit by maximum likelihood"
                    + (model.groupingFactors().isEmpty()
                            ? ": the formula has no random term"
                            : points == 1
                                    ? " (Laplace's approximation)"
                                    : " (adaptive quadrature, " + points + " points)"));
            lines.add("");
            return;
        }
        boolean weighted = model.provenance().weights().isPresent();
        if (model.groupingFactors().isEmpty() && model.structures().isPresent()) {
            lines.add(kind + " with dependent residuals fit by " + likelihood);
            lines.add("");
            return;
        }
        lines.add(
                model.groupingFactors().isEmpty()
                        ? kind + " fit by " + (weighted ? "weighted" : "ordinary")
                                + " least squares: the formula has no random term"
                        : "Linear mixed model fit by " + likelihood
                                + (model.approximation().isPresent() ? ", approximately (iterative solver)" : ""));
        lines.add("");
    }

    private void addData() {
        add("Formula", model.formula());
        model.generalised().ifPresent(this::addFamily);
        if (model.generalised().flatMap(Generalised::trials).isEmpty()) {
            model.provenance().weights().ifPresent(column -> add("Weights", column));
        }
        addResiduals();
        addRows();
        lines.add("");
    }

    private void addResiduals() {
        ResidualWords words = new ResidualWords(
                model.provenance().residual(), model.provenance().strata());
        if (!words.areIndependent()) {
            add("Residuals", words.text());
        }
    }

    private void addFamily(Generalised of) {
        Distribution distribution = of.distribution();
        add("Family", distribution.family() + " with " + distribution.link() + " link");
        of.event().ifPresent(event -> add("Event", model.response() + " = " + event));
        if (model.response().startsWith("cbind(")) {
            add("Event", "successes, the first of the two counts");
        } else {
            of.trials().ifPresent(trials -> add("Trials", trials));
        }
        if (distribution.family() == Family.NEGATIVE_BINOMIAL) {
            add("Size", general(of.dispersion()) + " (variance = mean + mean^2 / size)");
        } else if (distribution.family() == Family.GAMMA) {
            add("Dispersion", general(of.dispersion()) + " (the squared coefficient of variation)");
        }
    }

    private String general(double value) {
        return Decimals.showing(new double[] {value}, digits).text(value);
    }

    private void addRows() {
        add("Rows", rows(model.rows()));
        if (!model.groupingFactors().isEmpty()) {
            add(
                    "Groups",
                    model.groupingFactors().stream()
                            .map(f -> f.name() + " " + Counts.of(f.size())
                                    + GroupSizeWords.of(model, f, Decimals.places(1)::text))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String rows(RowCounts rows) {
        return rows.droppedTotal() == 0
                ? Counts.of(rows.used())
                : Counts.of(rows.used()) + " of " + Counts.of(rows.read()) + " used";
    }

    private void addFit() {
        FitStatistics statistics = model.statistics();
        boolean restricted = model.method() == EstimationMethod.REML;
        Decimals decimals = Decimals.places(digits);
        lines.addAll(TextLayout.table(
                List.of(
                        restricted ? "restricted log-likelihood" : "log-likelihood",
                        restricted ? "REML criterion" : "deviance",
                        "AIC",
                        "BIC",
                        "parameters"),
                Collections.nCopies(5, false),
                List.of(List.of(
                        decimals.text(statistics.logLikelihood()),
                        decimals.text(statistics.criterion()),
                        decimals.text(statistics.aic()),
                        decimals.text(statistics.bic()),
                        Integer.toString(statistics.parameters())))));
        lines.add("");
    }

    private void addResidual() {
        double sigma = model.sigma();
        add("Residual", Decimals.showing(new double[] {sigma}, digits).text(sigma) + " (standard deviation)");
        LeastSquaresFit.of(model).ifPresent(fit -> {
            String adjusted = Decimals.places(digits).text(fit.adjusted());
            add("R squared", Decimals.places(digits).text(fit.rSquared()) + " (adjusted " + adjusted + ")");
            if (fit.numeratorDf() > 0) {
                add(
                        "F",
                        Decimals.places(2).text(fit.f()) + " with " + fit.numeratorDf() + " and "
                                + Decimals.places(0).text(fit.denominatorDf()) + " degrees of freedom, "
                                + PValues.said(fit.pValue()));
            }
        });
        lines.add("");
    }

    private void addFixedEffects() {
        List<CoefficientTest> tests = inference.coefficients(model);
        if (tests.isEmpty()) {
            lines.add("No fixed effects");
            lines.add("");
            return;
        }
        Decimals decimals = Decimals.showing(scales(tests), Math.max(1, digits - 1));
        boolean normal = tests.stream().allMatch(t -> Double.isNaN(t.df()));
        List<String> lower = TextLayout.padLeft(
                tests.stream().map(t -> decimals.text(t.lower())).toList());
        List<String> upper = TextLayout.padLeft(
                tests.stream().map(t -> decimals.text(t.upper())).toList());
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            CoefficientTest test = tests.get(i);
            List<String> row = new ArrayList<>(
                    List.of(test.term(), decimals.text(test.estimate()), decimals.text(test.standardError())));
            if (!normal) {
                row.add(Decimals.places(1).text(test.df()));
            }
            row.addAll(List.of(
                    Decimals.places(2).text(test.statistic()),
                    PValues.text(test.pValue()),
                    "[" + lower.get(i) + ", " + upper.get(i) + "]"));
            rows.add(row);
        }
        lines.add("Fixed effects (" + approximate() + InferenceWords.tests(model, inference, "t") + ")");
        boolean ratios = model.generalised()
                .filter(g -> g.distribution().link().isExponentiated())
                .isPresent();
        if (ratios) {
            for (int i = 0; i < rows.size(); i++) {
                CoefficientTest test = tests.get(i);
                rows.get(i)
                        .add(general(Math.exp(test.estimate())) + " [" + general(Math.exp(test.lower())) + ", "
                                + general(Math.exp(test.upper())) + "]");
            }
        }
        List<String> header = new ArrayList<>(List.of("Term", "Estimate", "Std. Error"));
        header.addAll(normal ? List.of("z") : List.of("df", "t"));
        header.addAll(List.of("p", inference.percent() + " CI"));
        if (ratios) {
            header.add(ScaleWords.ratio(model.generalised().get().distribution()));
        }
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        leftAligned.set(0, true);
        leftAligned.set(header.size() - 1, true);
        leftAligned.set(header.indexOf(inference.percent() + " CI"), true);
        lines.addAll(TextLayout.table(header, leftAligned, rows));
        lines.add("");
    }

    private String approximate() {
        return model.approximation().isPresent() ? ResultTables.APPROXIMATE + ", " : "";
    }

    /** The standard error tells how far an estimate's digits carry information. */
    private static double[] scales(List<CoefficientTest> tests) {
        double[] errors =
                tests.stream().mapToDouble(CoefficientTest::standardError).toArray();
        for (int i = 0; i < errors.length; i++) {
            if (!(errors[i] > 0)) {
                errors[i] = tests.get(i).estimate();
            }
        }
        return errors;
    }

    private void addClosing() {
        Icc.of(model)
                .ifPresent(icc -> addIcc(
                        icc,
                        onlyIntercept()
                                ? " of the variance lies between groups"
                                : " of the variance that the fixed effects leave lies between groups"));
        addRSquared();
        addObservations();
        addOverdispersion();
        if (!model.groupingFactors().isEmpty() || model.structures().isPresent()) {
            addVerdict();
        }
        addNotes();
        while (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
    }

    private void addNotes() {
        Diagnosis.of(findings).forEach(sentence -> add("Note", sentence));
    }

    private void addIcc(double icc, String words) {
        add("ICC", String.format(Locale.ROOT, "%." + digits + "f", icc) + words + onLink());
    }

    private void addVerdict() {
        Verdict verdict = model.verdict();
        add(
                "Verdict",
                FitStatisticsTable.word(model) + " after " + verdict.evaluations() + " evaluations ("
                        + verdict.optimizer() + ", largest gradient "
                        + String.format(Locale.ROOT, "%.1e", verdict.gradientNorm()) + ")");
        model.approximation()
                .ifPresent(found -> add(
                        "Error",
                        "Monte Carlo " + Decimals.places(digits).text(found.criterionError() / 2)
                                + " of the log-likelihood, by " + found.probes() + " probes"));
    }

    /** Least squares have theirs beside the residual; without predictors the ICC says it all. */
    private void addRSquared() {
        if (model.groupingFactors().isEmpty() || onlyIntercept()) {
            return;
        }
        Decimals decimals = Decimals.places(digits);
        VarianceShares.of(model)
                .ifPresent(shares -> add(
                        "R squared",
                        decimals.text(shares.r2Marginal()) + " marginal (fixed effects), "
                                + decimals.text(shares.r2Conditional()) + " conditional (with group effects)"
                                + onLink()));
        VarianceShares.lostDigits(model)
                .ifPresent(column -> add(
                        "R squared",
                        "not known: " + column
                                + " lies so far from 0 beside its spread that the digits of the group variances cancel;"
                                + " subtract its mean"));
    }

    /** The observation level has other numbers than the latent response above it, and says so. */
    private void addObservations() {
        Decimals decimals = Decimals.places(digits);
        VarianceShares.ofObservations(model)
                .ifPresent(shares -> add(
                        "Outcomes",
                        "ICC " + decimals.text(shares.iccAdjusted())
                                + (onlyIntercept()
                                        ? ""
                                        : ", R squared " + decimals.text(shares.r2Marginal()) + " marginal, "
                                                + decimals.text(shares.r2Conditional()) + " conditional")
                                + ", with the variance of single outcomes (observation level, delta method)"));
    }

    /** Says on which scale variances of a generalised model are, and how that of its distribution was found where it is no latent one. */
    private String onLink() {
        return model.generalised()
                .map(DistributionVariance::of)
                .map(of -> ", on the scale of the link"
                        + switch (of.approximation()) {
                            case "lognormal" -> " (lognormal approximation)";
                            case "delta" -> " (delta method)";
                            default -> "";
                        })
                .orElse("");
    }

    private void addOverdispersion() {
        Overdispersion.of(model)
                .ifPresent(of -> add(
                        "Pearson",
                        "chi-squared " + Decimals.places(2).text(of.chiSquared()) + " with "
                                + Decimals.places(0).text(of.df()) + " degrees of freedom, "
                                + Decimals.places(digits).text(of.ratio()) + " for each (1 is expected), "
                                + PValues.said(of.pValue())));
    }

    private boolean onlyIntercept() {
        FixedEffects fixed = model.fixedEffects();
        return fixed.size() == 0 || (fixed.size() == 1 && fixed.isIntercept(0));
    }

    private void add(String label, String text) {
        lines.addAll(TextLayout.paragraph(label, INDENT, text));
    }
}
