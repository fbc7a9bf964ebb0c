package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.model.GroupingFactor;

/**
 * Finds the variances that are zero and the correlations that are +-1 among the effects of one grouping factor.
 *
 * <p>Columns are centred and scaled first: on the raw scale a predictor far from zero makes the correlation of intercept and slope
 * nearly 1 though nothing is singular.
 */
final class SingularTerms {
    /** Below this part of sigma a standard deviation counts as zero, as in lme4's {@code isSingular}. */
    private static final double TOLERANCE = 1e-4;

    private static final double PERFECT = 1 - 1e-6;

    private final GroupingFactor factor;
    private final double sigma;
    private final boolean residual;
    private final List<Finding> findings = new ArrayList<>();

    private SingularTerms(GroupingFactor factor, double sigma, boolean residual) {
        this.factor = factor;
        this.sigma = sigma;
        this.residual = residual;
    }

    /**
     * Returns a finding for each singularity.
     *
     * @param sigma the residual standard deviation, or what stands in its place; NaN where there are several
     * @param residual whether there is a residual, which generalised models do not have
     */
    static List<Finding> of(GroupingFactor factor, double sigma, boolean residual) {
        SingularTerms terms = new SingularTerms(factor, sigma, residual);
        int start = 0;
        for (RandomBlock block : factor.blocks()) {
            terms.examine(block, start);
            start += block.columns().size();
        }
        return terms.findings;
    }

    private void examine(RandomBlock block, int start) {
        double[][] lambda = factor.lambda();
        int q = block.columns().size();
        double[][] raw = new double[q][];
        for (int k = 0; k < q; k++) {
            double scale = block.columns().get(k).scale();
            int row = start + k;
            raw[k] = IntStream.range(0, q)
                    .mapToDouble(j -> lambda[row][start + j] * scale)
                    .toArray();
        }
        List<Integer> varying = new ArrayList<>();
        for (int k = 0; k < q; k++) {
            if (norm(raw[k]) < TOLERANCE) {
                if (factor.isIdentified(start + k, start + k)) {
                    findings.add(zeroVariance(block.columns().get(k), start + k));
                }
            } else {
                varying.add(k);
            }
        }
        double[][] centred = centre(block, raw);
        List<double[]> rows = varying.stream().map(k -> centred[k]).toList();
        if (isIdentified(start, varying) && isDependent(rows)) {
            List<RandomColumn> columns =
                    varying.stream().map(block.columns()::get).toList();
            boolean moved = columns.get(0).isIntercept();
            findings.add(dependence(start, varying, PrincipalComponents.of(columns, rows, moved)));
        }
    }

    /** Whether the data determine how some effects covary: if not, that they covary perfectly is an accident of the search. */
    private boolean isIdentified(int start, List<Integer> columns) {
        return columns.stream()
                .allMatch(j -> columns.stream().allMatch(k -> factor.isIdentified(start + j, start + k)));
    }

    /** The scaled rows with the intercept moved from zero to the centre of the slopes' columns. */
    private static double[][] centre(RandomBlock block, double[][] raw) {
        if (!block.columns().get(0).isIntercept()) {
            return raw;
        }
        double[][] centred = raw.clone();
        centred[0] = raw[0].clone();
        for (int k = 1; k < raw.length; k++) {
            RandomColumn column = block.columns().get(k);
            for (int j = 0; j < raw.length; j++) {
                centred[0][j] += column.centre() / column.scale() * raw[k][j];
            }
        }
        return centred;
    }

    /** Gram-Schmidt: whether a row lies in the span of those before it. */
    private static boolean isDependent(List<double[]> rows) {
        List<double[]> basis = new ArrayList<>();
        for (double[] row : rows) {
            double[] rest = row.clone();
            for (double[] direction : basis) {
                double along = IntStream.range(0, rest.length)
                        .mapToDouble(j -> rest[j] * direction[j])
                        .sum();
                for (int j = 0; j < rest.length; j++) {
                    rest[j] -= along * direction[j];
                }
            }
            double length = norm(rest);
            if (length < TOLERANCE * Math.max(1, norm(row))) {
                return true;
            }
            for (int j = 0; j < rest.length; j++) {
                rest[j] /= length;
            }
            basis.add(rest);
        }
        return false;
    }

    /** One pair that covaries perfectly is named by itself; what is more is a dependence among all. */
    private Finding dependence(int start, List<Integer> varying, PrincipalComponents components) {
        List<int[]> perfect = new ArrayList<>();
        for (int a = 0; a < varying.size(); a++) {
            for (int b = a + 1; b < varying.size(); b++) {
                int j = start + varying.get(a);
                int k = start + varying.get(b);
                if (varying.size() == 2 || Math.abs(factor.correlation(j, k)) > PERFECT) {
                    perfect.add(new int[] {j, k});
                }
            }
        }
        long carrying = components.varying(TOLERANCE);
        String evidence = String.format(
                Locale.ROOT,
                "Of the %d principal components of the term %d %s variance: there is none in %s.",
                varying.size(),
                carrying,
                carrying == 1 ? "has" : "have",
                components.combination());
        if (perfect.size() == 1) {
            int j = perfect.get(0)[0];
            int k = perfect.get(0)[1];
            String one = factor.column(factor.isIntercept(k) ? j : k);
            return new Finding(
                    FindingKind.PERFECT_CORRELATION,
                    factor.name(),
                    perfectCorrelation(j, k),
                    evidence,
                    "Let them be uncorrelated (|| in the formula), or leave out the effect of " + one + ".");
        }
        List<String> names = varying.stream().map(k -> factor.column(start + k)).toList();
        return new Finding(
                FindingKind.DEPENDENT_EFFECTS,
                factor.name(),
                "The effects of " + String.join(", ", names) + " over " + factor.name()
                        + " are estimated as linearly dependent: a term with fewer columns would fit as well.",
                evidence,
                "Take out correlations (|| in the formula), then the effect that varies least.");
    }

    private Finding zeroVariance(RandomColumn random, int at) {
        String column = random.name();
        return new Finding(
                FindingKind.ZERO_VARIANCE,
                factor.name(),
                zeroVarianceSentence(random),
                "Its standard deviation is " + Words.number(factor.standardDeviation(at))
                        + (Double.isNaN(sigma) || !residual ? "." : ", the residual's " + Words.number(sigma) + "."),
                "Without " + (random.isIntercept() ? "it" : "a varying effect of " + column)
                        + " the other estimates would be the same.");
    }

    private String zeroVarianceSentence(RandomColumn random) {
        String column = random.name();
        if (factor.blocks().size() > 1) {
            return "The variance of " + column + " over " + factor.name()
                    + " is estimated as zero beside the other terms of " + factor.name() + ".";
        }
        String meaning = random.isIntercept()
                ? "these data show no differences between its levels beyond "
                        + (residual ? "the residual." : "what chance gives their rows.")
                : "these data show the same effect of " + column + " in all its levels.";
        return "The variance of " + column + " over " + factor.name() + " is estimated as zero: " + meaning;
    }

    private String perfectCorrelation(int j, int k) {
        return String.format(
                Locale.ROOT,
                "The correlation of %s and %s over %s is estimated as %s: these data do not tell the two effects apart.",
                factor.column(j),
                factor.column(k),
                factor.name(),
                factor.correlation(j, k) < 0 ? "-1" : "1");
    }

    private static double norm(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
