package org.multilevel.fit.solver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.MethodException;
import org.multilevel.fit.Solver;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.iterative.IterativeSolver;
import org.multilevel.fit.leastsquares.ExactCost;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.rows.Room;

/**
 * Which solver a problem gets, and why.
 *
 * @param iterative whether it is the iterative one
 * @param reason a sentence for the user where it is, and nothing else
 */
public record SolverChoice(boolean iterative, String reason) {
    private static final SolverChoice EXACT = new SolverChoice(false, "");
    private static final String APPROXIMATE =
            "Variances and what depends on them are approximate, within the Monte Carlo errors that are given";

    /**
     * Chooses.
     *
     * @throws MethodException if the iterative solver is asked for and cannot be had
     */
    static SolverChoice of(MixedModelEquations equations, Workers workers) {
        Solver asked = equations.options().solver();
        if (asked == Solver.EXACT) {
            return EXACT;
        }
        if (asked == Solver.ITERATIVE) {
            refusal(equations).ifPresent(sentence -> {
                throw new MethodException(sentence);
            });
            return new SolverChoice(true, APPROXIMATE + ": the iterative solver was asked for.");
        }
        if (equations.isSpread()
                || equations.hasStructures()
                || equations.design().factors().size() < 2) {
            return EXACT;
        }
        ExactCost cost = ExactCost.of(equations.products(), workers);
        return cost.isAffordable() || refusal(equations).isPresent() || !hasRoom(equations)
                ? EXACT
                : new SolverChoice(true, because(cost));
    }

    private static boolean hasRoom(MixedModelEquations equations) {
        return IterativeSolver.bytes(equations.products()) <= Room.ofJava().numbers() * Double.BYTES;
    }

    private static String because(ExactCost cost) {
        return String.format(
                Locale.ROOT,
                APPROXIMATE
                        + ": where these grouping factors cross, the exact solver takes a matrix of order %,.0f (%,.0f MB) and"
                        + " about %,.0f minutes, so the iterative solver was chosen; choose the exact one to force it.",
                cost.order(),
                cost.bytes() / (1 << 20),
                Math.ceil(cost.seconds() / 60));
    }

    /** Returns why a problem cannot be solved by iteration; empty if it can. */
    private static Optional<String> refusal(MixedModelEquations equations) {
        List<RandomFactor> factors = equations.design().factors();
        if (equations.isSpread()) {
            return Optional.of(
                    "The iterative solver is for cross-products on one machine, and here they stay spread over the"
                            + " cluster; choose the exact solver, or fit with --spread no.");
        }
        if (equations.hasStructures()) {
            return Optional.of(
                    "The iterative solver is for models without covariance structures; leave the structures out, or choose the"
                            + " exact solver.");
        }
        if (factors.size() < 2) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The iterative solver is for two or more grouping factors, and this model has %s, for which the exact one is quick at"
                            + " any size; choose that.",
                    factors.isEmpty() ? "none" : "only " + factors.get(0).name()));
        }
        return NotIdentified.of(equations.design(), equations.standard(), equations.determination())
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The iterative solver is for variances that the data determine, which they do not here; leave a random"
                                + " term out, or choose the exact solver.");
    }
}
