package org.multilevel.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.data.Levels;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.effects.EffectPair;

/**
 * The estimates that belong to one grouping factor: q columns whose effects vary over G levels; immutable.
 *
 * <p>Levels are numbered g = 0 ... G-1 and columns k = 0 ... q-1. Nothing is stored per level but numbers, so a factor with
 * 100,000 levels is cheap.
 */
public final class GroupingFactor {
    private final String name;
    private final Levels levels;
    private final long fittedLevels;
    private final List<RandomBlock> blocks;
    private final List<String> columns;
    private final boolean[] intercept;
    private final int[] blockOf;
    private final double[][] lambda;
    private final double[][] covariance;
    private final double[] effects;
    private final double[] packedConditional;
    private final double[] modesByBeta;
    private final double[] fixedPart;
    private final Set<EffectPair> notIdentified;

    /**
     * Takes over the arrays.
     *
     * @param factor name, levels and columns
     * @param fittedLevels how many levels the fit had
     * @param lambda relative Cholesky factor, q x q
     * @param covariance sigma^2 lambda lambda', q x q
     * @param effects G x q, row-major
     * @param packedConditional the upper triangles of the conditional covariances, row by row, G x q(q+1)/2
     * @param modesByBeta how the effects fall as beta grows, -db/dbeta, G x q x p
     * @param notIdentified what the data do not determine
     * @param fixed where a column's fixed effect is looked up
     */
    GroupingFactor(
            RandomFactor factor,
            long fittedLevels,
            double[][] lambda,
            double[][] covariance,
            double[] effects,
            double[] packedConditional,
            double[] modesByBeta,
            List<EffectPair> notIdentified,
            FixedEffects fixed) {
        this.name = factor.name();
        this.levels = new Levels(factor.levels());
        this.fittedLevels = fittedLevels;
        this.blocks = factor.blocks();
        this.columns = factor.columns().stream().map(RandomColumn::name).toList();
        this.intercept = new boolean[columns.size()];
        this.blockOf = new int[columns.size()];
        this.fixedPart = new double[columns.size()];
        int k = 0;
        for (int b = 0; b < blocks.size(); b++) {
            for (RandomColumn column : blocks.get(b).columns()) {
                int position = fixed.indexOf(column.name());
                fixedPart[k] = position < 0 ? 0 : fixed.estimate(position);
                intercept[k] = column.isIntercept();
                blockOf[k++] = b;
            }
        }
        this.lambda = lambda;
        this.covariance = covariance;
        this.effects = effects;
        this.packedConditional = packedConditional;
        this.modesByBeta = modesByBeta;
        this.notIdentified = Set.copyOf(notIdentified);
    }

    /** Returns the name: a column, or {@code b:a} for combinations of columns. */
    public String name() {
        return name;
    }

    /** Returns G, the number of levels whose effects are known here. */
    public int size() {
        return levels.size();
    }

    /** Returns how many levels the fit had: {@link #size}, unless effects stayed where the rows are, as on a cluster. */
    public long fittedLevels() {
        return fittedLevels;
    }

    /** Returns whether the effects stayed where the rows are. */
    public boolean isElsewhere() {
        return fittedLevels > size();
    }

    /** Returns the label of level g. */
    public String level(int g) {
        return levels.label(g);
    }

    /** Returns the labels of all levels. */
    public List<String> levels() {
        return levels.labels();
    }

    /** Returns the number of a level, or -1 if the fit did not see it. */
    public int indexOf(String level) {
        return levels.code(level);
    }

    /** Returns q, the number of columns whose effects vary. */
    public int width() {
        return columns.size();
    }

    /** Returns the name of column k, {@code (Intercept)} or that of a slope. */
    public String column(int k) {
        return columns.get(k);
    }

    /** Returns the names of the q columns. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the number of a column, or -1 if there is none of that name; where two terms have it, that of the first. */
    public int indexOfColumn(String column) {
        return columns.indexOf(column);
    }

    /** Returns whether column k is the intercept. */
    public boolean isIntercept(int k) {
        return intercept[k];
    }

    /** Returns the terms of this factor as written; effects in different blocks are uncorrelated. */
    public List<RandomBlock> blocks() {
        return blocks;
    }

    /** Returns whether the columns j and k belong to one term, so that their covariance was estimated. */
    public boolean sameBlock(int j, int k) {
        return blockOf[j] == blockOf[k];
    }

    /**
     * Returns whether the data determine the covariance of the effects of the columns j and k, or the variance where they are the same; if
     * not, the estimate is one of many that fit equally well.
     */
    public boolean isIdentified(int j, int k) {
        return !notIdentified.contains(EffectPair.of(j, k));
    }

    /** Returns whether the data determine all variances and covariances. */
    public boolean isIdentified() {
        return notIdentified.isEmpty();
    }

    /** Returns whether no variance is determined and all are held at 0, so that a share of them says nothing. */
    public boolean isHeld() {
        return IntStream.range(0, width()).allMatch(k -> !isIdentified(k, k) && variance(k) == 0);
    }

    /** Returns what the data do not determine, in the order of the columns. */
    List<EffectPair> notIdentified() {
        return notIdentified.stream()
                .sorted(Comparator.comparingInt(EffectPair::column).thenComparingInt(EffectPair::row))
                .toList();
    }

    /** Returns the variance of the effects of column k. */
    public double variance(int k) {
        return covariance[k][k];
    }

    /** Returns the standard deviation of the effects of column k. */
    public double standardDeviation(int k) {
        return Math.sqrt(covariance[k][k]);
    }

