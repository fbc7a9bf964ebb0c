package org.multilevel.fit.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.Identifiability;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.iterative.IterativeResult;
import org.multilevel.fit.iterative.IterativeSolver;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.EvaluationLog;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;

/** Maximises the likelihood of a {@link MixedModelEquations} by iteration, approximately, and gives the results on the raw scale. */
public final class IterativeFitter {
    /** Where less than this part of the response's sum of squares is left, iterations would lose its digits. */
    private static final double LITTLE_LEFT = 1e-8;

    private final MixedModelEquations equations;
    private final Standardisation standard;
    private final CrossProducts products;
    private final int[] kept;
    private final ThetaLayout layout;
    private final Workers workers;
    private final Progress progress;
    private final String reason;
    private final EvaluationLog log = new EvaluationLog();

    /** @param reason why it is this solver, a sentence for the user */
    public IterativeFitter(MixedModelEquations equations, Workers workers, Progress progress, String reason) {
        this.equations = equations;
        this.standard = equations.standard();
        this.products = equations.products();
        this.kept = equations.kept();
        this.layout = equations.layout();
        this.workers = workers;
        this.progress = progress;
        this.reason = reason;
    }

    public Fit fit() {
        checkDf();
        NotIdentified open = NotIdentified.of(equations.design(), standard, equations.determination());
        List<String> notes = new ArrayList<>();
        notes.add(reason);
        notes.addAll(Identifiability.redundancies(equations.design(), standard, products, open));
        notes.addAll(Identifiability.littleSaid(equations.design(), products, equations.determination()));
        progress.report("fitting iteratively", Double.NaN);
        IterativeSolver solver = new IterativeSolver(products, layout, equations.restricted(), workers);
        StartValues startValues = new StartValues(products, layout);
        IterativeResult result = solver.solve(
                starts(startValues, solver), theta -> startValues.inside(theta, equations.restricted()), this::log);
        progress.report("finishing", Double.NaN);
        return fit(result, open, notes);
    }

    private void checkDf() {
        if (equations.options().df() == DfMethod.SATTERTHWAITE
                || equations.options().df() == DfMethod.KENWARD_ROGER) {
            throw new MethodException(
                    "The iterative solver gives normal tests only, without degrees of freedom; choose asymptotic, or"
                            + " the exact solver.");
        }
    }

    private List<double[]> starts(StartValues startValues, IterativeSolver solver) {
        FixedPart leastSquares = FixedPart.factor(products.xy.clone(), kept.length);
        checkLeft(leastSquares.residual(), "the fixed effects");
        double[] first = startValues
                .start(leastSquares.beta(), leastSquares.residual(), solver::residual)
                .theta();
        List<double[]> starts = new ArrayList<>(List.of(first));
        starts.addAll(startValues.alternatives(first, equations.restricted()));
        return starts;
    }

    private void checkLeft(double residual, String by) {
        if (!(residual > LITTLE_LEFT * products.xy[products.xy.length - 1])) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The response %s is fitted all but exactly by %s, too little is left for the iterative solver; check whether a predictor"
                            + " or group repeats the response, or choose the exact solver.",
                    equations.design().response().name(),
                    by));
        }
    }

    private void log(IterativeSolver.Step step) {
        log.add(
                step.theta(),
                step.criterion() + equations.constant(equations.restricted()),
                step.gradientNorm(),
                step.probes() + " probes");
        progress.report("fitting iteratively: evaluation " + log.next(), Double.NaN);
    }

    private Fit fit(IterativeResult result, NotIdentified open, List<String> notes) {
        checkLeft(result.fixed().residual(), "the fixed effects and groups");
        double sigma = Math.sqrt(result.fixed().residual() / equations.degreesOfFreedom()) * standard.yScale;
        RawResults raw = new RawResults(equations.design(), standard, kept, sigma);
        double[] beta = result.fixed().beta();
        standard.coefficientsToRaw(kept, beta);
        double[][] lambda = layout.lambda(result.theta());
        List<FactorEffects> factors = raw.factors(
                result.modes(), result.conditionalCovariances(), result.modesByBeta(), lambda, open.pairs());
        return new Fit(
                equations.options().method(),
                kept,
                equations.leftOut(),
                beta,
                raw.fixedCovariance(result.fixed().inverse()),
                sigma,
                result.criterion() + equations.constant(equations.restricted()),
                result.deviance() + equations.constant(false),
                layout.theta(raw.lambda(lambda)),
                factors,
                JointEffects.of(products, lambda, raw.halves(lambda)),
                equations.rowFacts(),
                verdict(result),
                log.lines(),
                Optional.of(new Information(
                        raw.crossFactor(FitInformation.crossFactor(products)), Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.of(approximation(result, sigma)),
                notes);
    }

    private Approximation approximation(IterativeResult result, double sigma) {
        List<List<Double>> errors = new ArrayList<>();
        for (int f = 0; f < products.widths.length; f++) {
            errors.add(errors(result, f, sigma * sigma));
        }
        return new Approximation(
                errors,
                result.residualError() * sigma * sigma,
                result.criterionError(),
                result.probes(),
                result.iterations(),
                result.residual());
    }

    /** Returns the errors of the lower triangle of the raw covariance T G T' of a factor's effects, row by row; 0 between terms. */
    private List<Double> errors(IterativeResult result, int f, double variance) {
        int q = products.widths[f];
        double[] transform =
                standard.randomTransform(equations.design().factors().get(f), f);
        Double[] errors = new Double[q * (q + 1) / 2];
        Arrays.fill(errors, 0.0);
        for (Term term : layout.terms(f)) {
            for (int row = term.from(); row < term.to(); row++) {
                for (int column = term.from(); column <= row; column++) {
                    errors[row * (row + 1) / 2 + column] = variance
                            * result.error(
                                    f,
                                    Arrays.copyOfRange(transform, row * q, (row + 1) * q),
                                    Arrays.copyOfRange(transform, column * q, (column + 1) * q));
                }
            }
        }
        return List.of(errors);
    }

    private Verdict verdict(IterativeResult result) {
        return new Verdict(
                status(result),
                result.gradientNorm(),
                result.evaluations(),
                "average information",
                explanation(result));
    }

    private static Verdict.Status status(IterativeResult result) {
        if (!result.converged()) {
            return Verdict.Status.NOT_CONVERGED;
        }
        return result.isSingular() ? Verdict.Status.SINGULAR : Verdict.Status.CONVERGED;
    }

    private static String explanation(IterativeResult result) {
        if (!result.solved()) {
            return String.format(
                    Locale.ROOT,
                    "The iterative solver stopped after %d iterations with a residual of %.1e where 1e-08 was asked for, so the numbers are"
                            + " uncertain: the grouping factors hardly connect; leave one of them out, or choose the exact solver.",
                    result.iterations(),
                    result.residual());
        }
        if (!result.converged()) {
            return String.format(
                    Locale.ROOT,
                    "The variances still moved by %.1e of themselves when the iterative solver stopped after %d evaluations.",
                    result.step(),
                    result.evaluations());
        }
        return result.isSingular()
                ? "An approximate optimum was found at the boundary, where a variance is zero or a correlation 1 or -1."
                : "An approximate optimum was found: the estimated gradient vanishes.";
    }
}
