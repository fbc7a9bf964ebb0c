package org.multilevel.fit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
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
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.Formula;

/**
 * A model and the cross-products of its rows, ready to be asked: the table was read, and no question needs it again.
 *
 * <p>It answers with the fit, with estimates found from a point that is known to be near, with the criterion anywhere, and with the same
 * problem under another likelihood or for another response. Immutable.
 */
public final class Problem {
    /** Rows of a model with covariance structures below which one thread computes. */
    private static final int SMALL = 30_000;

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
    /** The order of elimination, found when it is first needed; the same for all problems of this pattern. */
    private final Memo<BlockedSystem> plan;
    /** What does not depend on the response; the same for all responses in these rows. */
    private final Memo<Determination> determination;
    /** By which solver it is fitted. */
    private final Memo<SolverChoice> solver = new Memo<>();

    private final Memo<ThetaLayout> layout = new Memo<>();
    private final Memo<Optional<RowFacts>> rowFacts = new Memo<>();

    private Problem(
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
    private static Problem of(
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
        return new Problem(
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
    public static Problem read(Design design, Table table, FitOptions options, Progress progress) {
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
    public static Problem readColumns(Design design, Table table, FitOptions options, Progress progress) {
        return read(design, new TableRows(design, table, progress), options);
    }

    /**
     * Surveys the parts of a table that lie elsewhere and adds up their cross-products: for each of both once, and more often for
     * data-dependent functions and where digits would go.
     *
     * @throws ModelException if the formula cannot be used with this table, or it has nothing to estimate from
     * @throws org.multilevel.error.DataException if a part cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Problem read(
            Formula formula, TableParts parts, DesignOptions designOptions, FitOptions options, Progress progress) {
        Rows rows = PartRows.of(formula, parts, designOptions, progress);
        checkResponse(rows.design());
        return read(rows.design(), rows, options);
    }

    private static Problem read(Design design, Rows rows, FitOptions options) {
        checkDf(design, options);
        checkRows(design);
        Identifiability.checkParameters(design);
        int p = design.fixed().size();
        RowSums sums = new RowSums(design);
        Standardisation first = new Standardisation(design, Orthogonalisation.none(p));
        CrossProducts products = checked(design, rows.products(first, Optional.of(sums)));
        Optional<Standardisation> refined = first.refined(design, products);
        if (refined.isPresent()) {
            products = checked(design, rows.products(refined.get(), Optional.empty()));
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

    /** Returns the problem that cross-products pose, which may have been merged from parts of the table. */
    static Problem of(Design design, CrossProducts products, Standardisation standard, FitOptions options) {
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

    /** Returns the same problem under another likelihood: the cross-products serve both. */
    public Problem withMethod(EstimationMethod method) {
        FitOptions changed = options.withMethod(method);
        return new Problem(
                design, changed, standard, all, kept, leftOut, products, within, source, rows, plan, new Memo<>());
    }

    /**
     * Returns this problem for another response in the same rows, of which the model's columns see only these products.
     *
     * @param xy [X y]'Wy on the standardised scale, p + 1
     * @param zy Z'Wy of each factor on that scale, levels x q
     */
    Problem withResponse(double[] xy, double[][] zy) {
        return with(all.withResponse(xy, zy), Optional.empty(), rows);
    }

    /** Returns this problem for a response drawn for its kept columns, with what lies within the levels of a single factor. */
    Problem drawn(CrossProducts products, Optional<double[]> within) {
        return new Problem(
                design,
                options,
                standard,
                products,
                kept,
                leftOut,
                products,
                within.map(drawn -> b -> WithinProducts.shifted(drawn, b)),
                Optional.empty(),
                rows,
                plan,
                determination);
    }

    /** Returns this problem with other cross-products of the same pattern, which are not those of the table: of another response, or of fewer rows. */
    private Problem with(CrossProducts other, Optional<UnaryOperator<double[]>> within, Optional<RowSums> rows) {
        return of(design, options, standard, other, within, Optional.empty(), rows, plan);
    }

    /**
     * Reads the table once more, to be able to leave out one level after the other of a grouping factor.
     *
     * @param factor position of the grouping factor in the model
     * @throws IllegalStateException if the problem was not read from a table
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public LevelDeletion deletion(int factor, Progress progress) {
        requireUnstructured("Leaving a group out");
        requireExact("Leaving a group out", progress);
        Table table = table();
        LevelParts parts = new LevelParts(all, factor);
        design.scan(table, progress, block -> parts.add(block, all, standard));
        return new LevelDeletion(this, parts);
    }

    /**
     * Returns what estimates the model again without one level after the other of a grouping factor.
     *
     * @param factor position of the grouping factor in the model; the number of factors for the subjects of residuals that go together
     * @param theta the optimum, as {@link Fit#theta()}
     * @throws IllegalStateException if the problem was not read from a table
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public LevelRefits refits(int factor, double[] theta, Progress progress) {
        return hasStructures()
                ? structured(progress, fitter -> fitter.refits(factor))
                : deletion(factor, progress).refits(theta, progress);
    }

    /**
     * Returns what estimates a model with covariance structures again without one independent group after the other.
     *
     * @throws ModelException if there are none
     */
    public LevelRefits independentRefits(Progress progress) {
        return structured(progress, fitter -> fitter.refits(-1));
    }

    /** Returns the problem of some of the rows, given their cross-products; those of the kept columns are all that is looked at. */
    Problem withRows(CrossProducts some) {
        return of(design, options, standard, some, Optional.empty(), Optional.empty(), Optional.empty(), plan);
    }

    /** Returns the problem of the rows that are not of a level. */
    Problem without(LevelParts parts, int level) {
        CrossProducts rest = parts.without(level, all);
        return with(rest, source.map(from -> b -> from.within(rest, standard, level, b)), Optional.empty());
    }

    private Table table() {
        return source.orElseThrow(() -> new IllegalStateException("the rows are not at hand"))
                .table();
    }

    /**
     * Maximises the likelihood from where the structure of the model suggests.
     *
     * @throws ModelException if the likelihood has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Fit fit(Progress progress) {
        SolverChoice choice = solver(progress);
        if (hasStructures()) {
            return structured(progress, StructuredFitter::fit);
        }
        try (Workers workers = new Workers(options.threads(), progress)) {
            return choice.iterative()
                    ? new IterativeFitter(this, workers, progress, choice.reason()).fit()
                    : new Fitter(this, workers, progress).fit();
        }
    }

    /**
     * Returns by which solver the problem is fitted.
     *
     * @throws MethodException if the iterative one is asked for and cannot be had
     */
    private SolverChoice solver(Progress progress) {
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

    /**
     * Returns what parts need to find the effects of their groups, for {@link KeptPart#effects}.
     *
     * @param theta the optimum, as {@link Fit#theta()}
     * @throws IllegalStateException unless the cross-products stay with the parts
     */
    public byte[] spreadSolution(double[] theta, Progress progress) {
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(this, workers, progress).solution(theta).write();
        }
    }

    private void requireExact(String what, Progress progress) {
        requireGathered(what);
        if (solver(progress).iterative()) {
            throw new MethodException(what
                    + " is not known for fits by the iterative solver, which are approximate; leave it out, or choose the exact"
                    + " solver.");
        }
    }

    /** Returns whether the model has covariance structures, whose answers are the fit's and no others. */
    public boolean hasStructures() {
        return Structures.areIn(design);
    }

    private void requireUnstructured(String what) {
        if (hasStructures()) {
            throw new MethodException(
                    what + " is not known for models with covariance structures; leave it out, or take the"
                            + " structures out.");
        }
    }

    /**
     * Maximises the likelihood from one point, such as the optimum of a problem that differs little; only what depends on theta and
     * the residual variance is found, which costs a few evaluations.
     *
     * @param theta as {@link Fit#theta()}, on the raw scale
     * @throws ModelException if the likelihood has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Estimates estimates(double[] theta, Progress progress) {
        requireUnstructured("An answer for which the model is fitted again to other responses");
        requireExact("An answer for which the model is fitted again to other responses", progress);
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(this, workers, progress).estimates(theta);
        }
    }

    /**
     * Returns the fixed effects, the residual variance and the criterion that go with a theta.
     *
     * @param theta as {@link Fit#theta()}, on the raw scale
     */
    public Estimates at(double[] theta, Progress progress) {
        requireUnstructured("The likelihood at given variances");
        requireExact("The likelihood at given variances", progress);
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(this, workers, progress).at(theta);
        }
    }

    /**
     * Returns the profiles of this problem's parameters: of the likelihood (ML), and for parameters of covariances beside covariance structures of
     * the likelihood that is maximised.
     *
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public LikelihoodProfiles profiles(Progress progress) {
        if (hasStructures()) {
            return structured(progress, StructuredFitter::profiles);
        }
        requireExact("A profile of the likelihood", progress);
        Problem ml = withMethod(EstimationMethod.ML);
        Fit fit = ml.fit(progress);
        return parameter -> ml.profile(parameter, fit, progress);
    }

    /**
     * Returns what draws responses from the model and estimates it again from each.
     *
     * @param theta as {@link Fit#theta()}; fixed effects and residual variance are those that go with it
     * @param chiSquaredQuantile gives the quantile of the chi-squared distribution for a probability and degrees of freedom
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Redraws redraws(double[] theta, DoubleBinaryOperator chiSquaredQuantile, Progress progress) {
        if (hasStructures()) {
            return structured(progress, StructuredFitter::redraws);
        }
        requireExact("An answer for which the model is fitted again to other responses", progress);
        ResponseSampler sampler = ResponseSampler.of(this, theta, chiSquaredQuantile, progress);
        return seed -> sampler.draw(seed).estimates(theta, progress);
    }

    /**
     * Returns how many parameters the residuals have beside their variance: the rows are read for them, and nothing is searched.
     *
     * @throws ModelException if the rows do not tell the structure, as in {@link #fit}
     */
    public int residualParameters(Progress progress) {
        return design.options().hasResidualStructure() ? structured(progress, StructuredFitter::residualParameters) : 0;
    }

    /** Asks a model with covariance structures. */
    private <T> T structured(Progress progress, Function<StructuredFitter, T> question) {
        Table table = table();
        // several threads would wait for each other more than they share
        int threads = products.rows < SMALL ? 1 : options.threads();
        try (Workers workers = new Workers(threads, progress)) {
            return question.apply(new StructuredFitter(this, table, workers, progress));
        }
    }

    /**
     * Returns the likelihood (ML) as a function of one parameter.
     *
     * @param ml the fit of this problem by ML
     * @throws IllegalArgumentException unless this problem and the fit are by ML
     */
    public LikelihoodProfile profile(ProfiledParameter parameter, Fit ml, Progress progress) {
        requireUnstructured("A profile of the likelihood");
        requireExact("A profile of the likelihood", progress);
        if (restricted() || ml.method() != EstimationMethod.ML) {
            throw new IllegalArgumentException("profiles are of the likelihood, not of the restricted one");
        }
        return new LikelihoodProfile(this, ml, parameter, progress);
    }

    /**
     * Returns the covariance of the estimates of variance parameters, from the observed information at an optimum by the delta method; NaN
     * for fixed effects, and for what lies at the boundary.
     *
     * @param theta the optimum, as {@link Fit#theta()}
     */
    public double[][] parameterCovariance(List<ProfiledParameter> parameters, double[] theta, Progress progress) {
        if (hasStructures()) {
            return structured(progress, fitter -> fitter.parameterCovariance(parameters));
        }
        if (!isSpread()) {
            requireExact("The uncertainty of variances", progress);
        }
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(this, workers, progress).parameterCovariance(parameters, theta);
        }
    }

    /** Returns how many threads the options allow. */
    public int threads() {
        return options.threads();
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

    FitOptions options() {
        return options;
    }

    boolean restricted() {
        return options.method() == EstimationMethod.REML;
    }

    public Standardisation standard() {
        return standard;
    }

    /** Returns the positions in the design's fixed columns of those that are kept, as {@link Fit#kept()}. */
    public int[] keptColumns() {
        return kept.clone();
    }

    int[] kept() {
        return kept;
    }

    public List<LeftOut> leftOut() {
        return leftOut;
    }

    public CrossProducts products() {
        return products;
    }

    /** Reads the cross-products of the kept columns and y - X b within the levels of the only factor, where the rows are at hand. */
    Optional<double[]> within(double[] b) {
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

    /** Holds what was found when it was first needed; who finds it at the same time as another finds the same. */
    private static final class Memo<T> {
        private volatile Optional<T> found = Optional.empty();

        T get(Supplier<T> finder) {
            Optional<T> known = found;
            if (known.isPresent()) {
                return known.get();
            }
            T value = finder.get();
            found = Optional.of(value);
            return value;
        }
    }

    public ThetaLayout layout() {
        return layout.get(() -> new ThetaLayout(design.factors()));
    }

    /** Returns n, or n - p for the restricted likelihood. */
    double degreesOfFreedom() {
        return degreesOfFreedom(restricted());
    }

    double degreesOfFreedom(boolean restricted) {
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
