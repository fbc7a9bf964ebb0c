package org.multilevel.fit.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.answers.LikelihoodProfiles;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.answers.Redraws;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.Confounding;
import org.multilevel.fit.determination.Determination;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.KenwardRoger;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.ExpectedInformation;
import org.multilevel.fit.optimum.Optimiser;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.rows.Room;
import org.multilevel.fit.structure.CarriedRows;
import org.multilevel.fit.structure.DenseAdjustment;
import org.multilevel.fit.structure.DrawnRows;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.SmallerDeviation;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.StructuredUncertainty;
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.Structure;

/** Maximises the likelihood of a model with covariance structures, and gives the results on the raw scale. */
public final class StructuredFitter {
    /** Where less than this part of the response's variance is left, the rest is rounding. */
    private static final double NOTHING_LEFT = 1e-13;
    /** Starts that differ by less than this part of the largest element lead to the same end. */
    private static final double NEAR = 0.25;
    /** How often it is looked for better optima beside the best. */
    private static final int ROUNDS = 3;
    /** Optima that differ by less are the same. */
    private static final double SAME = 1e-6;
    /** A slope of -2 log-likelihood at a bound that has no end: there it is two for each row that is fitted exactly. */
    private static final double FALLING = -0.5;
    /** A standard deviation of effects beside which that of the residuals is none where the likelihood does not tell. */
    private static final double LARGE = 30;
    /** What the likelihood, times -2, does not tell apart. */
    private static final double UNTOLD = 1e-3;

    private final MixedModelEquations equations;
    private final Table table;
    private final Standardisation standard;
    private final CrossProducts products;
    private final ThetaLayout layout;
    private final FixedPart leastSquares;
    private final Structures structures;
    /** The same as searches have them. */
    private final Structures searched;

    private final PenalisedLeastSquares plan;
    /** Of independent residuals. */
    private final PenalisedLeastSquares plain;

    private final Workers workers;
    private final Progress progress;
    /** A way along which the likelihood did not change where the search began. */
    private Optional<Level> level = Optional.empty();

    public StructuredFitter(MixedModelEquations equations, Workers workers, Progress progress) {
        this.equations = equations;
        this.table = equations.table();
        this.standard = equations.standard();
        this.products = equations.products();
        this.layout = equations.layout();
        this.workers = workers;
        this.progress = progress;
        leastSquares = FixedPart.factor(products.xy.clone(), equations.kept().length);
        double total = products.xy[products.xy.length - 1];
        if (!(leastSquares.residual() > standard.orthogonalisation.leastResidual(total))) {
            throw equations.nothingLeft("the fixed effects");
        }
        structures = Structures.read(
                equations.design(),
                table,
                products,
                standard,
                equations.kept(),
                leastSquares.beta(),
                layout,
                Room.ofJava().numbers() / 4,
                workers,
                progress);
        searched = structures.relativeToLargest();
        plain = StructuredOptimum.plan(equations, workers);
        plan = structures.split().isSplit() ? StructuredOptimum.plan(equations, structures, workers) : plain;
    }

    /** What one search found, relative to the first residual variance; the criterion is none of that search. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    private record Found(
            double[] theta,
            double[] parameters,
            double value,
            Verdict verdict,
            List<Evaluation> log,
            StructuredCriterion criterion) {}

    public Fit fit() {
        Optional<DrawnRows> rows = Optional.empty();
        if (equations.options().df() == DfMethod.KENWARD_ROGER) {
            rows = Optional.of(
                    DrawnRows.read(structures, equations.design(), table, standard, equations.kept(), progress));
            DenseAdjustment.check(rows.get(), layout.size() + structures.size() + 1);
        }
        return result(best(), rows);
    }

    /** Returns the optimum, with what was estimated there: other questions begin at it. */
    StructuredOptimum optimum(Found found) {
        return new StructuredOptimum(equations, structures, found.theta, found.parameters);
    }

    /** Returns how many parameters the residuals have beside their variance. */
    public int residualParameters() {
        return structures.residualParameters();
    }

