package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.RandomOrthogonalisation;
import org.multilevel.fit.products.Standardisation;

/** Says before any fitting what no data of this shape can answer, and which fixed columns repeat others. */
public final class Identifiability {
    /** A column counts as a combination of earlier ones when less than this part of its sum of squares is left (as R's lm has it). */
    private static final double TOLERANCE = 1e-14;
    /** A random column repeats others when no more of its sum of squares than this is left, and nearly so when no more than the second. */
    private static final double REPEATED = 1e-12;

    private static final double NEARLY_REPEATED = 1e-8;

    private Identifiability() {}

    /** Returns the positions of the fixed columns that are not linear combinations of earlier ones. */
    public static int[] independentColumns(CrossProducts products, Orthogonalisation orthogonalisation) {
        int p = products.p;
        int stride = p + 1;
        double[][] l = new double[p][];
        List<Integer> kept = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            double[] row = new double[kept.size() + 1];
            double total = products.xy[j * stride + j];
            double rest = total;
            for (int k = 0; k < kept.size(); k++) {
                double s = products.xy[j * stride + kept.get(k)];
                double[] earlier = l[k];
                for (int t = 0; t < k; t++) {
                    s -= row[t] * earlier[t];
                }
                row[k] = s / earlier[k];
                rest -= row[k] * row[k];
            }
            if (orthogonalisation.part(j, rest, total) > TOLERANCE) {
                row[kept.size()] = Math.sqrt(rest);
                l[kept.size()] = row;
                kept.add(j);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Refuses variances that cannot be told from the residual variance or from each other, whatever their values. */
    public static void check(
            Design design,
            Standardisation standard,
            CrossProducts products,
            boolean restricted,
            Determination determination) {
        IntFunction<double[]> beside = f -> restricted ? besideFixed(f, products) : new double[0];
        check(design, standard, products, restricted, determination, beside);
    }

    /**
     * Refuses the same where the levels are in parts elsewhere.
     *
     * @param elsewhere what all of them add up to
     */
    public static void check(
            Design design,
            Standardisation standard,
            CrossProducts products,
            boolean restricted,
            Determination determination,
            LevelSums elsewhere) {
        check(design, standard, products, restricted, determination, elsewhere::beside);
    }

    private static void check(
            Design design,
            Standardisation standard,
            CrossProducts products,
            boolean restricted,
            Determination determination,
            IntFunction<double[]> beside) {
        if (products.rows <= products.p) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "%d rows are too few for %d fixed coefficients and a residual variance; use more rows or a smaller formula.",
                    products.rows,
                    products.p));
        }
        for (int f = 0; f < design.factors().size(); f++) {
            checkLevels(design.factors().get(f), products.levelsInAll(f));
        }
        if (determination.repeatsTheResidual()) {
            throw residualRepeated(design, products, determination);
        }
        for (int f = 0; f < design.factors().size(); f++) {
            double[] rest = beside.apply(f);
            checkColumns(design.factors().get(f), f, products, rest, standard.randomOrthogonalisation, restricted);
        }
        for (int f = 0; f < design.factors().size(); f++) {
            for (int g = f + 1; g < design.factors().size(); g++) {
                checkPair(design.factors().get(f), design.factors().get(g), f, g, products);
            }
        }
    }

    /** Refuses a factor of one level. */
    public static void checkLevels(RandomFactor factor) {
        checkLevels(factor, factor.levels().size());
    }

    private static void checkLevels(RandomFactor factor, long levels) {
        if (levels < 2) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The grouping column %s has only one level%s in the rows used; a random effect needs at least two, so choose"
                            + " another grouping column or leave the term out.",
                    factor.name(),
                    factor.levels().stream()
                            .findFirst()
                            .map(level -> " (" + level + ")")
                            .orElse("")));
        }
    }

    /** Refuses more variances and covariances than rows, before a search among them that would be long and find nothing certain. */
    public static void checkParameters(Design design) {
        long parameters = design.factors().stream()
                .flatMap(factor -> factor.blocks().stream())
                .mapToLong(block -> block.columns().size() * (block.columns().size() + 1L) / 2)
                .sum();
        if (parameters > design.rows().used()) {
            RandomFactor widest = design.factors().stream()
                    .max(Comparator.comparingInt(RandomFactor::width))
                    .orElseThrow();
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The random terms have %d variances and covariances for %d rows, which cannot tell them; let fewer columns vary by %s,"
                            + " or take out the correlations (|| in the formula).",
                    parameters,
                    design.rows().used(),
                    widest.name()));
        }
    }

    /** Returns the refusal of a likelihood that has no maximum, because coefficients and group effects together fit every row. */
    public static ModelException noRowsLeft(long rows) {
        return new ModelException(String.format(
                Locale.ROOT,
                "%d rows are too few for maximum likelihood: the fixed effects and the groups together fit every row, so the likelihood"
                        + " grows without bound as the residual variance goes to zero; use REML, more rows or a smaller formula.",
                rows));
    }

    /** Returns the refusal of a restricted likelihood that is largest where nothing is left to chance within groups. */
    public static ModelException residualIsZero(long rows) {
        return new ModelException(String.format(
                Locale.ROOT,
                "%d rows say too little of the residual variance: the fixed effects and the groups together fit every row, and the"
                        + " restricted likelihood is largest where the residual variance is zero, so no standard errors follow; use more rows"
                        + " in each group or a smaller formula.",
                rows));
    }

    private static ModelException residualRepeated(Design design, CrossProducts products, Determination determination) {
        for (int f = 0; f < design.factors().size(); f++) {
            RandomFactor factor = design.factors().get(f);
            long levels = products.levelsInAll(f);
            if (levels >= products.rows && determination.repeatsTheResidual(f)) {
                return new ModelException(String.format(
                        Locale.ROOT,
                        "The grouping column %s has as many levels as there are rows (%d), so its variance cannot be told from the"
                                + " residual; choose a column whose levels repeat.",
                        factor.name(),
                        products.rows));
            }
            if (determination.rowsLeft(f) <= 0 && determination.repeatsTheResidual(f)) {
                return new ModelException(String.format(
                        Locale.ROOT,
                        "The terms with %s by %s have %d x %d = %d random effects for %d rows, of the same kind in every level, so they"
                                + " cannot be told from the residual; let fewer columns vary by %s.",
                        names(factor.columns()),
                        factor.name(),
                        factor.width(),
                        levels,
                        factor.width() * levels,
                        products.rows,
                        factor.name()));
            }
        }
        return new ModelException(String.format(
                Locale.ROOT,
                "%d rows are too few to tell the residual variance from the variances by %s beside %d fixed coefficients: more of one and"
                        + " less of the other give the same likelihood; use more rows or a smaller formula.",
                products.rows,
                String.join(
                        " and ",
                        design.factors().stream().map(RandomFactor::name).toList()),
                products.p));
    }

    /** Returns a sentence for each factor whose random effects are as many as the rows, which is little to tell variances from. */
    public static List<String> littleSaid(Design design, CrossProducts products, Determination determination) {
        List<String> notes = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            RandomFactor factor = design.factors().get(f);
            long effects = factor.width() * products.levelsInAll(f);
            boolean nothingWithin = determination.rowsLeft(f) <= 0;
            if (nothingWithin || products.rows <= effects) {
                notes.add(String.format(
                        Locale.ROOT,
                        "By %s there are %d random effects for %d rows: %s, so all variances are uncertain; more rows in each level would"
                                + " say more.",
                        factor.name(),
                        effects,
                        products.rows,
                        nothingWithin
                                ? "only the differences between its levels tell their variances from the residual variance"
                                : "few rows tell what differs between its levels from what differs within"));
            }
        }
        return notes;
    }

    /** Refuses columns of Z that repeat each other within a term, or whose group effects the fixed columns already contain. */
    private static void checkColumns(
            RandomFactor factor,
            int f,
            CrossProducts products,
            double[] besideFixed,
            RandomOrthogonalisation changed,
            boolean restricted) {
        int q = factor.width();
        double[] pooled = products.pooled(f);
        double[] total = changed.before(f, pooled, q);
        double[] beside = restricted ? changed.before(f, besideFixed, q) : besideFixed;
        int start = 0;
        for (RandomBlock block : factor.blocks()) {
            int size = block.columns().size();
            for (int i = 0; i < size; i++) {
                int at = start + i;
                String name = block.columns().get(i).name();
                double left = left(pooled, q, IntStream.rangeClosed(start, at).toArray());
                double growth = changed.growth(f, at, q);
                if (!(left > changed.rounding(f) * growth * growth * total[at * (q + 1)])) {
                    throw new ModelException(String.format(
                            Locale.ROOT,
                            "The column %s by %s is constant or repeats the other columns of its term, so its variance cannot be told"
                                    + " apart; leave it out of the random term.",
                            name,
                            factor.name()));
                }
                // the full likelihood still sees such a variance: that is then estimated as zero
                if (restricted && !(beside[at * (q + 1)] > 1e-9 * total[at * (q + 1)])) {
                    throw new ModelException(String.format(
                            Locale.ROOT,
                            "The fixed effects already give every level of %s a value of its own for %s, so nothing is left for a random"
                                    + " effect by REML; leave it out of one of the two.",
                            factor.name(),
                            name));
                }
            }
            start += size;
        }
    }

    /** Returns what of Z'WZ is left beside the fixed columns, level by level, summed over the levels, q x q. */
    private static double[] besideFixed(int f, CrossProducts products) {
        return besideFixed(
                f, products, FixedPart.factor(products.xy.clone(), products.p).inverseFactor());
    }

    /**
     * Returns the same of the levels that are here.
     *
     * @param inverse (X'WX)^-1/2 of all rows
     */
    static double[] besideFixed(int f, CrossProducts products, double[] inverse) {
        int q = products.widths[f];
        int p = products.p;
        double[] sum = new double[q * q];
        double[][] explained = SmallMatrices.zeros(q, p);
        for (int level = 0; level < products.levels[f]; level++) {
            for (int i = 0; i < q; i++) {
                explain(products.zxy[f], (level * q + i) * (p + 1), inverse, explained[i]);
                for (int j = 0; j <= i; j++) {
                    double both = 0;
                    for (int c = 0; c < p; c++) {
                        both += explained[i][c] * explained[j][c];
                    }
                    sum[i * q + j] += products.zz[f][(level * q + i) * q + j] - both;
                    sum[j * q + i] = sum[i * q + j];
                }
            }
        }
        return sum;
    }

    /** Writes L^-1 b of one row b of Z'WX, with LL' = X'WX. */
    private static void explain(double[] zxy, int at, double[] inverse, double[] explained) {
        int p = explained.length;
        for (int c = 0; c < p; c++) {
            double s = 0;
            for (int j = 0; j <= c; j++) {
                s += zxy[at + j] * inverse[c * p + j];
            }
            explained[c] = s;
        }
    }

    /** Says whether the last of some columns of the pooled Z'WZ is more than a combination of the others. */
    private static boolean independent(double[] total, int q, int[] columns, double tolerance) {
        int last = columns[columns.length - 1];
        return left(total, q, columns) > tolerance * total[last * (q + 1)];
    }

    /** Returns what of the sum of squares of the last of some columns of the pooled Z'WZ is left beside the others. */
    private static double left(double[] total, int q, int[] columns) {
        int n = columns.length;
        double[] corner = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                corner[i * n + j] = total[columns[i] * q + columns[j]];
            }
        }
        boolean positive = SmallMatrices.cholesky(corner, 0, n);
        double left = corner[n * n - 1];
        return positive ? left * left : 0;
    }

    /**
     * Returns a sentence for each random column that another term of its factor nearly allows for.
     *
     * @param open what the data do not tell at all, of each factor
     * @throws ModelException if that term has nothing else, so that the two are one
     */
    public static List<String> redundancies(
            Design design, Standardisation standard, CrossProducts products, NotIdentified open) {
        List<String> notes = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            RandomFactor factor = design.factors().get(f);
            double[] total = standard.randomOrthogonalisation.before(f, products.pooled(f), factor.width());
            int start = 0;
            for (RandomBlock block : factor.blocks()) {
                int end = start + block.columns().size();
                for (int c = 0; c < factor.width(); c++) {
                    int column = c;
                    int[] together = IntStream.concat(IntStream.range(start, end), IntStream.of(column))
                            .toArray();
                    if ((c < start || c >= end) && !independent(total, factor.width(), together, NEARLY_REPEATED)) {
                        refuseIfSame(factor, c, block, independent(total, factor.width(), together, REPEATED));
                        if (!open.factors().get(f).isIdentified(c, c)) {
                            continue;
                        }
                        notes.add(String.format(
                                Locale.ROOT,
                                "By %s, %s is nearly a combination of %s in another term, so how the variance divides between the two"
                                        + " can hardly be told; fit and predictions do not depend on it.",
                                factor.name(),
                                factor.columns().get(c).name(),
                                names(block)));
                    }
                }
                start = end;
            }
        }
        return notes;
    }

    private static void refuseIfSame(RandomFactor factor, int column, RandomBlock block, boolean distinct) {
        if (block.columns().size() == 1 && !distinct) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "By %s, %s and %s are the same but for a factor, so their variances cannot be told apart; leave one of the two"
                            + " terms out.",
                    factor.name(),
                    factor.columns().get(column).name(),
                    names(block)));
        }
    }

    private static void checkPair(RandomFactor first, RandomFactor second, int f, int g, CrossProducts products) {
        long pairs = products.pairsInAll(f, g);
        if (pairs != products.levelsInAll(f) || pairs != products.levelsInAll(g)) {
            return;
        }
        Set<String> shared = new HashSet<>();
        first.columns().forEach(c -> shared.add(c.name()));
        Set<String> other = new HashSet<>();
        second.columns().forEach(c -> other.add(c.name()));
        shared.retainAll(other);
        if (!shared.isEmpty()) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The grouping columns %s and %s divide the rows in the same way, so their variances of %s cannot be told apart;"
                            + " leave one of them out.",
                    first.name(),
                    second.name(),
                    String.join(", ", shared.stream().sorted().toList())));
        }
    }

    private static String names(RandomBlock block) {
        return names(block.columns());
    }

    private static String names(List<RandomColumn> columns) {
        return String.join(" + ", columns.stream().map(RandomColumn::name).toList());
    }
}
