package org.multilevel.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.error.ModelException;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.ExpectedInformation;
import org.multilevel.fit.optimum.Optimiser;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;

/** Estimates a linear mixed model: reads the cross-products, maximises the likelihood, and gives the results on the raw scale. */
public final class Fitter {
    /** Where less than this part of the response's variance is left, the rest is rounding. */
    private static final double NOTHING_LEFT = 1e-13;
    /** Where less than this part of the response's sum of squares lies within groups, a difference would lose digits. */
    private static final double WORTH_READING = 1e-6;
    /** The part within groups that the rounding of the response alone can make. */
    private static final double ROUNDING_WITHIN = 1e-24;
    /** The part of that which is rounding when the fixed effects are taken out of it. */
    private static final double NOTHING_LEFT_WITHIN = 1e-9;

    private final Design design;
    private final FitOptions options;
    private final Standardisation standard;
    private final CrossProducts products;
    private final int[] kept;
    private final List<LeftOut> leftOut;
    /** Reads the cross-products within levels from the rows, where the rows are at hand. */
    private final Optional<Supplier<double[]>> within;

    private Fitter(
            Design design,
            CrossProducts all,
            Standardisation standard,
            FitOptions options,
            Optional<Supplier<double[]>> within) {
        this.within = within;
        this.design = design;
        this.options = options;
        this.standard = standard;
        this.kept = Identifiability.independentColumns(all, standard.orthogonalisation);
        this.leftOut = Dependence.of(all, standard, kept);
        this.products = all.keeping(kept);
    }

    /**
     * Reads the table once and maximises the likelihood.
     *
     * @throws ModelException if the model cannot be estimated on this table
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Fit fit(Design design, Table table, FitOptions options, Progress progress) {
        checkResponse(design);
        int p = design.fixed().size();
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(p));
        CrossProducts products = read(design, table, standard, progress);
        Orthogonalisation orthogonalisation = Orthogonalisation.of(products);
        if (!orthogonalisation.isNone()) {
            standard = new Standardisation(design, orthogonalisation);
            products = read(design, table, standard, progress);
        }
        Standardisation last = standard;
        CrossProducts all = products;
        Supplier<double[]> within = () -> WithinProducts.read(design, table, all, last, progress);
        return new Fitter(design, products, standard, options, Optional.of(within)).fit(progress);
    }

    private static CrossProducts read(Design design, Table table, Standardisation standard, Progress progress) {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, progress, block -> products.add(block, standard));
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

    /** Maximises the likelihood from cross-products, which may have been merged from parts of the table. */
    static Fit fit(
            Design design, CrossProducts products, Standardisation standard, FitOptions options, Progress progress) {
        return new Fitter(design, products, standard, options, Optional.empty()).fit(progress);
    }

