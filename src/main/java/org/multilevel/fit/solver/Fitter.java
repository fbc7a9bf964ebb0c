package org.multilevel.fit.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.Determination;
import org.multilevel.fit.determination.Identifiability;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.ShiftedSystem;
import org.multilevel.fit.leastsquares.SingleFactorEquations;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.leastsquares.SpreadSystem;
import org.multilevel.fit.leastsquares.WithinLevels;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.ExpectedInformation;
import org.multilevel.fit.optimum.Optimiser;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.profile.ParameterProfile;
import org.multilevel.fit.profile.Profiles;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.fit.rows.Room;

/** One question asked of a {@link MixedModelEquations}: refuses what has no answer, maximises the likelihood, and gives the results on the raw scale. */
public final class Fitter {
    /** Where less than this part of the response's variance is left, the rest is rounding. */
    private static final double NOTHING_LEFT = 1e-13;
    /** Where less than this part of the response's sum of squares lies within groups, a difference would lose digits. */
    private static final double WORTH_READING = 1e-6;
    /** The part within groups that the rounding of the response alone can make. */
    private static final double ROUNDING_WITHIN = 1e-24;
    /** The part of that which is rounding when the fixed effects are taken out of it. */
    private static final double NOTHING_LEFT_WITHIN = 1e-9;
    /** The relative error of the least precise pivot of several factors with which their variances would still mean something. */
    private static final double LEAST_PRECISION = 1e-3;
    /** The error of the criterion per row from which on what is explained is taken out of the rows. */
    private static final double WORTH_REPEATING = 1e-8;

    private static final String EFFECTS_ELSEWHERE =
            "The effects of the groups stay on the cluster, so this model predicts every group as the population.";

    private final MixedModelEquations equations;
    private final Standardisation standard;
    private CrossProducts products;
    private final int[] kept;
    private final Workers workers;
    private final Progress progress;
    private final ThetaLayout layout;
    private final Determination determination;
    private FixedPart leastSquares;
    /** Coefficients of the standardised columns that were taken out of the response, so that what is left keeps its digits. */
    private double[] shift;

    /** Fixed columns that differ within the levels of the only factor. */
    private int fixedRankWithin;

    private final PenalisedLeastSquares system;
    private ProfiledCriterion criterion;

    /**
     * Sets the solver up.
     *
     * @throws ModelException if the model cannot be estimated from these cross-products
     */
    public Fitter(MixedModelEquations equations, Workers workers, Progress progress) {
        this.equations = equations;
        this.standard = equations.standard();
        this.products = equations.products();
        this.kept = equations.kept();
        this.workers = workers;
        this.progress = progress;
        this.layout = equations.layout();
        this.determination = equations.determination();
        this.leastSquares = FixedPart.factor(products.xy.clone(), kept.length);
        this.shift = new double[kept.length];
        double total = products.xy[products.xy.length - 1];
        if (!(leastSquares.residual() > standard.orthogonalisation.leastResidual(total))) {
            throw equations.nothingLeft("the fixed effects");
        }
        this.system = system();
        this.criterion = new ProfiledCriterion(
                system,
                layout,
                equations.restricted(),
                products.rows,
                equations.constant(equations.restricted()),
                progress);
    }

    public Fit fit() {
        Room.ofJava().checkSearch(layout, criterion.knowsCurvature());
        FitInformation.check(equations);
        NotIdentified open = NotIdentified.of(equations.design(), standard, determination);
        List<String> redundancies =
                new ArrayList<>(Identifiability.redundancies(equations.design(), standard, products, open));
        redundancies.addAll(Identifiability.littleSaid(equations.design(), products, determination));
        Optimiser.Optimum optimum = withAllDigits(optimiser().minimise(start()));
        Factor factor = factor(optimum);
        progress.report("finishing", Double.NaN);
        return result(factor, optimum, open, redundancies);
    }

    /**
     * Returns the optimum, found once more where it lost digits because several factors and the fixed effects explain nearly all of the
     * response: of what is left when that is taken out of the rows.
     */
    private Optimiser.Optimum withAllDigits(Optimiser.Optimum optimum) {
        return takenOut(optimum.point().theta())
                .map(start -> optimiser().minimise(start))
                .orElse(optimum);
    }

