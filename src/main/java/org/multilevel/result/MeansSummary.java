package org.multilevel.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.multilevel.inference.Inference;
import org.multilevel.inference.PValues;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.inference.means.MarginalMeans.Estimate;
import org.multilevel.inference.means.MarginalMeans.Quantity;
import org.multilevel.inference.means.ResponseMeans;

/** The readable form of marginal means, slopes and their differences, for a terminal or a text window. */
public final class MeansSummary {
    private static final int DEFAULT_DIGITS = 4;
    private static final int INDENT = 10;

    private final MarginalMeans means;
    private final int digits;
    private final List<String> lines = new ArrayList<>();

    private MeansSummary(MarginalMeans means, int digits) {
        this.means = means;
        this.digits = digits;
    }

    /** Returns the text with 4 significant digits. */
    public static MeansSummary of(MarginalMeans means) {
        return new MeansSummary(means, DEFAULT_DIGITS);
    }

    /**
     * Returns this text with another number of significant digits.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public MeansSummary withDigits(int digits) {
        Summary.checkDigits(digits);
        return new MeansSummary(means, digits);
    }

    /** Returns the text: lines that end with a newline. */
    public String text() {
        lines.clear();
        boolean isMean = means.quantity() == Quantity.MEAN;
        lines.add(
                isMean
                        ? "Marginal means of " + means.response()
                        : "Slopes of " + means.covariate() + " on " + means.response());
        means.onResponse()
                .ifPresent(of -> lines.set(
                        0,
                        lines.get(0) + ", on the scale of the link ("
                                + of.distribution().link() + ")"));
        addEstimates(isMean ? "Mean" : "Slope");
        if (!means.contrasts().isEmpty()) {
            lines.add("");
            lines.add("Contrasts, adjusted: "
                    + means.contrasts().get(0).adjustment().label());
            addContrasts();
        }
        lines.add("");
        if (!means.averaged().isEmpty()) {
            lines.addAll(TextLayout.paragraph("Others", INDENT, String.join("; ", means.averaged()) + "."));
        }
        lines.addAll(TextLayout.paragraph("df", INDENT, means.source()));
        means.notes().forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }

