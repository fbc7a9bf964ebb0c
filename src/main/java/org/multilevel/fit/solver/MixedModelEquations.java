package org.multilevel.fit.solver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.Dependence;
import org.multilevel.fit.determination.Determination;
import org.multilevel.fit.determination.Identifiability;
import org.multilevel.fit.determination.LevelSums;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.facts.RowMoments;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.LevelParts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;
import org.multilevel.fit.rows.Rows;
import org.multilevel.fit.rows.SpreadRows;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.Formula;

/**
 * What the rows of a table tell of a model, ready to be solved: the columns, their cross-products on the standardised scale, which of them are kept,
 * and where the rows are for what loses digits otherwise. With effects of theta they are Henderson's mixed model equations.
 *
 * <p>Immutable; what is found once is found for all that share it.
 */
public final class MixedModelEquations {
    private final Design design;
    private final FitOptions options;
    private final Standardisation standard;
    /** The products of all fixed columns, from which levels are taken out. */
    private final CrossProducts all;

    private final int[] kept;
    private final List<LeftOut> leftOut;
    private final CrossProducts products;
    /** Gives the cross-products of the kept columns and y - X b within levels for a b, read from the rows, where the rows are at hand. */
    private final Optional<UnaryOperator<double[]>> within;
    /** The rows, where they can be asked. */
    private final Optional<Rows> source;
    /** Sums over the rows as they are, where the rows were read here. */
    private final Optional<RowSums> rows;
    /** The order of elimination, found when it is first needed; the same for all equations of this pattern. */
    private final Memo<BlockedSystem> plan;
    /** What does not depend on the response; the same for all responses in these rows. */
    private final Memo<Determination> determination;
    /** By which solver it is fitted. */
    private final Memo<SolverChoice> solver = new Memo<>();

    private final Memo<ThetaLayout> layout = new Memo<>();
    private final Memo<Optional<RowFacts>> rowFacts = new Memo<>();

    private MixedModelEquations(
            Design design,
            FitOptions options,
            Standardisation standard,
            CrossProducts all,
            int[] kept,
            List<LeftOut> leftOut,
            CrossProducts products,
            Optional<UnaryOperator<double[]>> within,
            Optional<Rows> source,
            Optional<RowSums> rows,
            Memo<BlockedSystem> plan,
            Memo<Determination> determination) {
        this.design = design;
        this.options = options;
        this.standard = standard;
        this.all = all;
        this.kept = kept;
        this.leftOut = leftOut;
        this.products = products;
        this.within = within;
        this.source = source;
        this.rows = rows;
        this.plan = plan;
        this.determination = determination;
    }

    /** Finds which of the fixed columns are to be kept. */
    private static MixedModelEquations of(
            Design design,
            FitOptions options,
            Standardisation standard,
            CrossProducts all,
            Optional<UnaryOperator<double[]>> within,
            Optional<Rows> source,
            Optional<RowSums> rows,
            Memo<BlockedSystem> plan) {
        int[] kept = Identifiability.independentColumns(all, standard.orthogonalisation);
        List<LeftOut> leftOut = Dependence.of(all, standard, kept);
        return new MixedModelEquations(
                design,
                options,
                standard,
                all,
                kept,
                leftOut,
                all.keeping(kept),
                within.map(read ->
                        b -> WithinProducts.keeping(read.apply(WithinProducts.spread(b, all.p, kept)), all.p, kept)),
                source,
                rows,
                plan,
                new Memo<>());
    }

