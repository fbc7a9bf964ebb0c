package org.multilevel.glm.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.rows.Room;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.glm.density.PopulationMean;
import org.multilevel.glm.marginal.Quadrature;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.OneOutcome;
import org.multilevel.glm.rows.Outcomes;

/**
 * A generalised linear mixed model and its rows, to be estimated by maximum likelihood.
 *
 * <p>The marginal likelihood is that of Laplace's approximation or of adaptive Gauss-Hermite quadrature. With quadrature the number of
 * points may be left open: it is raised until the log-likelihood no longer moves.
 */
public final class GeneralisedProblem {
    /** Stands for as many points as it takes. */
    public static final int AUTOMATIC = 0;
    /** The most points in each direction. */
    public static final int MOST_POINTS = 100;

    /** A Laplace approximation that is further than this from quadrature, in units of the log-likelihood, is told. */
    private static final double FAR = 0.5;
    /** What of the log-likelihood may still move when the number of points is automatic. */
    private static final double STILL = 1e-5;
    /** Nodes for each group; more of them keep everybody waiting and tell nothing more. */
    private static final int MOST_NODES = 10_000;

    /** Densities that are evaluated only to judge the approximation, at most. */
    private static final double MOST_LOOKS = 5e7;

    /** The least standard deviation from which the model without predictors is searched. */
    private static final double LEAST = 0.1;

    private static final int SMALL = 30_000;
    private static final int FEW = 500;

    private static final int[][] LADDERS = {{5, 9, 15, 25, 41, 61, 81}, {5, 9, 15, 25, 41}, {3, 5, 7, 9, 13, 17}};

    private final Problem problem;
    private final ModelRows rows;
    private final Distribution distribution;
    private final boolean trials;
    private final FitOptions options;
    private final Room room;
    private final Progress progress;

