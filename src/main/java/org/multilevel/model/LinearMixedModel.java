package org.multilevel.model;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.multilevel.data.CountedTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.Solver;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.rows.CountedParts;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.formula.Formula;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.ResidualTerm;

/**
 * A linear mixed model before it meets data: a formula and how to estimate it; immutable.
 *
 * <pre>{@code
 * MixedModel model = LinearMixedModel.of("mathach ~ ses + (1 | school)").fit(table);
 * }</pre>
 */
public final class LinearMixedModel implements SpecifiedModel {
    private final Formula formula;
    private final DesignOptions designOptions;
    private final FitOptions fitOptions;
    private final Progress progress;

    private LinearMixedModel(Formula formula, DesignOptions designOptions, FitOptions fitOptions, Progress progress) {
        this.formula = formula;
        this.designOptions = designOptions;
        this.fitOptions = fitOptions;
        this.progress = progress;
    }

    /**
     * Returns the model of a formula in lme4's notation: by REML, unweighted, rows with missing values left out, on all
     * processors.
     *
     * @throws org.multilevel.error.FormulaException if the text is not a formula
     */
    public static LinearMixedModel of(String formula) {
        return of(Formula.parse(formula));
    }

    /** Returns the model of a formula, with the defaults of {@link #of(String)}. */
    public static LinearMixedModel of(Formula formula) {
        return new LinearMixedModel(formula, DesignOptions.DEFAULT, FitOptions.DEFAULT, Progress.NONE);
    }

    @Override
    public LinearMixedModel withFormula(Formula formula) {
        return new LinearMixedModel(formula, designOptions, fitOptions, progress);
    }

    @Override
    public LinearMixedModel smaller(Formula formula) {
        LinearMixedModel same = withFormula(formula);
        return fitOptions.solver() == Solver.ITERATIVE && factors(formula) < 2 ? same.withSolver(Solver.EXACT) : same;
    }

    private static long factors(Formula formula) {
        return formula.expand(List.of()).random().stream()
                .map(RandomTerm::groupName)
                .distinct()
                .count();
    }

    @Override
    public LinearMixedModel byMaximumLikelihood() {
        return withMethod(EstimationMethod.ML);
    }

    /** Returns this model estimated by another likelihood. */
    public LinearMixedModel withMethod(EstimationMethod method) {
        return new LinearMixedModel(formula, designOptions, fitOptions.withMethod(method), progress);
    }

    /**
     * Returns this model, of which a fit keeps what other degrees of freedom need.
     *
     * <p>By default ({@link DfMethod#AUTOMATIC}) that is what Satterthwaite's need, where they are quick to find.
     */
    public LinearMixedModel withDf(DfMethod df) {
        return new LinearMixedModel(formula, designOptions, fitOptions.withDf(df), progress);
    }

    /**
     * Returns this model, whose likelihood is computed by another solver.
     *
     * <p>By default ({@link Solver#AUTOMATIC}) that is the exact one, unless several grouping factors cross so that it would take more memory than
     * there is or too long; {@link MixedModel#approximation} and the notes say so then.
     */
    public LinearMixedModel withSolver(Solver solver) {
        return new LinearMixedModel(formula, designOptions, fitOptions.withSolver(solver), progress);
    }

    /** Returns this model with prior (precision) weights from a numeric column: the residual variance is sigma^2 / weight. */
    public LinearMixedModel withWeights(String column) {
        return new LinearMixedModel(formula, designOptions.withWeights(column), fitOptions, progress);
    }

    /**
     * Returns this model with residuals that go together within the levels of a factor.
     *
     * @param structure such as {@code ar1(week | child)}; see {@link ResidualTerm#parse}
     * @throws org.multilevel.error.FormulaException if the text is no residual structure
     */
    public LinearMixedModel withResidual(String structure) {
        return withResidual(ResidualTerm.parse(structure));
    }

    /** Returns this model with residuals that go together within the levels of a factor. */
    public LinearMixedModel withResidual(ResidualTerm structure) {
        return new LinearMixedModel(formula, designOptions.withResidual(structure), fitOptions, progress);
    }

