package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.effects.EffectPair;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The variances and covariances of one grouping factor that the data do not determine, and which combinations of them they do.
 *
 * <p>A direction that the covariance of the standardised effects may take unseen is mapped to the raw columns; a component is open if any
 * of them moves it.
 */
public final class OpenComponents {
    /** What of a sum is rounding of its terms and of the direction. */
    private static final double ROUNDING = 1e-4;
    /** A sentence names no more combinations than these. */
    private static final int MOST = 6;

    private final RandomFactor factor;
    private final List<EffectPair> open;
    /** The unit in which each of them counts, so that columns of any scale weigh alike. */
    private final double[] units;
    /** Per direction one number for every open component, in its unit. */
    private final List<double[]> directions;
    /** Why they are open, where that is no matter of the columns: the rest of the sentence. */
    private final Optional<String> reason;

    private OpenComponents(
            RandomFactor factor,
            List<EffectPair> open,
            double[] units,
            List<double[]> directions,
            Optional<String> reason) {
        this.factor = factor;
        this.open = open;
        this.units = units;
        this.directions = directions;
        this.reason = reason;
    }

    /**
     * Returns all components of a factor, of which the data tell nothing.
     *
     * @param reason why, as the rest of the sentence that says so
     */
    public static OpenComponents all(RandomFactor factor, String reason) {
        List<EffectPair> open = components(factor);
        double[] units = new double[open.size()];
        Arrays.fill(units, 1);
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            double[] direction = new double[units.length];
            direction[i] = 1;
            directions.add(direction);
        }
        return new OpenComponents(factor, open, units, directions, Optional.of(reason));
    }

    /**
     * Maps directions to the raw columns.
     *
     * @param transform T of the factor, q x q: the standardised columns are the raw ones times T
     * @param standardised symmetric matrices, q x q
     */
    static OpenComponents of(RandomFactor factor, double[] transform, List<double[]> standardised) {
        if (standardised.isEmpty()) {
            return new OpenComponents(factor, List.of(), new double[0], List.of(), Optional.empty());
        }
        int q = factor.width();
        double[] size = absolute(transform);
        List<double[]> raw = new ArrayList<>();
        for (double[] direction : standardised) {
            double[] moved = sandwich(transform, direction, q);
            double[] terms = sandwich(size, absolute(direction), q);
            for (int i = 0; i < moved.length; i++) {
                moved[i] = Math.abs(moved[i]) > ROUNDING * terms[i] ? moved[i] : 0;
            }
            raw.add(moved);
        }
        List<EffectPair> open = new ArrayList<>();
        for (EffectPair pair : components(factor)) {
            if (raw.stream().anyMatch(d -> d[pair.row() * q + pair.column()] != 0)) {
                open.add(pair);
            }
        }
        double[] units = open.stream()
                .mapToDouble(pair -> size[pair.row() * (q + 1)] * size[pair.column() * (q + 1)])
                .toArray();
        List<double[]> directions = raw.stream()
                .map(d -> IntStream.range(0, units.length)
                        .mapToDouble(i -> d[open.get(i).row() * q + open.get(i).column()] / units[i])
                        .toArray())
                .toList();
        return new OpenComponents(factor, open, units, directions, Optional.empty());
    }

    private static double[] absolute(double[] values) {
        double[] absolute = values.clone();
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = Math.abs(absolute[i]);
        }
        return absolute;
    }

    private static double[] sandwich(double[] t, double[] d, int q) {
        return SmallMatrices.times(SmallMatrices.times(t, d, q, q, q), SmallMatrices.transposed(t, q, q), q, q, q);
    }

    private static List<EffectPair> components(RandomFactor factor) {
        List<EffectPair> components = new ArrayList<>();
        int start = 0;
        for (RandomBlock block : factor.blocks()) {
            int end = start + block.columns().size();
            for (int c = start; c < end; c++) {
                for (int r = c; r < end; r++) {
                    components.add(new EffectPair(r, c));
                }
            }
            start = end;
        }
        return components;
    }

    /** Returns the components that are not identified. */
    public List<EffectPair> pairs() {
        return open;
    }

    /** Returns whether the data determine the covariance of the effects of two columns of one term. */
    boolean isIdentified(int j, int k) {
        return !open.contains(EffectPair.of(j, k));
    }

    /** Returns these components in words, not all where they are many. */
    String names() {
        int more = open.size() - MOST;
        return String.join(", ", open.stream().limit(MOST).map(this::name).toList())
                + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * Returns the sentence that says so.
     *
     * @param covariance of the effects as estimated, q x q
     * @param hidden whether the fixed effects hide them from the restricted likelihood
     */
    String sentence(double[][] covariance, boolean hidden) {
        if (reason.isPresent()) {
            return "By " + factor.name() + ", " + names() + (open.size() == 1 ? " is" : " are") + " not identified: "
                    + reason.get();
        }
        String told = determined(covariance);
        return "By " + factor.name() + ", " + names() + (open.size() == 1 ? " is" : " are") + " not identified: "
                + (told.isEmpty()
                        ? "the data tell nothing of " + (open.size() == 1 ? "it" : "them")
                        : "the data tell only " + told)
                + (told.isEmpty() ? ", so any values fit" : ", so any values that agree with that fit")
                + " equally well and those shown are arbitrary. "
                + (hidden
                        ? "The fixed effects take up what would tell them."
                        : "Likelihood, fixed effects and fitted values do not depend on them.");
    }

    private String name(EffectPair pair) {
        String row = column(pair.row());
        return pair.row() == pair.column()
                ? "the variance of " + row
                : "the covariance of " + column(pair.column()) + " and " + row;
    }

    private String column(int k) {
        return factor.columns().get(k).name();
    }

    /**
     * Returns what the data do tell of these components, with the values that the estimates give it.
     *
     * @param covariance of the effects, q x q
     */
    private String determined(double[][] covariance) {
        List<String> found = new ArrayList<>();
        List<double[]> basis = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            EffectPair pair = open.get(i);
            double[] sum = sumOf(pair);
            if (pair.row() != pair.column() && isDetermined(sum) && isNew(basis, sum)) {
                int r = pair.row();
                int c = pair.column();
                double value = covariance[r][r] + covariance[c][c] + 2 * covariance[r][c];
                found.add(withValue("the variance of " + column(c) + " + " + column(r), value));
            }
        }
        for (double[] combination : new NullSpace(directions, open.size()).basis()) {
            if (isNew(basis, combination)) {
                double[] raw = raw(combination);
                found.add(withValue(words(raw), value(raw, covariance)));
            }
        }
        int more = found.size() - MOST;
        return String.join(", ", found.subList(0, Math.min(MOST, found.size())))
                + (more > 0 ? " and " + more + " more such combinations" : "");
    }

    /** Returns the coefficients, among the open components in their units, of the variance of the sum of two effects. */
    private double[] sumOf(EffectPair pair) {
        double[] sum = new double[units.length];
        for (int i = 0; i < sum.length; i++) {
            EffectPair other = open.get(i);
            boolean variance = other.row() == other.column();
            boolean ofOne = variance && (other.row() == pair.row() || other.row() == pair.column());
            sum[i] = units[i] * (other.equals(pair) ? 2 : ofOne ? 1 : 0);
        }
        return sum;
    }

    /** Returns the coefficients of the components themselves, the first of them 1. */
    private double[] raw(double[] combination) {
        double[] raw = new double[units.length];
        double first = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = combination[i] / units[i];
            first = first == 0 ? raw[i] : first;
        }
        for (int i = 0; i < raw.length; i++) {
            raw[i] /= first;
        }
        return raw;
    }

    private boolean isDetermined(double[] combination) {
        for (double[] direction : directions) {
            double sum = 0;
            double terms = 0;
            for (int i = 0; i < combination.length; i++) {
                sum += combination[i] * direction[i];
                terms += Math.abs(combination[i] * direction[i]);
            }
            if (Math.abs(sum) > ROUNDING * terms) {
                return false;
            }
        }
        return true;
    }

    /** Says whether a combination is none of those before, and if so keeps it, reduced, among them. */
    private static boolean isNew(List<double[]> basis, double[] combination) {
        double[] left = combination.clone();
        for (double[] earlier : basis) {
            int pivot = NullSpace.largest(earlier);
            double times = left[pivot] / earlier[pivot];
            for (int i = 0; i < left.length; i++) {
                left[i] -= times * earlier[i];
            }
        }
        double size = Math.abs(combination[NullSpace.largest(combination)]);
        if (Math.abs(left[NullSpace.largest(left)]) <= ROUNDING * size) {
            return false;
        }
        basis.add(left);
        return true;
    }

    private double value(double[] combination, double[][] covariance) {
        double value = 0;
        for (int i = 0; i < combination.length; i++) {
            value += combination[i] * covariance[open.get(i).row()][open.get(i).column()];
        }
        return value;
    }

    private String words(double[] combination) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < combination.length; i++) {
            double size = Math.abs(combination[i]);
            if (size != 0) {
                words.append(words.isEmpty() ? (combination[i] < 0 ? "-" : "") : combination[i] < 0 ? " - " : " + ");
                words.append(Math.abs(size - 1) < ROUNDING ? "" : number(size) + " x ");
                words.append(name(open.get(i)));
            }
        }
        return words.toString();
    }

    private static String withValue(String words, double value) {
        return words + " (" + number(value) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