    private GeneralisedProblem(
            Problem problem,
            ModelRows rows,
            Distribution distribution,
            boolean trials,
            FitOptions options,
            Room room,
            Progress progress) {
        this.room = room;
        this.problem = problem;
        this.rows = rows;
        this.distribution = distribution;
        this.trials = trials;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Reads the table; its rows are kept in memory, or in a temporary file where they do not fit.
     *
     * @param design whose response is a number in every row: an outcome of 0 or 1, successes among trials, a count, or a positive number
     * @param trials whether the design's weights are numbers of trials
     * @throws ModelException if the response is none of the family's, with the row
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static GeneralisedProblem read(
            Design design,
            Table table,
            Distribution distribution,
            boolean trials,
            FitOptions options,
            Progress progress) {
        return read(design, table, distribution, trials, options, Room.ofJava(), progress);
    }

    /**
     * Reads the table, with so much room in memory.
     *
     * @param room for the rows; those for which there is none are kept in a temporary file
     */
    public static GeneralisedProblem read(
            Design design,
            Table table,
            Distribution distribution,
            boolean trials,
            FitOptions options,
            Room room,
            Progress progress) {
        FitOptions ml = options.withMethod(EstimationMethod.ML);
        Problem problem = Problem.readColumns(design, table, ml, progress);
        ModelRows rows = ModelRows.read(problem, table, distribution.family(), trials, room, progress);
        return new GeneralisedProblem(problem, rows, distribution, trials, ml, room, progress);
    }

    /**
     * Maximises the likelihood.
     *
     * @param points nodes in each direction, 1 for Laplace's approximation, or {@link #AUTOMATIC}
     * @throws MethodException if quadrature is asked for where it is not possible
     * @throws ModelException if the likelihood has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public GeneralisedFit fit(int points) {
        check(points);
        try (Workers workers = new Workers(isSmall() ? 1 : options.threads(), progress)) {
            GeneralisedFitter fitter = new GeneralisedFitter(problem, rows, distribution, workers, progress);
            List<String> notes = new ArrayList<>();
            // without groups there is nothing to integrate over
            int asked = problem.design().factors().isEmpty() ? 1 : points;
            GeneralisedFitter.Found found =
                    asked == AUTOMATIC ? raised(fitter, notes) : fitter.fit(asked, Optional.empty());
            if (found.points() == 1) {
                judged(fitter, found).ifPresent(notes::add);
            }
            notes.addAll(OneOutcome.notes(rows, problem.design().factors(), distribution.family()));
            return fitter.result(found, nullMean(found, workers), notes);
        }
    }

    /**
     * Returns what the outcomes tell before a fit.
     *
     * @param points as for {@link #fit}
     * @throws MethodException if quadrature is asked for where it is not possible
     * @throws ModelException if the likelihood has no maximum, as where predictors separate the outcomes
     */
    public Outcomes outcomes(int points) {
        check(points);
        try (Workers workers = new Workers(1, progress)) {
            GeneralisedFitter fitter = new GeneralisedFitter(problem, rows, distribution, workers, progress);
            return Outcomes.of(
                    rows,
                    distribution,
                    problem.design().factors(),
                    slopes(),
                    fitter.ordinary().beta());
        }
    }

    /** Returns how many outcomes there are to tell the coefficients from. */
    public Outcomes.Events events() {
        return Outcomes.Events.of(rows, distribution.family(), slopes());
    }

    /** Returns how many fixed coefficients there are beside the intercept. */
    private int slopes() {
        return (int) Arrays.stream(problem.keptColumns())
                .filter(column -> !problem.design().fixed().get(column).isIntercept())
                .count();
    }

    /**
     * Returns the likelihood as a function of one parameter.
     *
     * @param parameter grouping factors counted as the problem has them
     * @param ml the fit of this problem, whose approximation is used
     */
    public LikelihoodProfile profile(ProfiledParameter parameter, GeneralisedFit ml, Progress progress) {
        Workers workers = new Workers(1, progress);
        return new LikelihoodProfile(
                workers,
                new GeneralisedProfiles(problem, rows.copy(), distribution, ml, workers, new Quiet(progress))
                        .of(parameter));
    }

    /**
     * Returns the covariance of the estimates of parameters, from the observed information in all of them by the delta method; NaN of those that
     * it does not tell.
     *
     * @param parameters grouping factors counted as the problem has them
     */
    public double[][] parameterCovariance(List<ProfiledParameter> parameters, GeneralisedFit fit, Progress progress) {
        try (Workers workers = new Workers(1, progress)) {
            return new GeneralisedFitter(problem, rows.copy(), distribution, workers, new Quiet(progress))
                    .parameterCovariance(parameters, fit);
        }
    }

    /**
     * Returns what draws responses from a fit of this problem, and fits it again.
     *
     * @throws MethodException if the rows have prior weights, with which responses have no distribution
     */
    public GeneralisedSampler sampler(GeneralisedFit fit, Progress progress) {
        problem.design().options().weights().filter(column -> !trials).ifPresent(column -> {
            throw new MethodException("With prior weights (" + column
                    + ") the distribution of a response is not known, so none can be drawn: leave the weights out, or ask for"
                    + " profile intervals.");
        });
        return new GeneralisedSampler(problem, rows, distribution, fit, progress);
    }

    /**
     * Reads the table once more, to be able to leave out one level after the other of a grouping factor.
     *
     * @param factor position of the grouping factor in the problem
     * @param fit of this problem, from where the fits without a level begin
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public GeneralisedDeletion deletion(int factor, GeneralisedFit fit, Progress progress) {
        return new GeneralisedDeletion(problem, rows, distribution, trials, fit, factor, progress);
    }

    /** Returns the positions of the fixed columns that can be estimated. */
    public int[] keptColumns() {
        return problem.keptColumns();
    }

    /** Returns how many rows are kept, of which one may stand for several of the table. */
    public long heldRows() {
        return rows.held;
    }

    /** Returns how many threads may compute. */
    public int threads() {
        return options.threads();
    }

    /** Returns the mean that goes with the intercept of the model without predictors; NaN where nothing stands on it. */
    private double nullMean(GeneralisedFitter.Found found, Workers workers) {
        boolean counts = distribution.family() == Family.POISSON || distribution.family() == Family.NEGATIVE_BINOMIAL;
        boolean curved = distribution.link() == Link.INVERSE;
        return (counts || curved) && rows.widths.length > 0
                ? distribution
                        .link()
                        .mean(withoutPredictors(found.points(), found.theta(), workers)
                                .beta()[0])
                : Double.NaN;
    }

    /** Searches the model without predictors, from the variances of that with them. */
    private GeneralisedFitter.Beside withoutPredictors(int points, double[] theta, Workers workers) {
        GeneralisedFitter without =
                new GeneralisedFitter(problem, rows.withInterceptAlone(), distribution, workers, new Quiet(progress));
        double[] start = theta.clone();
        for (int k = 0; k < start.length; k++) {
            // at zero a variance does not tell whether it wants to grow
            start[k] = problem.layout().isDiagonal(k) ? Math.max(start[k], LEAST) : start[k];
        }
        return without.beside(points, start);
    }

    /**
     * Returns the mean probability over all groups by the model without predictors, on which shares of the observation level stand. It takes about
     * as long as the fit.
     *
     * @param of the fit of this problem
     * @return NaN for a family other than binomial, and without groups
     */
    public double populationMean(GeneralisedFit of) {
        if (distribution.family() != Family.BINOMIAL || rows.widths.length == 0) {
            return Double.NaN;
        }
        try (Workers workers = new Workers(isSmall() ? 1 : options.threads(), progress)) {
            double[] theta = new GeneralisedFitter(problem, rows, distribution, workers, new Quiet(progress))
                    .point(of)
                    .theta();
            GeneralisedFitter.Beside beside = withoutPredictors(of.points(), theta, workers);
            return new PopulationMean(distribution.link()).of(beside.beta()[0], beside.variance());
        }
    }

    /** Raises the number of points until the log-likelihood no longer moves, and says where that was. */
    private GeneralisedFitter.Found raised(GeneralisedFitter fitter, List<String> notes) {
        int[] ladder = LADDERS[rows.widths[0] - 1];
        GeneralisedFitter.Found found = fitter.fit(ladder[0], Optional.empty());
        for (int step = 1; step < ladder.length; step++) {
            if (!hasRoom(ladder[step])) {
                notes.add(
                        "Quadrature has " + found.points()
                                + " points in each direction, since there is no memory for more; the log-likelihood may still move.");
                return found;
            }
            if (Math.abs(fitter.logLikelihood(found, ladder[step]) - found.logLikelihood()) < STILL) {
                notes.add(
                        "Quadrature with " + found.points() + " points: more of them do not move the log-likelihood.");
                return found;
            }
            found = fitter.fit(ladder[step], Optional.of(found));
        }
        notes.add("The log-likelihood still moved at " + found.points()
                + " quadrature points in each direction, the most that are tried.");
        return found;
    }

    /** Returns whether several threads would wait for each other more than they share. */
    private boolean isSmall() {
        int[] levels = problem.products().levels;
        int most = Arrays.stream(levels).max().orElse(0);
        return rows.held < SMALL && Arrays.stream(levels).sum() - most < FEW;
    }

    /**
     * Refuses quadrature where it is not possible, as far as the formula tells.
     *
     * @param points as for {@link #fit}
     * @param factors the names of the grouping factors
     * @throws MethodException with the sentence of a fit
     */
    public static void checkPoints(int points, List<String> factors) {
        if (points < AUTOMATIC || points > MOST_POINTS) {
            throw new MethodException("The number of quadrature points is " + points + "; it must be from 1 to "
                    + MOST_POINTS + ", or auto.");
        }
        if (points != 1 && factors.size() > 1) {
            throw new MethodException("Quadrature is for one grouping factor, and the model has " + factors.size()
                    + " (" + String.join(", ", factors)
                    + "); leave the number of points out for Laplace's approximation, which is for all.");
        }
    }

    private void check(int points) {
        List<RandomFactor> factors = problem.design().factors();
        checkPoints(points, factors.stream().map(RandomFactor::name).toList());
        checkOwnGroups();
        if (points == 1 || factors.isEmpty()) {
            return;
        }
        if (factors.get(0).width() > Quadrature.MOST_COLUMNS) {
            throw new MethodException("Quadrature is for at most " + Quadrature.MOST_COLUMNS
                    + " random effects a group, and " + factors.get(0).name() + " has "
                    + factors.get(0).width()
                    + "; leave the number of points out for Laplace's approximation.");
        }
        int width = factors.get(0).width();
        if (Math.pow(points, width) > MOST_NODES) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "The number of quadrature points is %d, which makes %,.0f nodes for the %d effects of each group; ask for at most %d, or"
                            + " auto.",
                    points,
                    Math.pow(points, width),
                    width,
                    (int) Math.floor(Math.pow(MOST_NODES, 1.0 / width) + 1e-9)));
        }
        int least = points == AUTOMATIC ? LADDERS[width - 1][0] : points;
        if (!hasRoom(least)) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Quadrature with %d points takes about %,d MB for the %,d groups of %s, which is more than a fair part of what Java may"
                            + " use; ask for fewer points or Laplace's approximation, or allow Java more with -Xmx (in KNIME: in"
                            + " knime.ini).",
                    least,
                    bytes(least) >> 20,
                    problem.products().levels[0],
                    factors.get(0).name()));
        }
    }

    /** Returns whether there is memory for the nodes of all groups. */
    private boolean hasRoom(int points) {
        return room.hasForRows(bytes(points));
    }

    /** Returns what quadrature keeps of the nodes of a single factor. */
    private long bytes(int points) {
        int q = rows.widths[0];
        return (long) (8.0 * (2 + 3 * q) * problem.products().levels[0] * Math.pow(points, q));
    }

    /** With a group for every row a gamma distribution's dispersion has nothing to be estimated from. */
    private void checkOwnGroups() {
        int[] levels = problem.products().levels;
        for (int f = 0; f < levels.length; f++) {
            if (distribution.family() == Family.GAMMA && levels[f] >= rows.count) {
                String name = problem.design().factors().get(f).name();
                throw new ModelException("Every row is a group of its own in " + name
                        + ", so its effects cannot be told from the dispersion of the family gamma; leave " + name
                        + " out.");
            }
        }
    }

    /** Says where quadrature disagrees with Laplace's approximation at its own estimates. */
    private Optional<String> judged(GeneralisedFitter fitter, GeneralisedFitter.Found found) {
        if (rows.widths.length != 1 || rows.widths[0] > Quadrature.MOST_COLUMNS) {
            return Optional.empty();
        }
        int points = new int[] {25, 11, 7}[rows.widths[0] - 1];
        if (rows.held * Math.pow(points, rows.widths[0]) > MOST_LOOKS || !hasRoom(points)) {
            return Optional.empty();
        }
        double laplace = found.logLikelihood();
        double quadrature = fitter.logLikelihood(found, points);
        if (!(Math.abs(quadrature - laplace) > FAR)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "Laplace's approximation gives a log-likelihood of %.2f here, and quadrature with %d points %.2f: the groups are"
                        + " too small for it, and estimates may be off; fit with quadrature (--agq auto).",
                laplace,
                points,
                quadrature));
    }
}