    /** Returns the profiles of all parameters. */
    public LikelihoodProfiles profiles() {
        Found found = best();
        StructuredOptimum here = optimum(found);
        StructuredOptimum ml = equations.restricted() ? here.with(EstimationMethod.ML, workers, progress) : here;
        return new StructuredLikelihoodProfiles(
                here,
                ml,
                result(found, Optional.empty()).structures().orElseThrow().estimates(),
                progress);
    }

    /** Returns what draws responses from the fitted model and estimates it again. */
    public Redraws redraws() {
        DrawnRows rows = DrawnRows.read(structures, equations.design(), table, standard, equations.kept(), progress);
        return new StructuredRedraws(optimum(best()), rows, workers, progress);
    }

    /** Returns what leaves out levels of a factor; for the number of factors subjects of the residuals, and for -1 the levels in which all others lie. */
    public LevelRefits refits(int factor) {
        DrawnRows rows = DrawnRows.read(structures, equations.design(), table, standard, equations.kept(), progress);
        int of = factor < 0 ? rows.outermost() : factor;
        if (of < 0) {
            throw new ModelException(
                    "BCa intervals leave out one independent group after the other, and the model's groups and the subjects"
                            + " of its residuals cross, so that no group is independent of the others; choose bc.");
        }
        return new StructuredRefits(optimum(best()), rows, table, of, progress);
    }

    /** Returns the covariance of the estimates of parameters. */
    public double[][] parameterCovariance(List<ProfiledParameter> parameters) {
        Found found = best();
        StructuredOptimum here = optimum(found);
        StructuredCriterion.At at = found.criterion.at(here.theta(), here.phi());
        double sigma = Math.sqrt(at.factor().residual() / equations.degreesOfFreedom()) * standard.yScale;
        List<Optional<String>> bounds = bounds(found.criterion, here.theta(), here.phi(), here.factorNames());
        return new StructuredParameterCovariance(
                        here, parameters, uncertainty(found.criterion, here.theta(), here.phi(), bounds), sigma)
                .matrix();
    }

    /** Returns which parameters are at a bound; standard deviations of residuals also where the likelihood does not tell them from none. */
    private List<Optional<String>> bounds(
            StructuredCriterion criterion, double[] theta, double[] parameters, List<String> factorNames) {
        List<Optional<String>> bounds = new ArrayList<>(structures.bounds(parameters, factorNames));
        double here = criterion.at(theta, parameters).value();
        for (SmallerDeviation point : structures.smaller(theta, parameters)) {
            double beside = criterion.at(point.theta(), point.parameters()).value();
            // at the end of its range too: where there is no maximum the likelihood goes on rising beyond it
            if (Math.abs(beside - here) < UNTOLD) {
                bounds.set(point.parameter(), Optional.of(point.sentence()));
            }
        }
        return bounds;
    }

    private StructuredUncertainty uncertainty(
            StructuredCriterion criterion, double[] theta, double[] parameters, List<Optional<String>> bounds) {
        boolean[] held = structures.meaningless(theta);
        for (int k = 0; k < held.length; k++) {
            held[k] |= bounds.get(k).isPresent();
        }
        return StructuredUncertainty.of(criterion, layout, theta, parameters, held, equations.degreesOfFreedom());
    }

    private Found best() {
        double[][] plain = withoutStructures();
        List<double[]> thetas = new ArrayList<>(List.of(layout.theta(plain)));
        double[] moments = start(layout).theta();
        if (isElsewhere(moments, thetas.get(0))) {
            thetas.add(moments);
        }
        List<StructuredCriterion.Reached> reached = new ArrayList<>();
        for (double[] parameters : searched.starts(plain)) {
            for (double[] theta : thetas) {
                if (reached.stream().anyMatch(StructuredCriterion.Reached::endless)) {
                    break;
                }
                reached.add(searching(parameters).approach(theta, List.copyOf(reached)));
            }
        }
        reached.sort(Comparator.comparingDouble(StructuredCriterion.Reached::value));
        boolean many = products.effects() >= products.rows;
        if (!many) {
            // where effects could fit every row exactly the likelihood may rise without end beside its maximum
            lookElsewhere(reached);
        }
        if (structures.residualParameters() == 0 || many) {
            // a search along a valley may end at a residual variance of zero, where none is to be seen any more
            level = reached.stream()
                    .filter(end -> end.value() < reached.get(0).value() + SAME)
                    .map(end -> searching(end.parameters()).descend(end.theta()))
                    .flatMap(end -> level(end).stream())
                    .min(Comparator.comparingDouble(Level::size));
        }
        Found best = search(reached.get(0));
        // a search that went wrong is told by one from where another start leads
        for (int k = 1; k < reached.size() && best.value() > reached.get(0).value() + SAME; k++) {
            Found other = search(reached.get(k));
            best = other.value() < best.value() ? other : best;
        }
        if (best.value() > reached.get(0).value() - SAME) {
            checkTold(level);
        }
        return best;
    }