    /** Returns how residuals go together, if they do. */
    public Optional<ResidualTerm> residual() {
        return designOptions.residual();
    }

    /** Returns whether residuals, or the effects of a random term, have a covariance structure. */
    public boolean hasStructures() {
        return designOptions.hasResidualStructure() || formula.hasStructures();
    }

    /** Returns this model with a residual variance for each value of a column. */
    public LinearMixedModel withResidualVariance(String strata) {
        return new LinearMixedModel(formula, designOptions.withStrata(strata), fitOptions, progress);
    }

    /** Returns this model with another way to treat rows in which a variable of the model is missing. */
    public LinearMixedModel withMissing(MissingRows missing) {
        return new LinearMixedModel(formula, designOptions.withMissing(missing), fitOptions, progress);
    }

    /** Returns this model computed by at most so many threads; results are the same bits for any number. */
    public LinearMixedModel withThreads(int threads) {
        return new LinearMixedModel(formula, designOptions, fitOptions.withThreads(threads), progress);
    }

    @Override
    public LinearMixedModel withProgress(Progress progress) {
        return new LinearMixedModel(formula, designOptions, fitOptions, progress);
    }

    @Override
    public Formula formula() {
        return formula;
    }

    /** Returns how a table is read. */
    public DesignOptions designOptions() {
        return designOptions;
    }

    @Override
    public Optional<List<String>> columns() {
        return formula.hasDot() ? Optional.empty() : Optional.of(Design.columnsOf(formula, designOptions));
    }

    @Override
    public MixedModel fit(Table table) {
        return live(table).model();
    }

    /**
     * Estimates the model on a table and keeps the cross-products, for questions that the estimates alone do not answer.
     *
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on this table
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if the progress listener says so
     */
    public LiveModel live(Table table) {
        return live(table, (factors, sizes, patterns) -> {});
    }

    /** Looks at how rows are spread over groups once they are read, and may refuse before the search begins. */
    @FunctionalInterface
    public interface GroupCheck {
        /**
         * Looks.
         *
         * @param factors the names of the grouping factors
         * @param sizes of their levels, in that order
         * @param patterns of how they lie to one another
         */
        void check(List<String> factors, List<GroupSizes> sizes, List<GroupPattern> patterns);
    }

    /**
     * Estimates the model as {@link #live(Table)} does, unless what is going to be asked of it can have no answer.
     *
     * @param check throws what is to be thrown instead of the search
     */
    public LiveModel live(Table table, GroupCheck check) {
        long start = System.nanoTime();
        CountedTable counted = new CountedTable(table);
        Design design = Design.of(formula, counted, designOptions, progress);
        return live(Problem.read(design, counted, fitOptions, progress), table, check, counted::passes, start);
    }

    /**
     * Estimates the model on a table whose parts lie elsewhere, as {@link #live(Table, GroupCheck)} does on one that is at hand.
     *
     * @param parts of the table, which must be there for as long as the result is asked
     * @param check throws what is to be thrown instead of the search
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on this table
     * @throws org.multilevel.error.DataException if a part cannot be read
     * @throws java.util.concurrent.CancellationException if the progress listener says so
     */
    public LiveModel live(TableParts parts, GroupCheck check) {
        long start = System.nanoTime();
        CountedParts counted = new CountedParts(parts);
        Problem problem = Problem.read(formula, counted, designOptions, fitOptions, progress);
        return live(problem, parts.whole(), check, counted::passes, start);
    }

    private LiveModel live(Problem problem, Table table, GroupCheck check, IntSupplier passes, long start) {
        Design design = problem.design();
        problem.rowFacts()
                .ifPresent(facts -> check.check(
                        design.factors().stream().map(RandomFactor::name).toList(), facts.sizes(), facts.patterns()));
        Fit fit = problem.fit(progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new LiveModel(
                new MixedModel(FitParts.of(design, fit.withPasses(passes.getAsInt()), table, seconds)), problem);
    }
}