    /**
     * Reads the table into cross-products: once, and a second time where digits would go.
     *
     * @throws ModelException if the table has nothing to estimate from
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static MixedModelEquations read(Design design, Table table, FitOptions options, Progress progress) {
        checkResponse(design);
        return readColumns(design, table, options, progress);
    }

    /**
     * Reads the table as {@link #read} does, whatever the response is like: for a model that asks for the columns of X and Z only.
     *
     * @throws ModelException as {@link #read}
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static MixedModelEquations readColumns(Design design, Table table, FitOptions options, Progress progress) {
        return read(design, Rows.of(design, table, progress), options);
    }

    /**
     * Surveys the parts of a table that lie elsewhere and adds up their cross-products: for each of both once, and more often for
     * data-dependent functions and where digits would go.
     *
     * @throws ModelException if the formula cannot be used with this table, or it has nothing to estimate from
     * @throws org.multilevel.error.DataException if a part cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static MixedModelEquations read(
            Formula formula, TableParts parts, DesignOptions designOptions, FitOptions options, Progress progress) {
        Rows rows = Rows.of(formula, parts, designOptions, progress);
        checkResponse(rows.design());
        return read(rows.design(), rows, options);
    }

    private static MixedModelEquations read(Design design, Rows rows, FitOptions options) {
        checkDf(design, options);
        checkRows(design);
        Identifiability.checkParameters(design);
        int p = design.fixed().size();
        RowSums sums = new RowSums(design);
        Standardisation first = new Standardisation(design, Orthogonalisation.none(p));
        CrossProducts products = checked(design, rows.products(first, sums));
        Optional<Standardisation> refined = first.refined(design, products);
        if (refined.isPresent()) {
            products = checked(design, rows.products(refined.get()));
        }
        Standardisation standard = refined.orElse(first);
        CrossProducts all = products;
        return of(
                design,
                options,
                standard,
                all,
                Optional.of(b -> rows.within(all, standard, -1, b)),
                Optional.of(rows),
                Optional.of(sums),
                new Memo<>());
    }

    /** Returns the equations of cross-products, which may have been merged from parts of the table. */
    public static MixedModelEquations of(
            Design design, CrossProducts products, Standardisation standard, FitOptions options) {
        return of(
                design,
                options,
                standard,
                products,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Memo<>());
    }