    /** Goes on from other points beside the best that was reached, as long as that leads lower. */
    private void lookElsewhere(List<StructuredCriterion.Reached> reached) {
        for (int round = 0; round < ROUNDS && !reached.get(0).endless(); round++) {
            StructuredCriterion.Reached best = reached.get(0);
            double[] theta = new StructuredOptimum(equations, searched, best.theta(), best.parameters()).lifted();
            for (double[] parameters : searched.elsewhere(best.parameters())) {
                reached.add(searching(parameters).approach(theta, List.copyOf(reached)));
            }
            reached.sort(Comparator.comparingDouble(StructuredCriterion.Reached::value));
            if (reached.get(0).value() > best.value() - SAME) {
                return;
            }
        }
    }

    /** A way along which the likelihood does not change, and how large theta is where it was seen. */
    private record Level(StructuredUncertainty.Valley way, double size) {}

    private Optional<Level> level(StructuredUncertainty uncertainty, double[] theta) {
        double size = SmallMatrices.largest(theta);
        return uncertainty.valley().map(way -> new Level(way, size));
    }

    private Optional<Level> level(StructuredCriterion.Reached reached) {
        Structures.Place place = searched.relativeToFirst(reached.theta(), reached.parameters());
        StructuredCriterion criterion = criterion(place.parameters());
        List<Optional<String>> bounds = bounds(criterion, place.theta(), place.parameters(), factorNames());
        return level(uncertainty(criterion, place.theta(), place.parameters(), bounds), place.theta());
    }

    /**
     * Refuses variances and correlations of which more of one and less of another give the same likelihood, and a residual variance of zero.
     *
     * @throws ModelException naming them
     */
    private void checkTold(Optional<Level> along) {
        along.ifPresent(found -> {
            Confounding confounding = new Confounding(equations.design(), layout, structures);
            throw found.size > LARGE ? confounding.noResidual() : confounding.refusal(found.way);
        });
    }

    private List<String> factorNames() {
        return equations.design().factors().stream().map(RandomFactor::name).toList();
    }

    /** Returns whether two starts are so far apart that they may lead to different ends. */
    private static boolean isElsewhere(double[] theta, double[] other) {
        double most = 0;
        double apart = 0;
        for (int k = 0; k < theta.length; k++) {
            most = Math.max(most, Math.abs(other[k]));
            apart = Math.max(apart, Math.abs(theta[k] - other[k]));
        }
        return apart > NEAR * most;
    }

    Structures structures() {
        return structures;
    }

    /** Returns the criterion, whose structures' parameters begin at a point. */
    StructuredCriterion criterion(double[] parameters) {
        return StructuredOptimum.criterion(equations, structures, plan, parameters, workers, progress);
    }

    private StructuredCriterion searching(double[] parameters) {
        return StructuredOptimum.criterion(equations, searched, plan, parameters, workers, progress);
    }

    /** Returns the lambda that is best where residuals are independent, and so are effects that a structure would correlate. */
    private double[][] withoutStructures() {
        List<RandomFactor> factors = equations.design().factors().stream()
                .map(factor -> new RandomFactor(
                        factor.name(),
                        factor.levels(),
                        factor.blocks().stream()
                                .map(StructuredFitter::independent)
                                .toList()))
                .toList();
        ThetaLayout independent = new ThetaLayout(factors);
        ProfiledCriterion criterion = new ProfiledCriterion(
                plain,
                independent,
                equations.restricted(),
                products.rows,
                equations.constant(equations.restricted()),
                progress);
        return independent.lambda(optimiser(criterion, independent)
                .minimise(start(independent))
                .point()
                .theta());
    }