    /**
     * Returns the standard deviation of the effects of the column of that name.
     *
     * @throws IllegalArgumentException if the factor has no such level or column; the message names the nearest
     */
    public double standardDeviation(String column) {
        return standardDeviation(positionOfColumn(column));
    }

    /** Returns the covariance of the effects of the columns j and k; 0 between terms. */
    public double covariance(int j, int k) {
        return covariance[j][k];
    }

    /** Returns a copy of the covariance of the effects, q x q. */
    public double[][] covariance() {
        return Matrices.copy(covariance);
    }

    /** Returns the correlation of the effects of the columns j and k; NaN where a variance is zero. */
    public double correlation(int j, int k) {
        double scale = standardDeviation(j) * standardDeviation(k);
        return scale == 0 ? Double.NaN : Math.max(-1, Math.min(1, covariance[j][k] / scale));
    }

    /**
     * Returns the correlation of the effects of the columns of those names; NaN where a variance is zero.
     *
     * @throws IllegalArgumentException if the factor has no such level or column; the message names the nearest
     */
    public double correlation(String first, String second) {
        return correlation(positionOfColumn(first), positionOfColumn(second));
    }

    /** Returns a copy of the relative Cholesky factor, q x q lower triangular: covariance = sigma^2 lambda lambda'. */
    public double[][] lambda() {
        return Matrices.copy(lambda);
    }

    /** Returns the effect of level g on column k (conditional mode, BLUP). */
    public double effect(int g, int k) {
        check(g, k);
        return effects[g * columns.size() + k];
    }

    /**
     * Returns the effect of a level on the column of that name.
     *
     * @throws IllegalArgumentException if the factor has no such level or column; the message names the nearest
     */
    public double effect(String level, String column) {
        return effect(position(level), positionOfColumn(column));
    }

    /** Returns the standard deviation of that effect given theta, sigma and beta, as lme4's {@code condVar}. */
    public double conditionalSd(int g, int k) {
        check(g, k);
        return Math.sqrt(conditionalCovariance(g, k, k));
    }

    /**
     * Returns the standard deviation of the effect of a level on the column of that name, given theta, sigma and beta.
     *
     * @throws IllegalArgumentException if the factor has no such level or column; the message names the nearest
     */
    public double conditionalSd(String level, String column) {
        return conditionalSd(position(level), positionOfColumn(column));
    }

    /** Returns the conditional covariance of two effects of level g. */
    public double conditionalCovariance(int g, int j, int k) {
        int q = columns.size();
        int row = Math.min(j, k);
        int column = Math.max(j, k);
        return packedConditional[g * Matrices.triangle(q) + row * q - row * (row - 1) / 2 + column - row];
    }

    /** Returns the conditional covariance of the effects of level g, q x q. */
    public double[][] conditionalCovariance(int g) {
        int q = columns.size();
        double[][] matrix = new double[q][q];
        for (int j = 0; j < q; j++) {
            for (int k = 0; k < q; k++) {
                matrix[j][k] = conditionalCovariance(g, j, k);
            }
        }
        return matrix;
    }

    /**
     * Returns the coefficient of column k in level g: the fixed effect of that name plus the group effect, or the effect alone
     * where there is no such fixed effect.
     */
    public double coefficient(int g, int k) {
        check(g, k);
        return fixedPart[k] + effect(g, k);
    }

    /**
     * Returns the coefficient of the column of that name in a level: fixed effect plus group effect.
     *
     * @throws IllegalArgumentException if the factor has no such level or column; the message names the nearest
     */
    public double coefficient(String level, String column) {
        return coefficient(position(level), positionOfColumn(column));
    }

    private int position(String level) {
        int g = indexOf(level);
        if (g < 0) {
            throw Names.unknown("level of " + name, level, levels.labels());
        }
        return g;
    }

    private int positionOfColumn(String column) {
        int k = indexOfColumn(column);
        if (k < 0) {
            throw Names.unknown("effect by " + name + " of", column, columns);
        }
        return k;
    }

    /** Returns the elements of theta that belong to this factor: each block's lower triangle, column by column. */
    double[] theta() {
        List<Double> theta = new ArrayList<>();
        forEachTheta((row, column) -> theta.add(lambda[row][column]));
        return theta.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the names of {@link #theta()} as lme4 gives them: {@code g.x} on the diagonal, {@code g.x.(Intercept)} below. */
    List<String> thetaNames() {
        List<String> names = new ArrayList<>();
        forEachTheta((row, column) ->
                names.add(name + "." + columns.get(row) + (row == column ? "" : "." + columns.get(column))));
        return names;
    }

    /** Returns the effects, G x q row-major, not copied. */
    double[] rawEffects() {
        return effects;
    }

    /** Returns the packed conditional covariances, G x q(q+1)/2, not copied. */
    double[] rawConditional() {
        return packedConditional;
    }

    /** Returns how the effects fall as beta grows, -db/dbeta, level by level q x p row-major, not copied. */
    double[] rawModesByBeta() {
        return modesByBeta;
    }

    private interface Element {
        void at(int row, int column);
    }

    private void forEachTheta(Element visitor) {
        for (int column = 0; column < columns.size(); column++) {
            for (int row = column; row < columns.size() && sameBlock(row, column); row++) {
                visitor.at(row, column);
            }
        }
    }

    private void check(int g, int k) {
        Objects.checkIndex(g, size());
        Objects.checkIndex(k, width());
    }
}
