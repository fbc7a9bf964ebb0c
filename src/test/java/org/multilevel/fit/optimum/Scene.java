package org.multilevel.fit.optimum;

import java.util.List;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;

/** A model, how its criterion goes on, the criterion itself, and the parts of a search on it. */
final class Scene {
    final WrittenOut model;
    final Units units;
    final Coordinates coordinates;
    final Landscape landscape;
    final ProfiledCriterion criterion;
    final Boundary boundary;
    final Descent descent;

    Scene(Workers workers, String formula, double size) {
        this(workers, formula, WrittenOut.table(7, size));
    }

    Scene(Workers workers, String formula, MemoryTable table) {
        model = new WrittenOut(formula, table);
        boolean single = model.layout.factors() == 1;
        PenalisedLeastSquares system =
                single ? new SingleFactorSystem(model.products, workers) : new BlockedSystem(model.products, workers);
        criterion = new ProfiledCriterion(system, model.layout, true, model.n, 0, Progress.NONE);
        units = Units.of(model.layout, model.products);
        coordinates = new Coordinates(model.layout, units, criterion.knowsCurvature());
        landscape = new Landscape(
                model.layout, coordinates, new ExpectedInformation(model.products, model.layout), workers);
        RankDrop ranks = new RankDrop(units);
        boundary = new Boundary(model.layout, units, ranks);
        descent = new Descent(criterion, model.layout, landscape, boundary, coordinates, ranks);
    }

    State at(double... theta) {
        Point point = criterion.evaluate(theta, "search");
        return landscape.at(point, Multipliers.none(model.layout, units));
    }

    double value(double[] theta) {
        return criterion.evaluateValue(theta, "search");
    }

    /** Returns Newton's method where so many directions are flat. */
    Polish polish(int freedom) {
        return new Polish(criterion, landscape, descent, coordinates, freedom);
    }

    /** Returns the optimum, by Newton's steps. */
    State optimum(double... theta) {
        State state = at(theta);
        for (int i = 0; i < 30; i++) {
            double[] step = landscape.step(state, new double[coordinates.size()], state.turns());
            state = at(coordinates.moved(state.point().theta(), step, state.isWhole(), List.of()));
        }
        return state;
    }
}