    private static RandomBlock independent(RandomBlock block) {
        return block.structure().isUnstructured()
                ? block
                : new RandomBlock(block.columns(), new Structure(CovarianceKind.DIAGONAL, false));
    }

    private Optimiser optimiser(Criterion criterion, ThetaLayout of) {
        return new Optimiser(
                criterion,
                of,
                new StartValues(products, of),
                new ExpectedInformation(products, of),
                0,
                products.effects() >= products.rows,
                workers);
    }

    private StartValues.Start start(ThetaLayout of) {
        return new StartValues(products, of)
                .start(leastSquares.beta(), leastSquares.residual(), theta -> 0.5 * leastSquares.residual());
    }

    /** Finds the optimum from where a descent ended, and says what it is. */
    private Found search(StructuredCriterion.Reached from) {
        StructuredCriterion criterion = searching(from.parameters());
        Optimiser optimiser = optimiser(criterion, layout);
        Optimiser.Optimum optimum = optimiser.minimise(from.theta());
        // leaves the parameters of the optimum behind, whatever was looked at last
        criterion.evaluateValue(optimum.point().theta(), "polish");
        double[] theta = optimum.point().theta();
        Verdict verdict = criterion.told(optimum.verdict(), theta, criterion.parameters());
        Structures.Place end = searched.relativeToFirst(theta, criterion.parameters());
        return new Found(
                end.theta(),
                end.parameters(),
                optimum.point().value(),
                verdict,
                criterion.log(),
                criterion(end.parameters()));
    }

    /** Returns the verdict on theta and the structures' parameters together. */
    private static Verdict judged(
            Verdict verdict,
            StructuredUncertainty uncertainty,
            List<Optional<String>> bounds,
            Optional<String> counts,
            double[] parameters,
            double[] byParameters) {
        for (int k = 0; k < byParameters.length; k++) {
            if (bounds.get(k).isPresent() && byParameters[k] * Math.signum(parameters[k]) < FALLING) {
                return new Verdict(
                        Verdict.Status.NOT_CONVERGED,
                        verdict.gradientNorm(),
                        verdict.evaluations(),
                        verdict.optimizer(),
                        "The likelihood has no maximum that could be found: it still rises where some rows are all but fitted exactly. "
                                + bounds.get(k).get()
                                + counts.map(sentence -> " " + sentence).orElse("")
                                + " Choose a structure with fewer variances and correlations, or leave out what few rows tell.");
            }
        }
        if (verdict.status() == Verdict.Status.NOT_CONVERGED) {
            return verdict;
        }
        List<String> said = bounds.stream().flatMap(Optional::stream).distinct().toList();
        if (!uncertainty.isMinimum()) {
            return new Verdict(
                    Verdict.Status.NOT_CONVERGED,
                    verdict.gradientNorm(),
                    verdict.evaluations(),
                    verdict.optimizer(),
                    said.isEmpty()
                            ? "The search ended where the likelihood still rises on one side: the numbers are the best that were"
                                    + " found, and standard errors may be wrong."
                            : "The search ended at a bound, where the likelihood still rises on one side: the rows hardly bear so many"
                                    + " variances and correlations. " + String.join(" ", said)
                                    + " Choose a structure with fewer.");
        }
        return said.isEmpty()
                ? verdict
                : new Verdict(
                        Verdict.Status.SINGULAR,
                        verdict.gradientNorm(),
                        verdict.evaluations(),
                        verdict.optimizer(),
                        "The optimum lies at the boundary. " + String.join(" ", said));
    }

