package org.multilevel.model;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.FixedTerm;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.error.MethodException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.glm.Generalised;

/**
 * A fitted linear mixed model: y = X beta + Z b + offset + e; immutable, and without the rows that it was fitted to.
 *
 * <p>All numbers are on the raw scale of the data. Without grouping factors it is ordinary (or weighted) least squares.
 */
public final class MixedModel {
    private final ModelParts parts;
    private final List<GroupingFactor> factors;

    MixedModel(ModelParts parts) {
        this.parts = parts;
        this.factors = parts.factorOrder().stream().map(parts.factors()::get).toList();
    }

    /** Returns for each of the grouping factors its position in the formula. */
    List<Integer> factorOrder() {
        return parts.factorOrder();
    }

    /** Returns the model of the same rows that another fit found. */
    MixedModel again(Fit fit, double seconds) {
        return new MixedModel(FitParts.again(parts, fit, seconds));
    }

    /**
     * Returns this model, whose groups' effects stayed with the parts of its table, with those of one part; it is to predict rows of these
     * groups.
     *
     * @param solution as {@link org.multilevel.fit.problem.Problem#spreadSolution} gives it
     */
    public MixedModel ofPart(KeptPart part, byte[] solution) {
        return new MixedModel(FitParts.ofPart(parts, part, solution));
    }

    /** Returns the formula as it was written. */
    public String formula() {
        return parts.formula();
    }

    /** Returns the response as the formula has it, such as {@code log(y)}, without backticks where it is a column. */
    public String response() {
        return parts.design().response().name();
    }

    /** Returns the likelihood that was maximised. */
    public EstimationMethod method() {
        return parts.method();
    }

    /** Returns the fixed effects. */
    public FixedEffects fixedEffects() {
        return parts.fixed();
    }

    /** Returns the terms that the columns of X belong to, in their order, those left out included. */
    public List<FixedTerm> fixedTerms() {
        return parts.design().fixedTerms();
    }

    /** Returns what each column of X is in terms of the estimated ones. */
    public ColumnDependence dependence() {
        return ColumnDependence.of(parts);
    }

    /** Returns the fixed part as a function of the predictors. */
    public Expectation expectation() {
        return new Expectation(parts);
    }

    /** Returns what a generalised model has beside a linear one; empty for a linear model. */
    public Optional<Generalised> generalised() {
        return parts.generalised();
    }

    /**
     * Makes sure that the model is a linear one.
     *
     * @param what is for linear models only, as the beginning of a sentence, such as {@code Kenward and Roger's method}
     * @throws org.multilevel.error.MethodException if it is a generalised one
     */
    public void requireLinear(String what) {
        generalised().ifPresent(g -> {
            throw g.distribution().onlyLinear(what);
        });
    }

    /**
     * Makes sure that the model has no covariance structures.
     *
     * @param what is for models without, as the beginning of a sentence
     * @throws MethodException if it has
     */
    public void requireUnstructured(String what) {
        if (structures().isPresent()) {
            throw new MethodException(what + " is for models without covariance structures, and this one has "
                    + structureWords() + "; leave it out.");
        }
    }

    /** Returns what covariance structures the model has, as a sentence has them. */
    public String structureWords() {
        List<String> words = new ArrayList<>();
        parts.provenance().residual().ifPresent(term -> words.add("residuals " + term));
        parts.provenance().strata().ifPresent(column -> words.add("a residual variance for each " + column));
        if (words.isEmpty()) {
            words.add("a structure of a random term");
        }
        return String.join(" and ", words);
    }

    /** Returns whether the model is one of ordinary or weighted least squares: linear, without random terms and structures. */
    public boolean isLeastSquares() {
        return factors.isEmpty() && generalised().isEmpty() && structures().isEmpty();
    }

    /** Returns whether residuals are anything but independent with one variance, prior weights apart. */
    public boolean hasResidualStructure() {
        return parts.provenance().residual().isPresent()
                || parts.provenance().strata().isPresent();
    }

    /**
     * Makes sure that residuals are independent with one variance.
     *
     * @param what is for such models, as the beginning of a sentence
     * @throws MethodException if they are not
     */
    public void requireIndependentResiduals(String what) {
        if (hasResidualStructure()) {
            throw new MethodException(
                    what + " is for models whose residuals are independent with one variance, and this one has "
                            + structureWords() + "; leave it out.");
        }
    }

    /** Returns whether all residuals have one variance, prior weights apart. */
    public boolean hasOneResidualVariance() {
        return structures().map(FittedStructures::hasOneResidualVariance).orElse(true);
    }

    /** Returns the residual standard deviation, per unit weight; 1 for a generalised model, which has none. */
    public double sigma() {
        return parts.sigma();
    }

