package org.multilevel.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multilevel.design.DesignBlock;
import org.multilevel.fit.effects.JointCovariance;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.structure.FittedStructures;

/** Multiplies rows of X and Z with the estimates; not safe for use by several threads. */
final class LinearPredictor {
    private final int width;
    private final int[] kept;
    private final double[] beta;
    private final double[][] betaCovariance;
    private final double sigma;
    private final boolean oneVariance;
    private final List<GroupingFactor> factors;
    private final Optional<JointEffects> joint;
    /** Made when a row first has two known groups: it costs about an evaluation of the criterion. */
    private @Nullable JointCovariance between;

    private boolean tooWide;
    private boolean withoutDigits;

    LinearPredictor(ModelParts parts) {
        this.width = parts.design().fixed().size();
        this.kept = parts.kept().stream().mapToInt(Integer::intValue).toArray();
        this.beta = parts.fixed().estimates();
        this.betaCovariance = parts.fixed().covariance();
        this.sigma = parts.sigma();
        this.oneVariance =
                parts.structures().map(FittedStructures::hasOneResidualVariance).orElse(true);
        this.factors = parts.factors();
        this.joint = parts.joint();
    }

    /** Returns X beta + offset for row i of the block. */
    double population(DesignBlock block, int i) {
        double sum = block.offset[i];
        for (int j = 0; j < kept.length; j++) {
            sum += block.x[i * width + kept[j]] * beta[j];
        }
        return sum;
    }

    /** Returns z'b for row i of the block and a level of factor f. */
    double groupPart(DesignBlock block, int i, int f, int level) {
        GroupingFactor factor = factors.get(f);
        int q = factor.width();
        double sum = 0;
        for (int k = 0; k < q; k++) {
            sum += block.z[f][i * q + k] * factor.effect(level, k);
        }
        return sum;
    }

    /** Returns x' cov(beta) x for row i of the block; NaN where its digits cancel. */
    double populationVariance(DesignBlock block, int i) {
        CancellingSum sum = new CancellingSum();
        double[] row = row(block, i);
        addFixed(sum, row, magnitudes(row));
        return checked(sum);
    }

    /** Returns whether the digits of a variance that was asked for cancelled, because a predictor lies far from 0 beside its spread. */
    boolean isWithoutDigits() {
        return withoutDigits;
    }

    private double checked(CancellingSum sum) {
        withoutDigits |= sum.losesDigits();
        return sum.value();
    }

    /** Returns the variance that a response in row i has around its expectation; NaN where rows differ in it by more than their weights. */
    double residualVariance(DesignBlock block, int i) {
        return oneVariance ? sigma * sigma / block.weight[i] : Double.NaN;
    }

    /** Returns whether a variance was asked for that is an upper bound only. */
    boolean isTooWide() {
        return tooWide;
    }

    /**
     * Returns the variance, given the data, of the error of the conditional prediction in row i, at the estimated theta and sigma.
     *
     * <p>The error of a known group's effects is that of beta times -A, and what is left when beta is known, which is uncorrelated
     * with beta's. So beta counts with x - A'z: where a group's own rows tell its mean, hardly. What is left has the covariances
     * sigma^2 Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda', also between the groups of different factors. Together they are the inverse of
     * Henderson's equations (Henderson 1975, Biometrics 31, 423-447). A group that is missing is none: the row is the population's. NaN where
     * the digits cancel.
     */
    double conditionalVariance(DesignBlock block, int i) {
        double[] direction = row(block, i);
        double[] magnitudes = magnitudes(direction);
        CancellingSum sum = new CancellingSum();
        for (int f = 0; f < factors.size(); f++) {
            if (block.level[f][i] != DesignBlock.MISSING) {
                int at = i * factors.get(f).width();
                addGroup(sum, f, block.level[f][i], block.z[f], at);
                subtractModes(f, block.level[f][i], block.z[f], at, direction, magnitudes);
            }
            for (int g = f + 1; g < factors.size(); g++) {
                if (block.level[f][i] >= 0 && block.level[g][i] >= 0) {
                    sum.add(2
                            * covariance(
                                    new LevelColumns(f, block.level[f][i], block.z[f]),
                                    i * factors.get(f).width(),
                                    new LevelColumns(g, block.level[g][i], block.z[g]),
                                    i * factors.get(g).width()));
                }
            }
        }
        addFixed(sum, direction, magnitudes);
        return checked(sum);
    }

    /**
     * Returns that variance for row i of which something is taken off.
     *
     * @param x of the kept columns
     * @param z of levels of the factors, which need not be those of the row
     */
    double conditionalVariance(DesignBlock block, int i, double[] x, List<LevelColumns> z) {
        double[] direction = row(block, i);
        for (int j = 0; j < direction.length; j++) {
            direction[j] -= x[j];
        }
        double[] magnitudes = magnitudes(direction);
        List<LevelColumns> all = less(block, i, z);
        CancellingSum sum = new CancellingSum();
        for (int k = 0; k < all.size(); k++) {
            LevelColumns own = all.get(k);
            addGroup(sum, own.factor(), own.level(), own.z(), 0);
            subtractModes(own.factor(), own.level(), own.z(), 0, direction, magnitudes);
            for (int m = k + 1; m < all.size() && own.level() >= 0; m++) {
                LevelColumns other = all.get(m);
                if (other.level() >= 0) {
                    sum.add(2 * covariance(own, 0, other, 0));
                }
            }
        }
        addFixed(sum, direction, magnitudes);
        return checked(sum);
    }

