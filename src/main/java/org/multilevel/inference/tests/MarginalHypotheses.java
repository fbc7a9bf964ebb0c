package org.multilevel.inference.tests;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.design.FixedTerm;
import org.multilevel.design.FixedTerm.Coding;
import org.multilevel.inference.numeric.Dense;
import org.multilevel.model.MixedModel;

/**
 * Type II: a term beside all that do not contain it. With C the rows of the coefficients of the terms that contain it (they have all its
 * variables) and V the covariance of the estimates, its own rows less their part along C: L - L V C' (C V C')^-1 C, as in the R package car.
 */
final class MarginalHypotheses implements TermHypotheses {
    private final List<FixedTerm> terms;
    private final int[] kept;
    private final double[][] covariance;

    MarginalHypotheses(MixedModel model, double[][] covariance) {
        this.terms = model.fixedTerms();
        this.kept = model.dependence().kept();
        this.covariance = covariance;
    }

    @Override
    public double[][] of(FixedTerm term) {
        int p = kept.length;
        double[][] own = TermHypotheses.units(TermHypotheses.own(term, kept), p);
        int[] containing = terms.stream()
                .filter(other -> other.variables().size() > term.variables().size()
                        && variables(other).containsAll(variables(term)))
                .flatMapToInt(other -> Arrays.stream(TermHypotheses.own(other, kept)))
                .toArray();
        if (containing.length == 0 || own.length == 0) {
            return own;
        }
        double[][] c = TermHypotheses.units(containing, p);
        double[][] between = Dense.times(Dense.times(own, covariance), transposed(c, p));
        double[][] part = Dense.times(Dense.times(between, Dense.inverse(Dense.sandwich(c, covariance))), c);
        for (int i = 0; i < own.length; i++) {
            for (int j = 0; j < p; j++) {
                own[i][j] -= part[i][j];
            }
        }
        return own;
    }

    private static Set<String> variables(FixedTerm term) {
        return term.variables().stream().map(Coding::name).collect(Collectors.toSet());
    }

    private static double[][] transposed(double[][] rows, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(j -> Arrays.stream(rows).mapToDouble(row -> row[j]).toArray())
                .toArray(double[][]::new);
    }
}