    private void addEstimates(String name) {
        List<Estimate> all = means.estimates();
        List<String> header = new ArrayList<>();
        means.factors().forEach(factor -> header.add(factor.name()));
        int factors = header.size();
        header.addAll(List.of(name, "Std. Error"));
        boolean hasDf = all.stream().anyMatch(e -> !Double.isNaN(e.df()));
        if (hasDf) {
            header.add("df");
        }
        header.add(percent() + " CI");
        Decimals decimals = decimals(all, Estimate::standardError, Estimate::estimate);
        List<String> intervals = intervals(all, decimals, Estimate::estimate, Estimate::lower, Estimate::upper);
        Optional<ResponseMeans> onResponse =
                means.onResponse().filter(of -> means.quantity() == Quantity.MEAN || of.hasRatios());
        onResponse.ifPresent(of -> header.add(
                means.quantity() == Quantity.MEAN
                        ? ScaleWords.mean(of.distribution())
                        : ScaleWords.ratio(of.distribution())));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Estimate estimate = all.get(i);
            List<String> row = new ArrayList<>(shown(estimate.levels(), means.factors()));
            row.add(decimals.text(estimate.estimate()));
            row.add(decimals.text(estimate.standardError()));
            if (hasDf) {
                row.add(Decimals.places(1).text(estimate.df()));
            }
            row.add(intervals.get(i));
            onResponse
                    .map(of -> means.quantity() == Quantity.MEAN ? of.mean(estimate) : of.ratio(estimate))
                    .ifPresent(of -> row.add(withInterval(of.estimate(), of.lower(), of.upper())));
            rows.add(row);
        }
        lines.addAll(TextLayout.table(header, aligned(factors, header), rows));
    }

    /** Returns a number with its interval, each with as many digits as it takes. */
    private String withInterval(double value, double lower, double upper) {
        return Double.isNaN(value) ? "" : general(value) + " [" + general(lower) + ", " + general(upper) + "]";
    }

    private String general(double value) {
        return Decimals.showing(new double[] {value}, digits).text(value);
    }

    private void addContrasts() {
        List<Difference> all = means.contrasts();
        List<String> header = new ArrayList<>(List.of("Contrast"));
        int first = means.factors().size() - means.within();
        means.factors().subList(first, means.factors().size()).forEach(factor -> header.add(factor.name()));
        int texts = header.size();
        boolean hasDf = all.stream().anyMatch(d -> !Double.isNaN(d.df()));
        header.addAll(List.of("Estimate", "Std. Error"));
        if (hasDf) {
            header.add("df");
        }
        header.addAll(List.of(hasDf ? "t" : "z", "p", percent() + " CI"));
        Optional<ResponseMeans> onResponse = means.onResponse().filter(ResponseMeans::hasRatios);
        onResponse.ifPresent(of -> header.add(ScaleWords.ratio(of.distribution())));
        Decimals decimals = decimals(all, Difference::standardError, Difference::estimate);
        List<String> intervals = intervals(all, decimals, Difference::estimate, Difference::lower, Difference::upper);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Difference difference = all.get(i);
            List<String> row = new ArrayList<>(List.of(shownName(difference.name())));
            row.addAll(shown(
                    difference.levels(),
                    means.factors().subList(first, means.factors().size())));
            row.add(decimals.text(difference.estimate()));
            row.add(decimals.text(difference.standardError()));
            if (hasDf) {
                row.add(Decimals.places(1).text(difference.df()));
            }
            row.add(Decimals.places(2).text(difference.statistic()));
            row.add(PValues.text(difference.pValue()));
            row.add(intervals.get(i));
            onResponse
                    .map(of -> of.ratio(difference))
                    .ifPresent(of -> row.add(withInterval(of.estimate(), of.lower(), of.upper())));
            rows.add(row);
        }
        lines.addAll(TextLayout.table(header, aligned(texts, header), rows));
    }

    /** Returns levels as a reader wants them: values of covariates with few digits, where these tell them apart. */
    private List<String> shown(List<String> levels, List<MarginalMeans.Factor> factors) {
        List<String> shown = new ArrayList<>();
        for (int f = 0; f < levels.size(); f++) {
            shown.add(factors.get(f).isCovariate() ? shorter(factors.get(f), levels.get(f)) : levels.get(f));
        }
        return shown;
    }

    private String shorter(MarginalMeans.Factor factor, String level) {
        List<String> all = levels(factor);
        long distinct = all.stream().map(this::shortened).distinct().count();
        return distinct == all.size() ? shortened(level) : level;
    }

    private List<String> levels(MarginalMeans.Factor factor) {
        int position = means.factors().indexOf(factor);
        return means.estimates().stream()
                .map(estimate -> estimate.levels().get(position))
                .distinct()
                .toList();
    }

    private String shortened(String number) {
        String rounded = new BigDecimal(number)
                .round(new MathContext(digits + 1))
                .stripTrailingZeros()
                .toPlainString();
        return rounded.length() < number.length() ? rounded : number;
    }

    /** Returns the name of a contrast with the values of covariates as they are shown. */
    private String shownName(String name) {
        String shown = name;
        for (MarginalMeans.Factor factor : means.factors()) {
            if (factor.isCovariate()) {
                for (String level : levels(factor)) {
                    String shorter = shorter(factor, level);
                    shown = shorter.equals(level) ? shown : shown.replace(level, shorter);
                }
            }
        }
        return shown;
    }

    private String percent() {
        return Inference.asymptotic().withLevel(means.level()).percent();
    }

    /** Texts and the intervals, whose ends are padded, start at the left; so does what stands behind them. */
    private List<Boolean> aligned(int texts, List<String> header) {
        List<Boolean> aligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        Collections.fill(aligned.subList(0, texts), true);
        Collections.fill(aligned.subList(header.indexOf(percent() + " CI"), header.size()), true);
        return aligned;
    }

    private <T> Decimals decimals(List<T> all, ToDoubleFunction<T> error, ToDoubleFunction<T> estimate) {
        double[] scales = all.stream()
                .mapToDouble(e -> error.applyAsDouble(e) > 0 ? error.applyAsDouble(e) : estimate.applyAsDouble(e))
                .toArray();
        return Decimals.showing(scales, Math.max(1, digits - 1));
    }

    private static <T> List<String> intervals(
            List<T> all,
            Decimals decimals,
            ToDoubleFunction<T> estimate,
            ToDoubleFunction<T> lower,
            ToDoubleFunction<T> upper) {
        Function<ToDoubleFunction<T>, List<String>> ends = end -> TextLayout.padLeft(
                all.stream().map(e -> decimals.text(end.applyAsDouble(e))).toList());
        List<String> lowers = ends.apply(lower);
        List<String> uppers = ends.apply(upper);
        List<String> intervals = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean isThere = !Double.isNaN(lower.applyAsDouble(all.get(i)));
            String missing = Double.isNaN(estimate.applyAsDouble(all.get(i))) ? "not estimable" : "not known";
            intervals.add(isThere ? "[" + lowers.get(i) + ", " + uppers.get(i) + "]" : missing);
        }
        return intervals;
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
