package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.inference.PValues;

/** Says where the test of a model against the one before it is not what it seems. */
final class ComparisonNotes {
    /** Less than this is the rounding of two likelihoods that are the same. */
    private static final double ROUNDING = 1e-6;

    private ComparisonNotes() {}

    /** Returns the sentences, each naming the two models. */
    static List<String> of(ComparedModel before, ComparedModel tested) {
        if (tested.df() == 0) {
            return List.of(quoted(before) + " and " + quoted(tested)
                    + " have equally many parameters, so there is no test between them: compare AIC or BIC.");
        }
        List<String> notes = new ArrayList<>();
        List<String> lacking = Nesting.lacking(before.model(), tested.model());
        if (!lacking.isEmpty()) {
            notes.add(quoted(before) + " has what " + quoted(tested) + " lacks (" + String.join(", ", lacking)
                    + "), and chi-squared tests one against the other only if the first is nevertheless a special case of the"
                    + " second: else compare AIC or BIC.");
        }
        double loss = before.model().statistics().logLikelihood()
                - tested.model().statistics().logLikelihood();
        if (loss > ROUNDING) {
            notes.add(quoted(tested) + " has more parameters than " + quoted(before)
                    + " but a smaller likelihood: chi-squared is given as 0.");
        }
        List<String> variances = Nesting.variances(tested.model(), before.model());
        if (!variances.isEmpty() && !BoundaryTest.isZero(tested.chiSquared())) {
            notes.add("A variance of " + quoted(tested) + " (" + String.join(", ", variances) + ") is zero under "
                    + quoted(before) + ", the edge of what is possible, which makes the p value too large"
                    + right(tested) + ".");
        }
        return notes;
    }

    /** Says how far the likelihood of an approximate fit may be off. */
    static String approximate(ComparedModel compared, Approximation found) {
        return String.format(
                Locale.ROOT,
                "%s is approximate: the Monte Carlo standard error of its log-likelihood is %.2g, so differences of that size mean nothing.",
                quoted(compared),
                found.criterionError() / 2);
    }

    private static String right(ComparedModel tested) {
        if (Double.isNaN(tested.pBoundary())) {
            return "";
        }
        if (tested.df() == 1) {
            return ": half of it is right";
        }
        return String.format(
                Locale.ROOT,
                ": half chi-squared with %.0f and half with %.0f degrees of freedom gives %s",
                tested.df() - 1,
                tested.df(),
                PValues.said(tested.pBoundary()));
    }

    private static String quoted(ComparedModel compared) {
        return "\"" + compared.name() + "\"";
    }
}