    /**
     * Takes out of the rows what several factors and the fixed effects explain where the criterion loses digits at a theta, and from then on
     * is about what is left.
     *
     * @return where to search from; empty where digits suffice, or the rows are not at hand
     */
    private Optional<StartValues.Start> takenOut(double[] theta) {
        if (products.widths.length < 2) {
            return Optional.empty();
        }
        Optional<Remainder> remainder =
                losesDigits(criterion.factor(theta)) ? Remainder.of(equations, criterion::factor) : Optional.empty();
        if (remainder.isEmpty()) {
            return Optional.empty();
        }
        Remainder rest = remainder.get();
        double[] begin = rest.start(layout);
        if (rest.precision(layout, begin) > LEAST_PRECISION) {
            throw tooLittleLeft(rest.scaleWithoutShrinking(equations, workers) / responseScale());
        }
        shift = rest.beta();
        products = rest.products();
        criterion = criterion.with(new ShiftedSystem(equations.blocked(workers), products, rest.effects(), workers));
        double variance = rest.squares() / products.rows;
        return Optional.of(new StartValues.Start(begin, new double[kept.length], variance));
    }

    /** Returns whether the criterion is uncertain at the theta of the last factor. */
    private boolean losesDigits(Factor last) {
        return !(last.residual() > 0 && criterion.rounding() < WORTH_REPEATING * products.rows);
    }

    /** Returns the root mean square of the response whose products are looked at. */
    private double responseScale() {
        return Math.sqrt(products.xy[products.xy.length - 1] / products.rows);
    }

    /** Returns the refusal of a response of which groups that share its digits leave this part. */
    private ModelException tooLittleLeft(double part) {
        if (!(part * part > ROUNDING_WITHIN)) {
            return equations.nothingLeft("the fixed effects and groups");
        }
        return new ModelException(String.format(
                Locale.ROOT,
                "Fixed effects and groups explain %s but for about %.0e of its size, too little for the digits of a number where several"
                        + " groupings share it; subtract from the response what is known, or fit one grouping factor.",
                equations.design().response().name(),
                part));
    }

    public Estimates estimates(double[] rawTheta) {
        double[] begin = standardised(rawTheta);
        Optional<StartValues.Start> rest = takenOut(begin);
        Optimiser.Optimum optimum = optimiser().minimise(begin);
        if (optimum.verdict().status() != Verdict.Status.CONVERGED) {
            Optimiser.Optimum other = optimiser().minimise(rest.orElseGet(this::start));
            optimum = other.point().value() < optimum.point().value() ? other : optimum;
        }
        return estimates(
                factor(optimum), optimum.point().theta(), optimum.point().value(), optimum.verdict());
    }

    /** Returns what parts need to know of an optimum to find the effects of their groups, as {@link KeptPart#solution}. */
    public byte[] solution(double[] rawTheta) {
        double[][] lambda = layout.lambda(standardised(rawTheta));
        Factor factor = system.factor(lambda);
        return KeptPart.solution(kept, shift, lambda, factor.fixed().elements(), sigma(factor));
    }

    /** Returns what goes with a theta that is given. */
    public Estimates at(double[] rawTheta) {
        double[] theta = standardised(rawTheta);
        takenOut(theta);
        double value = criterion.evaluateValue(theta, "asked");
        Verdict asked = new Verdict(
                Verdict.Status.NOT_CONVERGED,
                Double.NaN,
                1,
                "none",
                "No search was made: these are the values at the theta that was asked for.");
        return estimates(criterion.factor(theta), theta, value, asked);
    }

    private Estimates estimates(Factor factor, double[] theta, double value, Verdict verdict) {
        double sigma = sigma(factor);
        double[][] lambda = raw(sigma).lambda(layout.lambda(theta));
        return new Estimates(
                kept,
                beta(factor),
                sigma,
                layout.theta(lambda),
                raw(sigma).covariances(lambda),
                value,
                deviance(factor),
                verdict);
    }

    /** Returns the theta of the standardised columns. */
    public double[] standardised(double[] rawTheta) {
        return raw(Double.NaN).standardised(layout, rawTheta);
    }

    /** Returns the factor at a theta of the standardised columns, which lasts until the next is asked for. */
    public Factor factor(double[] theta) {
        return criterion.factor(theta);
    }

