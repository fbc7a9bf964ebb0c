package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.formula.ResidualTerm;

/**
 * What a structure of residuals is called, and what it means, as every host tells it.
 *
 * @param structure how the residuals of a subject go together, if they do
 * @param strata the column for each of whose values there is a residual variance, if there is one
 */
public record ResidualWords(Optional<ResidualTerm> structure, Optional<String> strata) {

    /** Returns whether residuals are independent with one variance. */
    public boolean areIndependent() {
        return structure.isEmpty() && strata.isEmpty();
    }

    /** Returns what a summary calls it, such as {@code ar1(week | child), a variance for each arm}; empty where residuals are independent. */
    public String text() {
        return Stream.concat(
                        structure.map(ResidualTerm::toString).stream(),
                        strata.map(column -> "a variance for each " + column).stream())
                .collect(Collectors.joining(", "));
    }

    /** Returns what it means, in sentences; empty where residuals are independent. */
    public String meaning() {
        List<String> sentences = new ArrayList<>();
        structure.ifPresent(term -> sentences.add(meaning(term)));
        strata.ifPresent(
                column -> sentences.add("The variance of the residuals is another for each value of " + column + "."));
        return String.join(" ", sentences);
    }

    private static String meaning(ResidualTerm term) {
        String two = "Two residuals of one " + term.subjectName() + " ";
        String time = term.position().orElse("");
        String correlation = two
                + switch (term.structure().kind()) {
                    case AUTOREGRESSIVE -> "have the correlation rho to the power of their distance in " + time;
                    case CONTINUOUS_AUTOREGRESSIVE ->
                        "have the correlation rho, never negative, to the power of their distance in " + time;
                    case COMPOUND_SYMMETRY -> "have the same correlation, whichever two";
                    case TOEPLITZ -> "have a correlation for each number of steps of " + time + " between them";
                    case UNSTRUCTURED -> "have a correlation for each pair of values of " + time;
                    case DIAGONAL -> "are independent";
                };
        return correlation
                + (term.structure().homogeneous() || term.position().isEmpty()
                        ? "."
                        : ", and each value of " + time + " its variance.");
    }
}
