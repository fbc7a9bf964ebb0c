package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.inference.Inference;
import org.multilevel.inference.PValues;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.AnovaRow;
import org.multilevel.inference.tests.HypothesisTest;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.MixedModel;

/** Writes the tests of terms and of hypotheses for a {@link Summary}. */
final class TestsText {
    private TestsText() {}

    static List<String> anova(MixedModel model, Anova.Type type, Inference inference, int digits) {
        List<AnovaRow> rows = new Anova(type, inference).rows(model);
        Decimals squares =
                Decimals.showing(rows.stream().mapToDouble(AnovaRow::meanSquare).toArray(), digits);
        List<String> lines = new ArrayList<>();
        boolean generalised = model.generalised().isPresent();
        lines.add("Analysis of variance (type " + type + ", "
                + (generalised ? "Wald's chi-squared tests" : InferenceWords.tests(model, inference, "F")) + ")");
        if (rows.isEmpty()) {
            lines.add("  There is no term to test: the formula has no fixed effects"
                    + (model.fixedEffects().size() > 0 ? " beside the intercept." : "."));
            return lines;
        }
        if (generalised) {
            lines.addAll(TextLayout.table(
                    List.of("Term", "chi-squared", "df", "p"),
                    List.of(true, false, false, false),
                    rows.stream()
                            .map(row -> List.of(
                                    row.term(),
                                    Decimals.places(2).text(row.chiSquared()),
                                    Integer.toString(row.numeratorDf()),
                                    PValues.text(row.pValue())))
                            .toList()));
            return lines;
        }
        lines.addAll(TextLayout.table(
                List.of("Term", "Sum of Sq.", "Mean Sq.", "df", "den. df", "F", "p"),
                List.of(true, false, false, false, false, false, false),
                rows.stream()
                        .map(row -> List.of(
                                row.term(),
                                squares.text(row.sumOfSquares()),
                                squares.text(row.meanSquare()),
                                Integer.toString(row.numeratorDf()),
                                Decimals.places(1).text(row.denominatorDf()),
                                Decimals.places(2).text(row.f()),
                                PValues.text(row.pValue())))
                        .toList()));
        return lines;
    }

    static List<String> hypotheses(
            MixedModel model, List<LinearHypothesis> hypotheses, Inference inference, int digits) {
        List<HypothesisTest> tests =
                hypotheses.stream().map(h -> h.test(model, inference)).toList();
        Decimals decimals = Decimals.showing(
                tests.stream().mapToDouble(HypothesisTest::standardError).toArray(), Math.max(1, digits - 1));
        List<String> lines = new ArrayList<>();
        lines.add("Hypotheses (" + InferenceWords.tests(model, inference, "t and F") + ")");
        lines.addAll(TextLayout.table(
                List.of("Hypothesis", "Estimate", "Std. Error", "df", "den. df", "statistic", "p"),
                List.of(true, false, false, false, false, false, false),
                tests.stream()
                        .map(test -> List.of(
                                test.hypothesis(),
                                decimals.text(test.estimate()),
                                decimals.text(test.standardError()),
                                Integer.toString(test.numeratorDf()),
                                Decimals.places(1).text(test.denominatorDf()),
                                Decimals.places(2).text(test.statistic()),
                                PValues.text(test.pValue())))
                        .toList()));
        return lines;
    }
}
