package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;
import org.multilevel.fit.optimum.Polish.End;
import org.multilevel.fit.optimum.RankDrop.Direction;
import org.multilevel.fit.optimum.StartValues.Start;

/**
 * Minimises the profiled criterion on its analytic gradient and says what was reached.
 *
 * <p>Two stages. A {@link Descent} from the moment start and from {@link OtherStarts}, along the boundary where directions without variance
 * are held; one that wants to grow sends it on. Then, from the best point, Newton's steps ({@link Polish}), which are also the test: a
 * direction of negative curvature sends the search on. The sign of lambda's columns is free on the way and made positive at the end. Only
 * when all this fails is the criterion searched without derivatives ({@link DerivativeFree}), and the verdict names it. Other optima that
 * were found have a phase of their own in the log.
 */
public final class Optimiser {
    /** Relative distance of covariances from which on two points are two optima. */
    private static final double DISTINCT = 0.05;

    private static final int ROUNDS = 12;
    private static final double INSIDE = 0.01;
    /** Starts near a known optimum that are further above it than this are not worth a search. */
    private static final double WORTHWHILE = 2;
    /** Where lme4 starts: a standard deviation like the residual's. */
    private static final double WELL_INSIDE = 1;
    /** How far the criterion is to rise along a valley by its curvature. */
    private static final double RISE = 1;
    /** With more directions than these looking along each costs more than the search itself. */
    private static final int MOST_DIRECTIONS = 10;
    /** Looks that would make more evaluations than these are left, since searches may set out from there: one that long has seen what is around. */
    private static final int MOST_EVALUATIONS = 50;

    private final Criterion criterion;
    private final ThetaLayout layout;
    private final Units units;
    private final Boundary boundary;
    private final Landscape landscape;
    private final Descent descent;
    private final Polish polish;
    private final StartValues startValues;
    /** Whether there are as many random effects as rows, or more. */
    private final boolean crowded;

    /** What was reached: the best point and the verdict on it. */
    public record Optimum(Point point, Verdict verdict) {}

    /**
     * @param freedom in so many directions the data do not determine the covariances, and the criterion is flat
     * @param crowded whether there are as many random effects as rows, or more
     * @param workers who share the algebra of many parameters
     */
    public Optimiser(
            Criterion criterion,
            ThetaLayout layout,
            StartValues startValues,
            ExpectedInformation information,
            int freedom,
            boolean crowded,
            Workers workers) {
        this.crowded = crowded;
        this.criterion = criterion;
        this.layout = layout;
        this.units = startValues.units();
        RankDrop ranks = new RankDrop(units);
        Coordinates coordinates = new Coordinates(layout, units, criterion.knowsCurvature());
        this.boundary = new Boundary(layout, units, ranks);
        this.landscape = new Landscape(layout, coordinates, information, workers);
        this.descent = new Descent(criterion, layout, landscape, boundary, coordinates, ranks);
        this.polish = new Polish(criterion, landscape, descent, coordinates, freedom);
        this.startValues = startValues;
    }

    /** Searches from the first start and from where else the structure suggests. */
    public Optimum minimise(Start start) {
        OtherStarts others = startValues.others(start.theta(), criterion.isRestricted());
        return minimise(start.theta(), others, start.theta().length == 0 ? List.of() : others.all());
    }

    /** Searches from {@code start}. */
    public Optimum minimise(double[] start) {
        return minimise(start, startValues.others(start, criterion.isRestricted()), List.of());
    }

    /** Returns roughly where the lowest point is, sought from as many starts but not finished: where another criterion's search may begin. */
    public double[] approximate(Start start) {
        OtherStarts others = startValues.others(start.theta(), criterion.isRestricted());
        return approximate(start.theta(), others, others.all());
    }

    /** Returns roughly where the lowest point is that a search from {@code start} finds. */
    public double[] approximate(double[] start) {
        return approximate(start, startValues.others(start, criterion.isRestricted()), List.of());
    }

    /** Returns theta of the lowest point that a search from {@code start} finds; whether it is an optimum is not tested where that costs. */
    public double[] lowest(double[] start) {
        Point first = criterion.evaluate(start, "start");
        List<State> found = settled(first, startValues.others(start, criterion.isRestricted()), List.of());
        State best = best(found);
        return best.isInformed()
                ? boundary.shown(polish.untested(best).point().theta())
                : finished(found).point().theta();
    }

    private double[] approximate(double[] start, OtherStarts starts, List<double[]> others) {
        Point first = criterion.evaluate(start, "start");
        return boundary.shown(best(settled(first, starts, others)).point().theta());
    }

