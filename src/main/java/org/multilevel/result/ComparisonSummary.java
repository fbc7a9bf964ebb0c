package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.PValues;
import org.multilevel.inference.comparison.ComparedModel;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.MixedModel;

/** The readable summary of a comparison of models, for a terminal or a text window. */
public final class ComparisonSummary {
    private static final int DEFAULT_DIGITS = 4;
    private static final int INDENT = 10;

    private final ModelComparison comparison;
    private final int digits;

    private ComparisonSummary(ModelComparison comparison, int digits) {
        this.comparison = comparison;
        this.digits = digits;
    }

    /** Returns the summary with 4 decimals. */
    public static ComparisonSummary of(ModelComparison comparison) {
        return new ComparisonSummary(comparison, DEFAULT_DIGITS);
    }

    /**
     * Returns this summary with another number of decimals.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public ComparisonSummary withDigits(int digits) {
        Summary.checkDigits(digits);
        return new ComparisonSummary(comparison, digits);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        List<ComparedModel> models = comparison.models();
        boolean restricted = comparison.method() == EstimationMethod.REML;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d models of %s fit to %,d rows by %s",
                models.size(),
                models.get(0).model().response(),
                models.get(0).model().rows().used(),
                restricted ? "restricted maximum likelihood (REML)" : "maximum likelihood (ML)"));
        lines.add("");
        if (models.stream().anyMatch(m -> !m.name().equals(formula(m.model())))) {
            lines.addAll(TextLayout.table(
                    List.of("Model", "Formula"),
                    List.of(true, true),
                    models.stream()
                            .map(m -> List.of(m.name(), formula(m.model())))
                            .toList()));
            lines.add("");
        }
        lines.addAll(table(restricted));
        List<String> notes =
                Stream.concat(comparison.notes().stream(), reading(models)).toList();
        if (!notes.isEmpty()) {
            lines.add("");
        }
        notes.forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }

    private static String formula(MixedModel model) {
        return model.hasResidualStructure() ? model.formula() + ", " + model.structureWords() : model.formula();
    }

    /** Returns once what there was to say of how the rows of the models were read; of which models, where not of all. */
    private static Stream<String> reading(List<ComparedModel> models) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (ComparedModel compared : models) {
            for (String note : compared.model().provenance().reading().notes()) {
                names.computeIfAbsent(note, unused -> new ArrayList<>()).add('"' + compared.name() + '"');
            }
        }
        return names.entrySet().stream()
                .map(entry -> entry.getValue().size() == models.size()
                        ? entry.getKey()
                        : String.join(", ", entry.getValue()) + ": " + entry.getKey());
    }

    private List<String> table(boolean restricted) {
        boolean bootstrapped = comparison.models().stream().anyMatch(m -> !Double.isNaN(m.pBootstrap()));
        List<String> header = new ArrayList<>(List.of(
                "Model",
                "parameters",
                "AIC",
                "BIC",
                "log-likelihood",
                restricted ? "REML criterion" : "deviance",
                "chi-squared",
                "df",
                "p"));
        if (bootstrapped) {
            header.add("p bootstrap");
        }
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        leftAligned.set(0, true);
        return TextLayout.table(
                header,
                leftAligned,
                comparison.models().stream()
                        .map(compared -> row(compared, bootstrapped))
                        .toList());
    }

    private List<String> row(ComparedModel compared, boolean bootstrapped) {
        Decimals decimals = Decimals.places(digits);
        FitStatistics statistics = compared.model().statistics();
        List<String> row = new ArrayList<>(List.of(
                compared.name(),
                Integer.toString(statistics.parameters()),
                decimals.text(statistics.aic()),
                decimals.text(statistics.bic()),
                decimals.text(statistics.logLikelihood()),
                decimals.text(statistics.criterion()),
                decimals.text(compared.chiSquared()),
                Decimals.places(0).text(compared.df()),
                PValues.text(compared.pValue())));
        if (bootstrapped) {
            row.add(PValues.text(compared.pBootstrap()));
        }
        return row;
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