    private static void checkResponse(Design design) {
        if (design.rows().used() < 2) {
            throw new ModelException(
                    "Only one row can be used, and a model needs at least two; check for missing values.");
        }
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

    private Fit fit(Progress progress) {
        try (Workers workers = new Workers(options.threads(), progress)) {
            return fit(workers, progress);
        }
    }

    private Fit fit(Workers workers, Progress progress) {
        ThetaLayout layout = new ThetaLayout(design.factors());
        List<Determination> determinations = Determination.ofAll(products, layout);
        Identifiability.check(design, products, layout, determinations);
        List<String> redundancies = new ArrayList<>(Identifiability.redundancies(design, products));
        redundancies.addAll(Identifiability.littleSaid(design, products, layout, determinations));
        double[] xy = products.xy.clone();
        FixedPart leastSquares = FixedPart.factor(xy, kept.length);
        double total = products.xy[products.xy.length - 1];
        if (!(leastSquares.residual() > standard.orthogonalisation.leastResidual(total))) {
            throw nothingLeft("the fixed effects");
        }
        PenalisedLeastSquares system = system(workers, determinations);
        boolean restricted = options.method() == EstimationMethod.REML;
        ProfiledCriterion criterion =
                new ProfiledCriterion(system, layout, restricted, products.rows, constant(restricted), progress);
        int freedom = determinations.stream().mapToInt(Determination::freedom).sum();
        StartValues startValues = new StartValues(products, layout);
        StartValues.Start start = startValues.start(leastSquares.beta(), leastSquares.residual(), theta -> {
            criterion.evaluateValue(theta, "start");
            return criterion.residual();
        });
        Optimiser.Optimum optimum = new Optimiser(
                        criterion, layout, startValues, new ExpectedInformation(products, layout), freedom)
                .minimise(start);
        Factor factor = criterion.factor(optimum.point().theta());
        if (!(factor.residual() > NOTHING_LEFT * factor.total())) {
            throw nothingLeft("the fixed effects and groups");
        }
        progress.report("finishing", Double.NaN);
        return result(factor, layout, optimum, criterion, redundancies);
    }

    /** Sets up the solver; where nearly all variance lies between the levels of one factor, the rows are read once more for the rest. */
    private PenalisedLeastSquares system(Workers workers, List<Determination> determinations) {
        if (products.widths.length > 1) {
            return new BlockedSystem(products, workers);
        }
        SingleFactorSystem system = new SingleFactorSystem(products, workers);
        if (products.widths.length == 0) {
            return system;
        }
        long rowsLeft = determinations.get(0).rowsLeft();
        if (rowsLeft <= 0) {
            // every row has a random effect of its own: nothing lies within levels, and only how levels differ tells
            // the variances
            return new SingleFactorSystem(products, workers, Optional.of(new double[products.xy.length]));
        }
        if (system.partWithin() <= WORTH_READING && within.isPresent()) {
            double[] all = within.get().get();
            int p = design.fixed().size();
            system = new SingleFactorSystem(products, workers, Optional.of(WithinProducts.keeping(all, p, kept)));
        }
        if (!(system.partWithin() > ROUNDING_WITHIN)) {
            throw nothingLeft("the groups");
        }
        if (rowsLeft > system.fixedRankWithin() && !(system.partLeftWithin() > NOTHING_LEFT_WITHIN)) {
            throw nothingLeft("the fixed effects and groups");
        }
        return system;
    }

    private ModelException nothingLeft(String by) {
        return new ModelException(String.format(
                Locale.ROOT,
                "The response %s is fitted exactly by %s, so no residual variance is left to estimate; check whether a predictor"
                        + " or group repeats the response.",
                design.response().name(),
                by));
    }

    /** Returns what turns the criterion of the standardised columns into that of the raw ones. */
    private double constant(boolean restricted) {
        double df = products.rows - (restricted ? kept.length : 0);
        double constant = 2 * df * StrictMath.log(standard.yScale) - products.sumLogWeight;
        if (restricted) {
            constant -= 2 * standard.logDeterminant(kept);
        }
        return constant;
    }

    private Fit result(
            Factor factor,
            ThetaLayout layout,
            Optimiser.Optimum optimum,
            ProfiledCriterion criterion,
            List<String> redundancies) {
        boolean restricted = options.method() == EstimationMethod.REML;
        double df = products.rows - (restricted ? kept.length : 0);
        double sigma = Math.sqrt(factor.residual() / df) * standard.yScale;
        RawResults raw = new RawResults(design, standard, kept, sigma);
        double[] beta = factor.beta();
        standard.coefficientsToRaw(kept, beta);
        double[][] covariance = raw.fixedCovariance(factor);
        double deviance = constant(false) + ProfiledCriterion.criterion(factor, false, (double) products.rows);
        double[][] lambda = layout.lambda(optimum.point().theta());
        return new Fit(
                options.method(),
                kept,
                leftOut,
                beta,
                covariance,
                sigma,
                optimum.point().value(),
                deviance,
                layout.theta(raw.lambda(lambda), 1),
                raw.factors(factor, lambda),
                optimum.verdict(),
                criterion.log(),
                notes(redundancies, criterion.rounding() / products.rows));
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