    private static CrossProducts checked(Design design, CrossProducts products) {
        if (products.rows != design.rows().used()) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The table gave %d usable rows when it was read first and %d when it was read again; fit it when it no longer"
                            + " changes.",
                    design.rows().used(),
                    products.rows));
        }
        return products;
    }

    private static void checkDf(Design design, FitOptions options) {
        if (options.df() == DfMethod.KENWARD_ROGER
                && options.method() == EstimationMethod.ML
                && !(design.factors().isEmpty() && !Structures.areIn(design))) {
            throw new MethodException(
                    "Kenward and Roger's method is for fits by REML, and this one is by ML; fit by REML, or choose"
                            + " satterthwaite.");
        }
    }

    /**
     * Refuses what no fit can answer and the columns alone show: a response without variation, a grouping column with a single
     * level, or more covariance parameters than rows.
     *
     * @throws ModelException with what was found and what to do
     */
    public static void check(Design design) {
        checkResponse(design);
        design.factors().forEach(Identifiability::checkLevels);
        Identifiability.checkParameters(design);
    }

    private static void checkRows(Design design) {
        if (design.rows().used() < 2) {
            throw new ModelException(
                    "Only one row can be used, and a model needs at least two; check for missing values.");
        }
    }

    private static void checkResponse(Design design) {
        checkRows(design);
        double mean = design.response().mean();
        if (!(design.response().sd() > 1e-14 * Math.abs(mean))) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The response %s is constant (%s in all %d rows used), so there is nothing to explain; choose another response.",
                    design.response().name(),
                    Double.toString(mean).replaceAll("\\.0$", ""),
                    design.rows().used()));
        }
    }

    /** Returns the same equations under another likelihood: the cross-products serve both. */
    public MixedModelEquations withMethod(EstimationMethod method) {
        FitOptions changed = options.withMethod(method);
        return new MixedModelEquations(
                design, changed, standard, all, kept, leftOut, products, within, source, rows, plan, new Memo<>());
    }

    /**
     * Returns these equations for another response in the same rows, of which the model's columns see only these products.
     *
     * @param xy [X y]'Wy on the standardised scale, p + 1
     * @param zy Z'Wy of each factor on that scale, levels x q
     */
    public MixedModelEquations withResponse(double[] xy, double[][] zy) {
        return with(all.withResponse(xy, zy), Optional.empty(), rows);
    }

    /** Returns these equations for a response drawn for its kept columns. */
    public MixedModelEquations drawn(CrossProducts products) {
        return drawn(products, Optional.empty());
    }

    /** Returns these equations for a response drawn for its kept columns, with what lies within the levels of a single factor. */
    public MixedModelEquations drawn(CrossProducts products, double[] within) {
        return drawn(products, Optional.of(b -> WithinProducts.shifted(within, b)));
    }

    private MixedModelEquations drawn(CrossProducts products, Optional<UnaryOperator<double[]>> within) {
        return new MixedModelEquations(
                design,
                options,
                standard,
                products,
                kept,
                leftOut,
                products,
                within,
                Optional.empty(),
                rows,
                plan,
                determination);
    }

    /** Returns these equations with other cross-products of the same pattern, which are not those of the table: of another response, or of fewer rows. */
    private MixedModelEquations with(
            CrossProducts other, Optional<UnaryOperator<double[]>> within, Optional<RowSums> rows) {
        return of(design, options, standard, other, within, Optional.empty(), rows, plan);
    }

    /** Returns the equations of some of the rows, given their cross-products; those of the kept columns are all that is looked at. */
    MixedModelEquations withRows(CrossProducts some) {
        return of(design, options, standard, some, Optional.empty(), Optional.empty(), Optional.empty(), plan);
    }

    /** Returns the equations of the rows that are not of a level. */
    public MixedModelEquations without(LevelParts parts, int level) {
        CrossProducts rest = parts.without(level, all);
        return with(rest, source.map(from -> b -> from.within(rest, standard, level, b)), Optional.empty());
    }

    /**
     * Returns the rows themselves.
     *
     * @throws IllegalStateException if they are not at hand
     */
    Table table() {
        return source.orElseThrow(() -> new IllegalStateException("the rows are not at hand"))
                .table();
    }

    /**
     * Reads the table once more for what each level of a grouping factor puts into the cross-products.
     *
     * @throws IllegalStateException if the rows are not at hand
     */
    public LevelParts levelParts(int factor, Progress progress) {
        Table table = table();
        LevelParts parts = new LevelParts(all, factor);
        design.scan(table, progress, block -> parts.add(block, all, standard));
        return parts;
    }

    /**
     * Returns by which solver the model is fitted.
     *
     * @throws MethodException if the iterative one is asked for and cannot be had
     */
    public SolverChoice solver(Progress progress) {
        return solver.get(() -> {
            try (Workers workers = new Workers(options.threads(), progress)) {
                return SolverChoice.of(this, workers);
            }
        });
    }

    /** Returns the rows where their cross-products stay with parts of them. */
    Optional<SpreadRows> spread() {
        return source.flatMap(Rows::spread);
    }

    /** Returns whether the cross-products stay with parts of the table elsewhere, so that no effect of a group is known here. */
    public boolean isSpread() {
        return spread().isPresent();
    }

    /**
     * Makes sure that the cross-products are here.
     *
     * @param what needs them, as the beginning of a sentence
     * @throws MethodException if they are not
     */
    public void requireGathered(String what) {
        if (isSpread()) {
            throw new MethodException(what
                    + " needs the cross-products of all groups on one machine, and here they stay spread over the cluster; leave"
                    + " it out, or fit with --spread no.");
        }
    }

    public void requireExact(String what, Progress progress) {
        requireGathered(what);
        if (solver(progress).iterative()) {
            throw new MethodException(what
                    + " is not known for fits by the iterative solver, which are approximate; leave it out, or choose the exact"
                    + " solver.");
        }
    }

    /** Returns the refusal of a response that {@code by} explains exactly. */
    ModelException nothingLeft(String by) {
        return new ModelException(String.format(
                Locale.ROOT,
                "The response %s is fitted exactly by %s, so no residual variance is left to estimate; check whether a predictor"
                        + " or group repeats the response.",
                design.response().name(),
                by));
    }

    /** Returns whether the model has covariance structures, whose answers are the fit's and no others. */
    public boolean hasStructures() {
        return Structures.areIn(design);
    }

    public void requireUnstructured(String what) {
        if (hasStructures()) {
            throw new MethodException(
                    what + " is not known for models with covariance structures; leave it out, or take the"
                            + " structures out.");
        }
    }

    /**
     * Returns how the columns vary over the rows that were read and how these are spread over groups; empty where cross-products were
     * merged from parts, or a level was left out.
     */
    public Optional<RowFacts> rowFacts() {
        return rowFacts.get(() -> rows.map(sums -> new RowMoments(design, standard, products, kept, sums).facts()));
    }

    public Design design() {
        return design;
    }

    public FitOptions options() {
        return options;
    }

    public boolean restricted() {
        return options.method() == EstimationMethod.REML;
    }

    public Standardisation standard() {
        return standard;
    }

    /** Returns the positions in the design's fixed columns of those that are kept, as {@link Fit#kept()}. */
    public int[] kept() {
        return kept.clone();
    }

    public List<LeftOut> leftOut() {
        return leftOut;
    }

    public CrossProducts products() {
        return products;
    }

    /** Reads the cross-products of the kept columns and y - X b within the levels of the only factor, where the rows are at hand. */
    public Optional<double[]> within(double[] b) {
        return within.map(read -> read.apply(b));
    }

    /** Reads what the response is besides coefficients of the kept columns and effects of the groups, where the rows are at hand. */
    Optional<CrossProducts> remainder(double[] beta, double[][] effects) {
        double[] spread = WithinProducts.spread(beta, all.p, kept);
        return source.map(from -> from.remainder(all, kept, standard, spread, effects));
    }

    /** Returns the solver for two or more grouping factors. */
    BlockedSystem blocked(Workers workers) {
        return plan.get(() -> new BlockedSystem(products, workers)).with(products, workers);
    }

    /**
     * Returns what the rows tell of the variances.
     *
     * @throws ModelException if the model cannot be estimated whatever the response
     */
    Determination determination() {
        return determination.get(() -> {
            Entries entries = layout().free();
            Optional<LevelSums> elsewhere = spread().map(rows -> rows.levelSums(kept, products, entries));
            if (elsewhere.isPresent()) {
                LevelSums sums = elsewhere.get();
                Determination found = Determination.of(products, entries, restricted(), sums);
                Identifiability.check(design, standard, products, restricted(), found, sums);
                return found;
            }
            Determination found = Determination.of(products, entries, restricted());
            Identifiability.check(design, standard, products, restricted(), found);
            return found;
        });
    }

    /** Returns what the rows do not tell of the variances of random effects in a model that has no residual variance beside them. */
    public NotIdentified notIdentified() {
        return NotIdentified.of(design, standard, Determination.of(products, layout().free(), false));
    }

    public ThetaLayout layout() {
        return layout.get(() -> new ThetaLayout(design.factors()));
    }

    /** Returns n, or n - p for the restricted likelihood. */
    public double degreesOfFreedom() {
        return degreesOfFreedom(restricted());
    }

    public double degreesOfFreedom(boolean restricted) {
        return products.rows - (restricted ? kept.length : 0);
    }

    /** Returns what turns the criterion of the standardised columns into that of the raw ones. */
    double constant(boolean restricted) {
        double constant = 2 * degreesOfFreedom(restricted) * StrictMath.log(standard.yScale) - products.sumLogWeight;
        if (restricted) {
            constant -= 2 * standard.logDeterminant(kept);
        }
        return constant;
    }
}