    /** Returns the columns of row i less others, once for each level; a group that is missing is none. */
    private List<LevelColumns> less(DesignBlock block, int i, List<LevelColumns> others) {
        Map<List<Integer>, LevelColumns> all = new LinkedHashMap<>();
        for (int f = 0; f < factors.size(); f++) {
            int q = factors.get(f).width();
            if (block.level[f][i] != DesignBlock.MISSING) {
                double[] own = Arrays.copyOfRange(block.z[f], i * q, (i + 1) * q);
                all.put(List.of(f, block.level[f][i]), new LevelColumns(f, block.level[f][i], own));
            }
        }
        for (LevelColumns other : others) {
            LevelColumns own = all.computeIfAbsent(
                    List.of(other.factor(), other.level()),
                    key -> new LevelColumns(other.factor(), other.level(), new double[other.z().length]));
            for (int k = 0; k < own.z().length; k++) {
                own.z()[k] -= other.z()[k];
            }
        }
        return List.copyOf(all.values());
    }

    /** Returns the variance of z'b in row i among all groups; NaN where its digits cancel. */
    double randomVariance(DesignBlock block, int i) {
        CancellingSum sum = new CancellingSum();
        for (int f = 0; f < factors.size(); f++) {
            addGroup(sum, f, DesignBlock.UNSEEN, block.z[f], i * factors.get(f).width());
        }
        return checked(sum);
    }

    /** Returns the variance that the unknown groups of row i add to that of a new response in it. */
    double varianceOfMissingGroups(DesignBlock block, int i) {
        CancellingSum sum = new CancellingSum();
        for (int f = 0; f < factors.size(); f++) {
            if (block.level[f][i] == DesignBlock.MISSING) {
                addGroup(
                        sum,
                        f,
                        DesignBlock.MISSING,
                        block.z[f],
                        i * factors.get(f).width());
            }
        }
        return checked(sum);
    }

    /**
     * Returns the covariance, beta being known, of z'b of two known groups.
     *
     * @param at where the columns of the first begin
     */
    private double covariance(LevelColumns first, int at, LevelColumns second, int atSecond) {
        if (joint.isEmpty()) {
            tooWide = true;
            return 0;
        }
        if (between == null) {
            between = joint.get().covariance();
        }
        return sigma
                * sigma
                * between.of(
                        first.factor(),
                        first.level(),
                        first.z(),
                        at,
                        second.factor(),
                        second.level(),
                        second.z(),
                        atSecond);
    }

    /** Returns the values of the kept columns in row i. */
    private double[] row(DesignBlock block, int i) {
        double[] x = new double[kept.length];
        for (int j = 0; j < kept.length; j++) {
            x[j] = block.x[i * width + kept[j]];
        }
        return x;
    }

    private static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /**
     * Adds d' cov(beta) d.
     *
     * @param magnitudes how large the elements of d are where they are no differences
     */
    private void addFixed(CancellingSum sum, double[] direction, double[] magnitudes) {
        for (int j = 0; j < kept.length; j++) {
            double row = 0;
            double size = 0;
            double difference = 0;
            for (int k = 0; k < kept.length; k++) {
                double covariance = betaCovariance[j][k];
                row += covariance * direction[k];
                size += Math.abs(covariance * direction[k]);
                difference += Math.abs(covariance) * magnitudes[k];
            }
            sum.add(row * direction[j], size * Math.abs(direction[j]));
            sum.addDifference(difference * magnitudes[j]);
        }
    }

    /** Takes A'z of a known group off the direction; the effects of an unseen one do not depend on beta. */
    private void subtractModes(int f, int level, double[] columns, int from, double[] direction, double[] magnitudes) {
        if (level < 0) {
            return;
        }
        double[] modesByBeta = factors.get(f).rawModesByBeta();
        int q = factors.get(f).width();
        int at = level * q * kept.length;
        for (int k = 0; k < q; k++) {
            double z = columns[from + k];
            for (int j = 0; j < kept.length; j++) {
                double part = modesByBeta[at++] * z;
                direction[j] -= part;
                magnitudes[j] += Math.abs(part);
            }
        }
    }

    /** Adds the variance of z'b given the data in a known level, and among all groups in one that is not. */
    private void addGroup(CancellingSum sum, int f, int level, double[] z, int at) {
        GroupingFactor factor = factors.get(f);
        int q = factor.width();
        for (int j = 0; j < q; j++) {
            for (int k = 0; k < q; k++) {
                double covariance = level < 0 ? factor.covariance(j, k) : factor.conditionalCovariance(level, j, k);
                sum.add(covariance * z[at + j] * z[at + k]);
            }
        }
    }
}