    private Optimum minimise(double[] start, OtherStarts starts, List<double[]> others) {
        Point first = criterion.evaluate(start, "start");
        if (start.length == 0) {
            return new Optimum(first, verdict(new End(unknown(first), true, 0), "none needed"));
        }
        return finished(settled(first, starts, others));
    }

    /** Returns the lowest points to which starts lead. */
    private List<State> settled(Point first, OtherStarts starts, List<double[]> others) {
        List<State> found = new ArrayList<>();
        List<Point> from = new ArrayList<>(List.of(first));
        for (double[] other : others) {
            from.add(criterion.evaluate(other, "start"));
        }
        from.sort(Comparator.comparingDouble(Point::value));
        from.forEach(point -> settle(unknown(point), found));
        if (others.isEmpty()) {
            searchFromInside(starts, found);
        }
        for (double[] other : startValues.collapsed(best(found).point().theta())) {
            Point point = criterion.evaluate(other, "start");
            if (point.value() < best(found).point().value() + WORTHWHILE) {
                settle(unknown(point), found);
            }
        }
        return found;
    }

    private Optimum finished(List<State> found) {
        End end = finish(best(found));
        for (State rival : rivals(found)) {
            End other = finish(rival);
            boolean better = other.state().point().value() < end.state().point().value() - Polish.ACCEPTABLE;
            end = isOptimum(other) && better ? other : end;
        }
        end = beyond(end, found);
        String method = "quasi-Newton";
        if (!isOptimum(end)) {
            double[] point =
                    DerivativeFree.minimise(criterion, end.state().point().theta(), units.all());
            Point restart = criterion.evaluate(point, "search");
            if (restart.value() <= end.state().point().value()) {
                end = finish(landscape.at(restart, end.state().multipliers()));
            }
            method = "BOBYQA, then quasi-Newton";
        }
        end = tidied(end);
        nameOthers(found, end.state().point());
        return new Optimum(shown(end.state().point()), verdict(end, method));
    }

    /**
     * Looks around an optimum where the criterion may have several lowest points beside each other, along each principal direction to both
     * sides; where it rises much less than its curvature says a search sets out. Only in small random parts: there it was seen.
     */
    private End beyond(End end, List<State> found) {
        boolean looks = crowded && isOptimum(end) && end.state().isWhole();
        int directions = looks ? Polish.directions(end.state()) : 0;
        int evaluations = criterion.log().size() + 2 * directions;
        if (!looks || directions > MOST_DIRECTIONS || evaluations > MOST_EVALUATIONS) {
            return end;
        }
        double value = end.state().point().value();
        for (double[] step : polish.principalSteps(end.state(), RISE)) {
            for (double side : new double[] {1, -1}) {
                Point beside = polish.moved(end.state(), step, side);
                int known = found.size();
                if (beside.value() < value + 0.5 * RISE) {
                    settle(unknown(beside), found);
                }
                for (State state : List.copyOf(found.subList(known, found.size()))) {
                    End other = finish(state);
                    if (isOptimum(other) && other.state().point().value() < value - Polish.ACCEPTABLE) {
                        return other;
                    }
                }
            }
        }
        return end;
    }

    private State unknown(Point point) {
        return landscape.at(point, Multipliers.none(layout, units));
    }

    /** Takes away what only rounding kept from the boundary, if the criterion says so too. */
    private End tidied(End end) {
        Point point = end.state().point();
        double[] theta = boundary.withoutRounding(point.theta());
        if (boundary.rank(theta) == boundary.rank(point.theta())) {
            return end;
        }
        Point without = criterion.evaluate(theta, "polish");
        return without.value() <= point.value() + polish.acceptable()
                ? new End(landscape.at(without, end.state().multipliers()), end.positive(), end.decrement())
                : end;
    }

    /** Returns the point with the lambda that is shown; its covariances are the same. */
    private Point shown(Point point) {
        double[] theta = boundary.shown(point.theta());
        return Arrays.equals(theta, point.theta())
                ? point
                : new Point(
                        theta, point.value(), point.gradient(), point.half(), point.derivatives(), point.information());
    }

    /** Names in the log the optima that were found beside the best: where the search left them, no longer able to reach it. */
    private void nameOthers(List<State> found, Point best) {
        List<Point> named = new ArrayList<>(List.of(best));
        for (State state : found) {
            double[] theta = state.point().theta();
            boolean near = state.decrement() < Descent.HOPELESS;
            if (near && named.stream().noneMatch(p -> boundary.distance(theta, p.theta()) < DISTINCT)) {
                criterion.rename(state.point(), "other");
                named.add(state.point());
            }
        }
    }