    /**
     * Returns the profile of a parameter.
     *
     * @param ml the fit of this model by ML
     * @throws ModelException where several factors explain so much of the response that its digits would be lost
     */
    public ParameterProfile profile(ProfiledParameter parameter, Fit ml) {
        double[] theta = standardised(ml.theta());
        if (products.widths.length > 1 && losesDigits(criterion.factor(theta))) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "Fixed effects and groups explain nearly all of %s, so the profile of its likelihood would lose its digits; ask for"
                            + " Wald intervals, or subtract from the response what is known.",
                    equations.design().response().name()));
        }
        double sigma = ml.sigma() / standard.yScale;
        Profiles profiles = new Profiles(
                products,
                layout,
                new ProfileEquations(equations, products, system, workers),
                theta,
                sigma,
                standard.yScale);
        double estimate = parameter.value(
                ml.beta(), ml.factors().stream().map(FactorEffects::covariance).toList(), ml.sigma());
        if (parameter instanceof ProfiledParameter.FixedEffect effect) {
            double[] unit = new double[kept.length];
            unit[effect.position()] = 1;
            return linear(profiles, unit, estimate, ml);
        }
        if (parameter instanceof ProfiledParameter.LinearFunction function) {
            double[] coefficients = function.coefficients().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return linear(profiles, coefficients, estimate, ml);
        }
        if (parameter instanceof ProfiledParameter.VarianceShare share) {
            double[] one = {1};
            double unit = share.facts()
                    .randomVariance(
                            0,
                            raw(1).covariances(raw(1).lambda(layout.lambda(one)))
                                    .get(0));
            return profiles.share(unit, estimate);
        }
        if (parameter instanceof ProfiledParameter.StandardDeviation sd) {
            return profiles.standardDeviation(sd.factor(), sd.column(), transform(sd.factor()), estimate);
        }
        if (parameter instanceof ProfiledParameter.Correlation pair) {
            return profiles.correlation(pair.factor(), pair.column(), pair.other(), transform(pair.factor()), estimate);
        }
        return profiles.residual();
    }

    /** Returns the covariance of the estimates of parameters at an optimum. */
    public double[][] parameterCovariance(List<ProfiledParameter> parameters, double[] rawTheta) {
        double[] theta = standardised(rawTheta);
        takenOut(theta);
        double sigma = sigma(criterion.factor(theta));
        return new ParameterCovariance(equations, criterion, parameters, theta, sigma).matrix();
    }

    private double[] transform(int f) {
        return standard.randomTransform(equations.design().factors().get(f), f);
    }

    private ParameterProfile linear(Profiles profiles, double[] coefficients, double estimate, Fit ml) {
        LinearFunction function = LinearFunction.of(standard, kept, shift, coefficients);
        double variance = SmallMatrices.bilinear(coefficients, ml.betaCovariance(), coefficients);
        return profiles.fixedEffect(function.a(), function.constant(), estimate, Math.sqrt(variance));
    }

    private StartValues.Start start() {
        return startValues().start(leastSquares.beta(), leastSquares.residual(), theta -> {
            criterion.evaluateValue(theta, "start");
            return criterion.residual();
        });
    }

    private StartValues startValues() {
        return new StartValues(products, layout);
    }

    private Optimiser optimiser() {
        int freedom = determination.directions().size();
        return new Optimiser(
                criterion,
                layout,
                startValues(),
                new ExpectedInformation(products, layout),
                freedom,
                products.effects() >= products.rows,
                workers);
    }

    /** Returns the factor at the optimum. */
    private Factor factor(Optimiser.Optimum optimum) {
        Factor factor = criterion.factor(optimum.point().theta());
        if (!(factor.residual() > NOTHING_LEFT * factor.total())) {
            if (products.widths.length == 1 && determination.rowsLeft(0) <= fixedRankWithin) {
                throw Identifiability.residualIsZero(products.rows);
            }
            throw equations.nothingLeft("the fixed effects and groups");
        }
        return factor;
    }

    private double sigma(Factor factor) {
        return Math.sqrt(factor.residual() / equations.degreesOfFreedom()) * standard.yScale;
    }

    private double deviance(Factor factor) {
        return equations.constant(false) + ProfiledCriterion.criterion(factor, false, (double) products.rows);
    }

    private RawResults raw(double sigma) {
        return new RawResults(equations.design(), standard, kept, sigma);
    }

    /** Sets up the solver; where nearly all variance lies between the levels of one factor, the rows are read once more for the rest. */
    private PenalisedLeastSquares system() {
        if (products.widths.length > 1) {
            return equations
                    .spread()
                    .map(rows -> (PenalisedLeastSquares) SpreadSystem.of(products, rows.system(kept, shift), workers))
                    .orElseGet(() -> equations.blocked(workers));
        }
        SingleFactorEquations single = single();
        if (products.widths.length == 0) {
            return single;
        }
        long rowsLeft = determination.rowsLeft(0);
        if (rowsLeft <= 0) {
            // every row has a random effect of its own: nothing lies within levels, and only how levels differ tells
            // the variances
            return single.reading(new double[products.xy.length]);
        }
        if (single.withinLevels().partWithin() <= WORTH_READING) {
            SingleFactorEquations difference = single;
            single = equations.within(shift).map(single::reading).orElse(difference);
        }
        WithinLevels levels = single.withinLevels();
        if (!(levels.partWithin() > ROUNDING_WITHIN)) {
            throw equations.nothingLeft("the groups");
        }
        fixedRankWithin = levels.fixedRankWithin();
        if (!equations.restricted() && rowsLeft <= fixedRankWithin) {
            throw Identifiability.noRowsLeft(products.rows);
        }
        if (rowsLeft <= fixedRankWithin || levels.partLeftWithin() > WORTH_READING) {
            return single;
        }
        return withoutFixedPart(single);
    }

    /** Takes out of the response what the fixed columns explain within levels, and reads the little that is left from the rows. */
    private SingleFactorEquations withoutFixedPart(SingleFactorEquations single) {
        WithinLevels whole = single.withinLevels();
        double[] coefficients = whole.coefficientsWithin();
        Optional<double[]> within = equations.within(coefficients);
        double left = within.map(matrix -> matrix[matrix.length - 1] / products.xy[matrix.length - 1])
                .orElse(whole.partWithin() * whole.partLeftWithin());
        double least = within.isPresent() ? ROUNDING_WITHIN : NOTHING_LEFT_WITHIN * whole.partWithin();
        if (!(left > least)) {
            throw equations.nothingLeft("the fixed effects and groups");
        }
        if (within.isEmpty()) {
            return single;
        }
        shift = coefficients;
        products = products.shifted(shift);
        leastSquares = FixedPart.factor(products.xy.clone(), kept.length);
        return equations
                .spread()
                .map(rows -> (SingleFactorEquations)
                        SpreadSystem.of(products, rows.system(kept, shift), workers, within.get()))
                .orElseGet(() -> new SingleFactorSystem(products, workers, within.get()));
    }

    /** Returns the equations of one grouping factor or none; what lies within levels is a difference. */
    private SingleFactorEquations single() {
        return equations
                .spread()
                .map(rows -> (SingleFactorEquations) SpreadSystem.of(products, rows.system(kept, shift), workers))
                .orElseGet(() -> new SingleFactorSystem(products, workers));
    }

    /** Returns the coefficients of the raw columns. */
    private double[] beta(Factor factor) {
        double[] beta = coefficients(factor);
        standard.coefficientsToRaw(kept, beta);
        return beta;
    }

    /** Returns the coefficients of the standardised columns, with what was taken out of the response before. */
    public double[] coefficients(Factor factor) {
        double[] beta = factor.beta();
        for (int j = 0; j < beta.length; j++) {
            beta[j] += shift[j];
        }
        return beta;
    }

    private Fit result(Factor factor, Optimiser.Optimum optimum, NotIdentified open, List<String> redundancies) {
        double sigma = sigma(factor);
        RawResults raw = raw(sigma);
        double[] beta = beta(factor);
        double[] theta = optimum.point().theta();
        double[][] lambda = layout.lambda(theta);
        double[][] covariance = raw.fixedCovariance(factor.fixedInverse());
        double deviance = deviance(factor);
        List<FactorEffects> factors = raw.factors(factor, lambda, open.pairs());
        List<String> said = new ArrayList<>(open.sentences(factors));
        said.addAll(redundancies);
        if (equations.isSpread()) {
            said.add(0, EFFECTS_ELSEWHERE);
        }
        List<String> notes = notes(said, criterion.rounding() / products.rows);
        // last, because other factors take the storage of this one
        Information information = new FitInformation(equations, theta, progress).of(criterion, raw);
        return new Fit(
                equations.options().method(),
                kept,
                equations.leftOut(),
                beta,
                covariance,
                sigma,
                optimum.point().value(),
                deviance,
                layout.theta(raw.lambda(lambda)),
                factors,
                JointEffects.of(products, lambda, raw.halves(lambda)),
                equations.rowFacts(),
                open.verdict(optimum.verdict()),
                criterion.log(),
                Optional.of(information),
                Optional.empty(),
                Optional.empty(),
                notes);
    }

    /** Says what cannot be told apart, and when the residual variance is so small a part of the response's that digits are lost; {@code relative} is its error. */
    private static List<String> notes(List<String> redundancies, double relative) {
        List<String> notes = new ArrayList<>(redundancies);
        if (relative < 1e-7) {
            return notes;
        }
        int digits = Math.max(1, (int) Math.floor(-StrictMath.log10(relative)));
        notes.add(String.format(
                Locale.ROOT,
                "Rows within groups differ so little beside the response as a whole that only about %d digits of the residual variance"
                        + " are certain; subtract what is known from the response for more.",
                digits));
        return notes;
    }
}
