package org.multilevel.fit.problem;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.LikelihoodProfiles;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.answers.Redraws;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.LevelParts;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.fit.solver.Fitter;
import org.multilevel.fit.solver.IterativeFitter;
import org.multilevel.fit.solver.MixedModelEquations;
import org.multilevel.fit.solver.SolverChoice;
import org.multilevel.fit.solver.StructuredFitter;
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

    private final MixedModelEquations equations;

    private Problem(MixedModelEquations equations) {
        this.equations = equations;
    }

    /**
     * Reads the table into cross-products: once, and a second time where digits would go.
     *
     * @throws ModelException if the table has nothing to estimate from
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Problem read(Design design, Table table, FitOptions options, Progress progress) {
        return new Problem(MixedModelEquations.read(design, table, options, progress));
    }

    /**
     * Reads the table as {@link #read} does, whatever the response is like: for a model that asks for the columns of X and Z only.
     *
     * @throws ModelException as {@link #read}
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Problem readColumns(Design design, Table table, FitOptions options, Progress progress) {
        return new Problem(MixedModelEquations.readColumns(design, table, options, progress));
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
        return new Problem(MixedModelEquations.read(formula, parts, designOptions, options, progress));
    }

    /** Returns the problem that cross-products pose, which may have been merged from parts of the table. */
    static Problem of(Design design, CrossProducts products, Standardisation standard, FitOptions options) {
        return new Problem(MixedModelEquations.of(design, products, standard, options));
    }

    /**
     * Refuses what no fit can answer and the columns alone show: a response without variation, a grouping column with a single
     * level, or more covariance parameters than rows.
     *
     * @throws ModelException with what was found and what to do
     */
    public static void check(Design design) {
        MixedModelEquations.check(design);
    }

    /** Returns the same problem under another likelihood: the cross-products serve both. */
    public Problem withMethod(EstimationMethod method) {
        return new Problem(equations.withMethod(method));
    }

    /**
     * Returns this problem for another response in the same rows, of which the model's columns see only these products.
     *
     * @param xy [X y]'Wy on the standardised scale, p + 1
     * @param zy Z'Wy of each factor on that scale, levels x q
     */
    Problem withResponse(double[] xy, double[][] zy) {
        return new Problem(equations.withResponse(xy, zy));
    }

    /** Returns this problem for a response drawn for its kept columns, with what lies within the levels of a single factor. */
    Problem drawn(CrossProducts products, Optional<double[]> within) {
        return new Problem(
                within.map(sums -> equations.drawn(products, sums)).orElseGet(() -> equations.drawn(products)));
    }

    /**
     * Reads the table once more, to be able to leave out one level after the other of a grouping factor.
     *
     * @param factor position of the grouping factor in the model
     * @throws IllegalStateException if the problem was not read from a table
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public LevelDeletion deletion(int factor, Progress progress) {
        equations.requireUnstructured("Leaving a group out");
        equations.requireExact("Leaving a group out", progress);
        LevelParts parts = equations.levelParts(factor, progress);
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

    /** Returns the problem of the rows that are not of a level. */
    Problem without(LevelParts parts, int level) {
        return new Problem(equations.without(parts, level));
    }

    /**
     * Maximises the likelihood from where the structure of the model suggests.
     *
     * @throws ModelException if the likelihood has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Fit fit(Progress progress) {
        SolverChoice choice = equations.solver(progress);
        if (hasStructures()) {
            return structured(progress, StructuredFitter::fit);
        }
        try (Workers workers = new Workers(threads(), progress)) {
            return choice.iterative()
                    ? new IterativeFitter(equations, workers, progress, choice.reason()).fit()
                    : new Fitter(equations, workers, progress).fit();
        }
    }

    /** Returns whether the cross-products stay with parts of the table elsewhere, so that no effect of a group is known here. */
    public boolean isSpread() {
        return equations.isSpread();
    }

    /**
     * Makes sure that the cross-products are here.
     *
     * @param what needs them, as the beginning of a sentence
     * @throws MethodException if they are not
     */
    public void requireGathered(String what) {
        equations.requireGathered(what);
    }

    /**
     * Returns what parts need to find the effects of their groups, for {@link KeptPart#effects}.
     *
     * @param theta the optimum, as {@link Fit#theta()}
     * @throws IllegalStateException unless the cross-products stay with the parts
     */
    public byte[] spreadSolution(double[] theta, Progress progress) {
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(equations, workers, progress).solution(theta);
        }
    }

    /** Returns whether the model has covariance structures, whose answers are the fit's and no others. */
    public boolean hasStructures() {
        return equations.hasStructures();
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
        equations.requireUnstructured("An answer for which the model is fitted again to other responses");
        equations.requireExact("An answer for which the model is fitted again to other responses", progress);
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(equations, workers, progress).estimates(theta);
        }
    }

    /**
     * Returns the fixed effects, the residual variance and the criterion that go with a theta.
     *
     * @param theta as {@link Fit#theta()}, on the raw scale
     */
    public Estimates at(double[] theta, Progress progress) {
        equations.requireUnstructured("The likelihood at given variances");
        equations.requireExact("The likelihood at given variances", progress);
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(equations, workers, progress).at(theta);
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
        equations.requireExact("A profile of the likelihood", progress);
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
        equations.requireExact("An answer for which the model is fitted again to other responses", progress);
        ResponseSampler sampler = ResponseSampler.of(this, theta, chiSquaredQuantile, progress);
        return seed -> sampler.draw(seed).estimates(theta, progress);
    }

    /**
     * Returns how many parameters the residuals have beside their variance: the rows are read for them, and nothing is searched.
     *
     * @throws ModelException if the rows do not tell the structure, as in {@link #fit}
     */
    public int residualParameters(Progress progress) {
        return design().options().hasResidualStructure()
                ? structured(progress, StructuredFitter::residualParameters)
                : 0;
    }

    /** Asks a model with covariance structures. */
    private <T> T structured(Progress progress, Function<StructuredFitter, T> question) {
        // several threads would wait for each other more than they share
        int threads = products().rows < SMALL ? 1 : threads();
        try (Workers workers = new Workers(threads, progress)) {
            return question.apply(new StructuredFitter(equations, workers, progress));
        }
    }

    /**
     * Returns the likelihood (ML) as a function of one parameter.
     *
     * @param ml the fit of this problem by ML
     * @throws IllegalArgumentException unless this problem and the fit are by ML
     */
    public LikelihoodProfile profile(ProfiledParameter parameter, Fit ml, Progress progress) {
        equations.requireUnstructured("A profile of the likelihood");
        equations.requireExact("A profile of the likelihood", progress);
        if (equations.restricted() || ml.method() != EstimationMethod.ML) {
            throw new IllegalArgumentException("profiles are of the likelihood, not of the restricted one");
        }
        // end with the profile
        Workers workers = new Workers(1, progress);
        return new LikelihoodProfile(workers, new Fitter(equations, workers, progress).profile(parameter, ml));
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
            equations.requireExact("The uncertainty of variances", progress);
        }
        try (Workers workers = new Workers(1, progress)) {
            return new Fitter(equations, workers, progress).parameterCovariance(parameters, theta);
        }
    }

    /** Returns how many threads the options allow. */
    public int threads() {
        return equations.options().threads();
    }

    /**
     * Returns how the columns vary over the rows that were read and how these are spread over groups; empty where cross-products were
     * merged from parts, or a level was left out.
     */
    public Optional<RowFacts> rowFacts() {
        return equations.rowFacts();
    }

    MixedModelEquations equations() {
        return equations;
    }

    public Design design() {
        return equations.design();
    }

    public Standardisation standard() {
        return equations.standard();
    }

    /** Returns the positions in the design's fixed columns of those that are kept, as {@link Fit#kept()}. */
    public int[] keptColumns() {
        return equations.kept();
    }

    public List<LeftOut> leftOut() {
        return equations.leftOut();
    }

    public CrossProducts products() {
        return equations.products();
    }

    /** Reads the cross-products of the kept columns and y - X b within the levels of the only factor, where the rows are at hand. */
    Optional<double[]> within(double[] b) {
        return equations.within(b);
    }

    /** Returns what the rows do not tell of the variances of random effects in a model that has no residual variance beside them. */
    public NotIdentified notIdentified() {
        return equations.notIdentified();
    }

    public ThetaLayout layout() {
        return equations.layout();
    }
}