    /** There may be a maximum inside beside one at variance zero; a search from inside decides. */
    private void searchFromInside(OtherStarts others, List<State> found) {
        double[] theta = best(found).point().theta();
        if (boundary.isAt(theta)) {
            for (double[] inside : others.inside(boundary.shown(theta), WELL_INSIDE)) {
                settle(unknown(criterion.evaluate(inside, "start")), found);
            }
        }
    }

    /** Returns what may turn out as good as the best when both are finished, and is another optimum. */
    private List<State> rivals(List<State> found) {
        State best = best(found);
        return found.stream()
                .filter(state -> state.point().value() - state.decrement()
                                < best.point().value()
                        && boundary.distance(state.point().theta(), best.point().theta()) > DISTINCT)
                .toList();
    }

    private static State best(List<State> found) {
        State best = found.get(0);
        for (State state : found) {
            best = state.point().value() < best.point().value() - Polish.ACCEPTABLE ? state : best;
        }
        return best;
    }

    /** Goes downhill from a start until no variance at zero wants to grow; adds what is found unless it is known. */
    private void settle(State from, List<State> found) {
        int begun = criterion.log().size();
        Optional<State> state = descent.run(from, found, Descent.ROUGH, begun);
        double before = from.point().value();
        for (int round = 0; round < ROUNDS && state.isPresent(); round++) {
            Optional<State> next = release(state.get());
            double value = state.get().point().value();
            if (next.isEmpty() && (state.get().decrement() < Descent.ROUGH || !(value < before - Descent.ROUGH))) {
                break;
            }
            before = value;
            state = descent.run(next.orElse(state.get()), found, Descent.ROUGH, begun);
        }
        state.ifPresent(found::add);
    }

    /** Finishes with Newton's method; a saddle, or a variance that wants to grow after all, sends the search on. */
    private End finish(State from) {
        State state = from;
        End end = polish.newton(state);
        for (int round = 0; round < ROUNDS; round++) {
            double tolerance = Descent.FINE;
            if (!end.positive()) {
                state = polish.offSaddle(end.state());
                boolean lower = state.point().value() < end.state().point().value();
                tolerance = lower ? Descent.FINE : Descent.FINEST;
            } else if (end.decrement() > polish.acceptable()) {
                state = end.state();
            } else if (round == 0 && !state.isWhole()) {
                return end;
            } else {
                Optional<State> next = release(end.state());
                if (next.isEmpty()) {
                    return end;
                }
                state = next.get();
            }
            end = polish.newton(
                    descent.run(state, List.of(), tolerance, criterion.log().size())
                            .orElse(state));
        }
        return end;
    }

    private boolean isOptimum(End end) {
        return end.isOptimum(polish.acceptable());
    }

    /** Checks the directions without variance; one that wants to grow is set free. */
    private Optional<State> release(State state) {
        double[] theta = state.point().theta();
        if (!boundary.isAt(theta)) {
            return Optional.empty();
        }
        Multipliers multipliers = state.multipliers();
        if (!state.isWhole()) {
            multipliers = multipliers.at(criterion.evaluate(boundary.inside(theta, INSIDE), "boundary"));
        }
        List<Direction> growing = boundary.growing(theta, multipliers);
        double[] variances = landscape.growth(state, multipliers, growing);
        for (double part = 1; part > 1e-3 && !growing.isEmpty(); part *= 0.25) {
            double[] released = theta;
            for (int i = 0; i < variances.length; i++) {
                if (variances[i] > 0) {
                    released = RankDrop.with(released, growing.get(i), Math.sqrt(part * variances[i]));
                }
            }
            Point next = criterion.evaluate(released, "boundary");
            if (next.value() < state.point().value()) {
                return Optional.of(landscape.at(next, multipliers));
            }
        }
        return Optional.empty();
    }

    private Verdict verdict(End end, String method) {
        Point point = end.state().point();
        double gradient = SmallMatrices.largest(point.gradient());
        boolean edge = boundary.isAt(point.theta());
        int evaluations = criterion.log().size();
        if (!isOptimum(end)) {
            return new Verdict(
                    Verdict.Status.NOT_CONVERGED,
                    gradient,
                    evaluations,
                    method,
                    "The search did not reach an optimum: the numbers are the best that were found, and standard errors may be wrong.");
        }
        return new Verdict(
                edge ? Verdict.Status.SINGULAR : Verdict.Status.CONVERGED,
                gradient,
                evaluations,
                method,
                edge
                        ? "The optimum lies at the boundary: a variance is estimated as zero, or a correlation as 1 or -1."
                        : "The optimum was found: the gradient is zero to rounding and the Hessian is positive definite.");
    }
}