    /** Returns the grouping factors, those with more levels first, ties as written in the formula. */
    public List<GroupingFactor> groupingFactors() {
        return factors;
    }

    /** Returns the grouping factor of that name ({@code b:a} for a in b), if there is one. */
    public Optional<GroupingFactor> groupingFactor(String name) {
        return factors.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * Returns the fixed effect of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public double coefficient(String name) {
        return parts.fixed().estimate(name);
    }

    /**
     * Returns the coefficient of a column in a level of a grouping factor, such as that of {@code ses} in school {@code 1224}: the fixed
     * effect plus the group's.
     *
     * @throws IllegalArgumentException if there is no such factor, level or column; the message names the nearest
     */
    public double coefficient(String factor, String level, String column) {
        return factor(factor).coefficient(level, column);
    }

    /**
     * Returns what a level of a grouping factor adds to the coefficient of a column (conditional mode, BLUP).
     *
     * @throws IllegalArgumentException if there is no such factor, level or column; the message names the nearest
     */
    public double effect(String factor, String level, String column) {
        return factor(factor).effect(level, column);
    }

    private GroupingFactor factor(String name) {
        return groupingFactor(name)
                .orElseThrow(() -> Names.unknown(
                        "grouping factor",
                        name,
                        factors.stream().map(GroupingFactor::name).toList()));
    }

    /**
     * Returns the variances and covariances term by term in the order of {@link #groupingFactors()}, the residual last; a generalised model
     * has none.
     */
    public List<VarianceComponent> varianceComponents() {
        return VarianceComponents.of(
                factors, parts.sigma(), generalised().isEmpty(), parts.structures(), approximation());
    }

    /** Returns how many of the estimates of {@link #structures}, the first ones, are correlations of random terms; the others are of residuals. */
    public int correlationsOfTerms() {
        return VarianceComponents.correlationsOfTerms(factors);
    }

    /** Returns what the covariance structures of the model have beside variances and covariances of random effects; empty without any. */
    public Optional<FittedStructures> structures() {
        return parts.structures();
    }

    /**
     * Returns how far the estimates may be from exact ones, grouping factors in the order of {@link #groupingFactors()}; empty where they are
     * exact, which they are unless several large grouping factors cross.
     */
    public Optional<Approximation> approximation() {
        return parts.approximation().map(found -> found.reordered(parts.factorOrder()));
    }

    /** Returns whether the data determine all variances and covariances; those that they do not are marked among {@link #varianceComponents}. */
    public boolean isIdentified() {
        return factors.stream().allMatch(GroupingFactor::isIdentified);
    }

    /** Returns the numbers that describe the fit as a whole. */
    public FitStatistics statistics() {
        return new FitStatistics(
                parts.rows().used(),
                parts.fixed().size(),
                parts.design().thetaCount()
                        + parts.structures()
                                .map(FittedStructures::residualParameters)
                                .orElse(0),
                generalised()
                        .map(g -> g.distribution().family().hasDispersion() ? 1 : 0)
                        .orElse(1),
                -parts.criterion() / 2,
                parts.criterion(),
                parts.deviance(),
                parts.sigma());
    }

    /** Returns how many rows were used and why others were not. */
    public RowCounts rows() {
        return parts.rows();
    }

    /**
     * Returns how the columns vary over the rows of the fit and how these are spread over groups, with the factors in the order of
     * {@link #groupingFactors()}; empty if the model was saved by an early version, which did not keep it.
     */
    public Optional<RowFacts> rowFacts() {
        return parts.facts().map(facts -> facts.reordered(parts.factorOrder()));
    }

    /** Returns how the optimisation ended. */
    public Verdict verdict() {
        return parts.verdict();
    }

    /**
     * Returns theta, the lower triangles of lambda term by term, column by column, in the order of {@link #groupingFactors()}.
     */
    public double[] theta() {
        return factors.stream().flatMapToDouble(f -> Arrays.stream(f.theta())).toArray();
    }

    /** Returns the names of {@link #theta()} as in lme4: {@code g.(Intercept)}, {@code g.x.(Intercept)}, {@code g.x}. */
    public List<String> thetaNames() {
        return factors.stream().flatMap(f -> f.thetaNames().stream()).toList();
    }

    /** Returns every evaluation of the criterion; its theta is internal (scaled). */
    public List<Evaluation> log() {
        return parts.log();
    }

    /**
     * Returns what degrees of freedom and sequential tests of the fixed effects are found from; nothing for a model that was loaded from a
     * file of format version 1.
     */
    public Optional<Information> information() {
        return parts.information();
    }

    /** Returns sentences about the data that a user should see once: how they were read, then what the fit found. */
    public List<String> notes() {
        return Stream.concat(parts.provenance().reading().notes().stream(), parts.notes().stream())
                .toList();
    }

    /** Returns what a check of the table found, if the model was given it; the advice tells it. */
    public List<TableFinding> tableFindings() {
        return parts.provenance().reading().findings();
    }

    /** Returns this model with what a check of its table found, which its file keeps. */
    public MixedModel withTableFindings(List<TableFinding> findings) {
        Provenance from = parts.provenance();
        return new MixedModel(parts.withProvenance(new Provenance(
                from.version(),
                from.columns(),
                from.weights(),
                from.missing(),
                from.residual(),
                from.strata(),
                from.fingerprint(),
                new Reading(from.reading().missingCodes(), from.reading().notes(), findings))));
    }

    /** Returns this model with something else of a generalised one. */
    MixedModel withGeneralised(Generalised generalised) {
        return new MixedModel(parts.withGeneralised(generalised));
    }

    /** Returns how long reading and fitting took, in seconds. */
    public double seconds() {
        return parts.seconds();
    }

    /** Returns where the model comes from. */
    public Provenance provenance() {
        return parts.provenance();
    }

    /**
     * Returns a predictor that gives unseen groups the population's prediction and rows that depend on a column left out of the fit
     * none, without standard errors.
     */
    public Predictor predictor() {
        return new Predictor(parts, PredictionChoices.DEFAULT);
    }

    /** Returns the conditional prediction of every row of a table, NaN where a predictor is missing or the fit does not tell it. */
    public double[] predict(Table table) {
        return predictor().predict(table);
    }

    /**
     * Computes fitted values and residuals on the table that the model was fitted to; those of a generalised model are on the scale of its
     * response.
     *
     * @param table the same rows again
     * @param progress hears how it goes and may stop it
     * @param consumer gets the rows that the fit used, in table order; what it gets is reused
     * @return whether these are the rows of the fit: other rows with the columns and groups of the model are only found out at the end
     * @throws org.multilevel.error.ModelException if the table lacks a column of the model or has levels that the fit did not see
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public FittedCheck fitted(Table table, Progress progress, Consumer<FittedRows> consumer) {
        return generalised()
                .map(of -> GeneralisedFittedRun.run(parts, of, table, progress, consumer))
                .orElseGet(() -> FittedRun.run(parts, table, progress, consumer));
    }

    /**
     * Computes fitted values and residuals as {@link #fitted} does, and how much each row counts: leverage, standardised residual and
     * Cook's distance with the variances held fixed; these are NaN where residuals go together or have several variances. It costs some p^2
     * operations more for every row.
     *
     * @param table the same rows again
     * @param progress hears how it goes and may stop it
     * @param consumer gets the rows that the fit used, in table order; what it gets is reused
     * @return as {@link #fitted}
     * @throws org.multilevel.error.ModelException as {@link #fitted}
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public FittedCheck diagnosed(Table table, Progress progress, Consumer<FittedRows> consumer) {
        requireLinear("A table of leverages");
        return FittedRun.diagnosed(parts, table, progress, consumer);
    }

    /**
     * Writes the model to a file in the format that {@link #load} reads; the file appears complete or, where that fails, what was there
     * stays.
     *
     * @throws org.multilevel.error.DataException if the file cannot be written
     */
    public void save(Path file) {
        ModelFile.save(parts, file);
    }

    /** Writes the model as UTF-8 JSON; the stream stays open. */
    public void write(OutputStream out) {
        ModelFile.write(parts, out);
    }

    /** Returns the text that {@link #write} writes. */
    public String toJson() {
        return ModelFile.toJson(parts);
    }

    /**
     * Reads a model from a file.
     *
     * @throws org.multilevel.error.DataException if it is not a complete model file of a version that this program knows
     */
    public static MixedModel load(Path file) {
        return new MixedModel(ModelFile.load(file));
    }

    /**
     * Reads a model; the stream stays open.
     *
     * @param sourceName what error sentences call the source, such as a file name
     * @throws org.multilevel.error.DataException as {@link #load}
     */
    public static MixedModel read(InputStream in, String sourceName) {
        return new MixedModel(ModelFile.read(in, sourceName));
    }

    /**
     * Reads a model from text that {@link #toJson} gave.
     *
     * @throws org.multilevel.error.DataException as {@link #load}
     */
    public static MixedModel fromJson(String json) {
        return new MixedModel(ModelFile.fromJson(json));
    }

    /** Returns the formula and method; the readable summary is made by {@code org.multilevel.result.Summary}. */
    @Override
    public String toString() {
        return "MixedModel[" + formula() + ", " + method() + "]";
    }
}