    private Information information(
            StructuredUncertainty uncertainty,
            RawResults raw,
            double[] at,
            double[] theta,
            double[] parameters,
            Optional<DrawnRows> rows) {
        double[][] crossFactor = raw.crossFactor(FitInformation.crossFactor(products));
        if (equations.options().df() == DfMethod.ASYMPTOTIC) {
            return new Information(crossFactor, Optional.empty(), Optional.empty());
        }
        Optional<VarianceUncertainty> satterthwaite = uncertainty
                .compute()
                .map(result -> new VarianceUncertainty(
                        result.covariance(),
                        result.slopes().stream().map(raw::fixedCovariance).toList()));
        Optional<KenwardRoger> kenwardRoger =
                rows.map(own -> kenwardRoger(own, at, theta, parameters, uncertainty.free(), raw));
        return new Information(crossFactor, satterthwaite, kenwardRoger);
    }

    private KenwardRoger kenwardRoger(
            DrawnRows rows, double[] fixedInverse, double[] theta, double[] parameters, int[] free, RawResults raw) {
        DenseAdjustment.Result result =
                new DenseAdjustment(rows, layout, theta, parameters, free).compute(fixedInverse, progress);
        return new KenwardRoger(
                raw.fixedCovariance(result.adjusted()),
                new VarianceUncertainty(
                        result.covariance(),
                        Arrays.stream(result.slopes()).map(raw::fixedCovariance).toList()));
    }

    /** @param rows where Kenward and Roger's method needs them */
    private Fit result(Found found, Optional<DrawnRows> rows) {
        double[] theta = found.theta;
        double[] parameters = found.parameters;
        StructuredCriterion.At at = found.criterion.at(theta, parameters);
        Factor factor = at.factor();
        if (!(factor.residual() > NOTHING_LEFT * factor.total())) {
            checkTold(level);
            throw equations.nothingLeft("the fixed effects and groups");
        }
        double sigma = Math.sqrt(factor.residual() / equations.degreesOfFreedom()) * standard.yScale;
        RawResults raw = new RawResults(equations.design(), standard, equations.kept(), sigma);
        double[][] lambda = at.lambda();
        double[] beta = factor.beta();
        standard.coefficientsToRaw(equations.kept(), beta);
        double[] fixedInverse = factor.fixedInverse();
        double[][] covariance = raw.fixedCovariance(fixedInverse);
        Determination determination = Determination.of(products, layout.free(), equations.restricted());
        NotIdentified open = NotIdentified.of(equations.design(), standard, determination);
        Structures.Uncertain uncertain = structures.uncertain(factor);
        List<FactorEffects> factors = raw.factors(
                structures.split().gathered(factor.modes()),
                uncertain.conditional(),
                uncertain.modesByBeta(),
                lambda,
                open.pairs());
        Optional<JointEffects> joint = JointEffects.of(at.products(), lambda, raw.halves(lambda), structures.split());
        double deviance = found.criterion.deviance(theta, parameters, equations.constant(false), products.rows);
        List<String> names = factorNames();
        List<String> notes = new ArrayList<>(structures.notes(parameters));
        List<Optional<String>> bounds = bounds(found.criterion, theta, parameters, names);
        StructuredUncertainty uncertainty = uncertainty(found.criterion, theta, parameters, bounds);
        checkTold(level(uncertainty, theta));
        List<StructureEstimate> estimates = structures.estimates(parameters, sigma, names, uncertainty);
        Verdict verdict = judged(
                found.verdict,
                uncertainty,
                bounds,
                structures.counts(),
                parameters,
                found.criterion.slopes(theta, parameters).byParameters());
        Information information = information(uncertainty, raw, fixedInverse, theta, parameters, rows);
        Optional<CarriedRows> carried = structures.carried(
                beta, factors.stream().map(FactorEffects::effects).toList());
        return new Fit(
                equations.options().method(),
                equations.kept(),
                equations.leftOut(),
                beta,
                covariance,
                sigma,
                found.value(),
                deviance,
                layout.theta(raw.lambda(lambda)),
                factors,
                joint,
                equations.rowFacts(),
                open.verdict(verdict),
                found.log,
                Optional.of(information),
                Optional.of(
                        new FittedStructures(estimates, structures.residualParameters(), structures.cost(), carried)),
                Optional.empty(),
                notes);
    }
}
