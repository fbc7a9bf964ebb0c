package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;
import org.multilevel.model.VarianceComponent.Kind;

/** Sets the table of variances, standard deviations and correlations of a {@link Summary}. */
final class RandomEffectsText {
    private static final int MOST_CORRELATIONS = 8;
    private static final String RESIDUAL = "Residual";

    private final MixedModel model;
    private final Decimals variances;
    private final Decimals deviations;
    private final int correlations;

    private RandomEffectsText(MixedModel model, int digits) {
        this.model = model;
        List<VarianceComponent> components = model.varianceComponents().stream()
                .filter(component -> component.kind() != Kind.COVARIANCE && component.kind() != Kind.CORRELATION)
                .toList();
        this.variances = Decimals.showing(
                components.stream().mapToDouble(VarianceComponent::value).toArray(), digits);
        this.deviations = Decimals.showing(
                components.stream()
                        .mapToDouble(VarianceComponent::sdOrCorrelation)
                        .toArray(),
                digits);
        this.correlations = model.groupingFactors().stream()
                .flatMap(factor -> factor.blocks().stream())
                .mapToInt(block -> block.columns().size() - 1)
                .max()
                .orElse(0);
    }

    /** Returns the lines of the table with its title. */
    static List<String> lines(MixedModel model, int digits) {
        return new RandomEffectsText(model, digits).lines();
    }

    private List<String> lines() {
        int shown = Math.min(correlations, MOST_CORRELATIONS);
        List<List<String>> rows = new ArrayList<>();
        for (GroupingFactor factor : model.groupingFactors()) {
            for (int k = 0; k < factor.width(); k++) {
                List<String> row = row(k == 0 ? factor.name() : "", factor.column(k), factor.standardDeviation(k));
                row.addAll(correlations(factor, k, shown));
                if (!model.isIdentified()) {
                    row.add(note(factor, k));
                }
                addError(row, rows.size());
                rows.add(row);
            }
        }
        if (model.generalised().isEmpty()) {
            for (VarianceComponent component : model.varianceComponents()) {
                if (component.kind() == Kind.RESIDUAL) {
                    String group = rows.stream().anyMatch(row -> row.get(0).equals(RESIDUAL)) ? "" : RESIDUAL;
                    List<String> residual = row(group, component.term1(), component.sdOrCorrelation());
                    residual.addAll(Collections.nCopies(shown + (model.isIdentified() ? 0 : 1), ""));
                    addError(residual, rows.size());
                    rows.add(residual);
                }
            }
        }

        List<String> lines = new ArrayList<>(List.of(title()));
        lines.addAll(TextLayout.table(header(shown), alignment(shown), rows));
        if (shown < correlations) {
            lines.add("  (further correlations are in the table variance_components)");
        }
        lines.addAll(structures());
        return lines;
    }

    private String title() {
        if (model.groupingFactors().isEmpty()) {
            return "Residuals";
        }
        return "Random effects" + (isApproximate() ? " (" + ResultTables.APPROXIMATE + ")" : "");
    }

    private boolean isApproximate() {
        return model.approximation().isPresent();
    }

    /** Adds the Monte Carlo error of a variance of an approximate fit. */
    private void addError(List<String> row, int line) {
        if (isApproximate()) {
            double error = model.varianceComponents().stream()
                    .filter(component -> component.kind() != Kind.COVARIANCE)
                    .skip(line)
                    .findFirst()
                    .orElseThrow()
                    .monteCarloError();
            row.add(String.format(Locale.ROOT, "%.1e", error));
        }
    }

    /** Returns the parameters of the covariance structures, a line for each factor that has any, and one for the residuals. */
    private List<String> structures() {
        Map<String, List<String>> byWhose = new LinkedHashMap<>();
        for (VarianceComponent component : model.varianceComponents()) {
            if (component.kind() == Kind.CORRELATION) {
                String name =
                        component.term2().isEmpty() ? component.term1() : component.term1() + ", " + component.term2();
                String whose = (component.ofResiduals() ? "residuals within " : "effects of ") + component.group();
                byWhose.computeIfAbsent(whose, key -> new ArrayList<>())
                        .add(name + " " + correlation(component.value()));
            }
        }
        List<String> lines = new ArrayList<>();
        byWhose.forEach((whose, values) -> {
            String first = String.join("; ", values.subList(0, Math.min(MOST_CORRELATIONS, values.size())));
            lines.add("  Correlations of " + whose + ": " + first
                    + (values.size() > MOST_CORRELATIONS
                            ? " (further ones are in the table variance_components)"
                            : ""));
        });
        return lines;
    }

    /** Correlations over a unit of time that is long beside the distances, such as a year, are all but zero. */
    private static String correlation(double value) {
        return value != 0 && Math.abs(value) < 1e-3
                ? String.format(Locale.ROOT, "%.3g", value)
                : Decimals.places(4).text(value);
    }

    private List<String> row(String group, String term, double deviation) {
        return new ArrayList<>(List.of(group, term, variances.text(deviation * deviation), deviations.text(deviation)));
    }

    private List<String> header(int shown) {
        List<String> header = new ArrayList<>(List.of("Group", "Term", "Variance", "Std.Dev."));
        for (int c = 0; c < shown; c++) {
            header.add(c == 0 ? "Corr" : "");
        }
        if (!model.isIdentified()) {
            header.add("");
        }
        if (isApproximate()) {
            header.add("MC error");
        }
        return header;
    }

    private List<Boolean> alignment(int shown) {
        List<Boolean> leftAligned = new ArrayList<>(List.of(true, true));
        leftAligned.addAll(Collections.nCopies(2 + shown, false));
        if (!model.isIdentified()) {
            leftAligned.add(true);
        }
        if (isApproximate()) {
            leftAligned.add(false);
        }
        return leftAligned;
    }

    /** Returns what marks the variance of a column, or its correlations with those before, where the data do not determine them. */
    private static String note(GroupingFactor factor, int k) {
        if (!factor.isIdentified(k, k)) {
            return ResultTables.NOT_IDENTIFIED;
        }
        for (int j = 0; j < k; j++) {
            if (factor.sameBlock(j, k) && !isTold(factor, j, k)) {
                return "correlation " + ResultTables.NOT_IDENTIFIED;
            }
        }
        return "";
    }

    /** A correlation is told only where the variances are, too. */
    private static boolean isTold(GroupingFactor factor, int j, int k) {
        return factor.isIdentified(j, k) && factor.isIdentified(j, j) && factor.isIdentified(k, k);
    }

    /** Returns the correlations with the columns before in the same term, so that they make a lower triangle. */
    private static List<String> correlations(GroupingFactor factor, int k, int shown) {
        List<String> cells = new ArrayList<>();
        for (int j = 0; j < k && cells.size() < shown; j++) {
            if (factor.sameBlock(j, k)) {
                cells.add(isTold(factor, j, k) ? Decimals.places(2).text(factor.correlation(j, k)) : "?");
            }
        }
        cells.addAll(Collections.nCopies(shown - cells.size(), ""));
        return cells;
    }
}
