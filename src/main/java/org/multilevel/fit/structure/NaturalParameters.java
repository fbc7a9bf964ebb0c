package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.ResidualEstimates.Named;
import org.multilevel.formula.CovarianceKind;

/**
 * The parameters in which a covariance structure is written, as by SAS: variances and covariances where V is linear in them, variances and
 * correlations elsewhere. Second derivatives of V depend on that choice.
 */
final class NaturalParameters {
    private final Structures structures;
    private final ThetaLayout layout;

    NaturalParameters(Structures structures, ThetaLayout layout) {
        this.structures = structures;
        this.layout = layout;
    }

    /**
     * Returns them, as many as theta, the structures' parameters and the residual variance together.
     *
     * @param variance of the residuals to which theta and the parameters are relative
     */
    double[] at(double[] theta, double[] phi, double variance) {
        List<Double> natural = new ArrayList<>();
        double[][] lambda = structures.lambda(layout.lambda(theta), phi);
        for (Term term : layout.terms()) {
            int q = (int) Math.round(Math.sqrt(lambda[term.factor()].length));
            double[] covariance = SmallMatrices.timesTransposed(lambda[term.factor()], q, q);
            double[] own = new double[term.columns() * term.columns()];
            for (int i = 0; i < term.columns(); i++) {
                for (int j = 0; j < term.columns(); j++) {
                    own[i * term.columns() + j] = variance * covariance[(term.from() + i) * q + term.from() + j];
                }
            }
            addTerm(term, phi, own, natural);
        }
        addResiduals(structures.ofResidual(phi), variance, natural);
        return natural.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** @param covariance of the term's effects, m x m */
    private void addTerm(Term term, double[] phi, double[] covariance, List<Double> natural) {
        int m = term.columns();
        Optional<Shape> shape = structures.shape(term.number());
        int variances =
                shape.map(Shape::variances).orElse(Math.min(m, term.covariance().size()));
        for (int i = 0; i < variances; i++) {
            natural.add(covariance[i * (m + 1)]);
        }
        if (shape.isPresent()) {
            double unit = variances == 1 && shape.get().isLinear() ? covariance[0] : 1;
            shape.get()
                    .named(structures.ofShape(shape.get(), phi))
                    .forEach(correlation -> natural.add(unit * correlation.value()));
        } else if (term.covariance().size() > m) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < i; j++) {
                    natural.add(covariance[i * m + j]);
                }
            }
        }
    }

    private void addResiduals(double[] own, double variance, List<Double> natural) {
        ResidualStructure residual = structures.residual();
        List<Named> correlations = residual.estimates(own).correlations();
        List<Deviations.Family> families =
                residual.deviations().map(Deviations::families).orElse(List.of());
        natural.add(variance);
        boolean first = true;
        int deviations = 0;
        for (Deviations.Family family : families) {
            for (int k = family.from(); k < family.to(); k++) {
                natural.add((first ? variance : 1) * Math.exp(2 * own[k]));
            }
            // the second family multiplies the first
            first &= family.from() == family.to();
            deviations = family.to();
        }
        Optional<CovarianceKind> kind = structures.residualKind();
        boolean powers = kind.equals(Optional.of(CovarianceKind.AUTOREGRESSIVE))
                || kind.equals(Optional.of(CovarianceKind.CONTINUOUS_AUTOREGRESSIVE));
        boolean unstructured = kind.equals(Optional.of(CovarianceKind.UNSTRUCTURED))
                && !families.isEmpty()
                && families.get(1).from() == families.get(1).to();
        double[] logs = new double[deviations + 1];
        System.arraycopy(Arrays.copyOf(own, deviations), 0, logs, 1, deviations);
        int at = 0;
        for (int j = 0; at < correlations.size(); j++) {
            for (int i = j + 1; i <= Math.max(deviations, j + 1) && at < correlations.size(); i++) {
                double unit = deviations == 0 && !powers
                        ? variance
                        : unstructured && deviations > 0 ? variance * Math.exp(logs[i] + logs[j]) : 1;
                natural.add(unit * correlations.get(at++).value());
            }
        }
    }
}
