package org.multilevel.inference.equation;

import java.util.List;

/** A line of a model: what something equals, or how it is distributed. */
sealed interface Statement {
    /** What something is the sum of. */
    record Equality(Atom left, List<Addend> right) implements Statement {
        /** Copies the list. */
        public Equality {
            right = List.copyOf(right);
        }
    }

    /**
     * That something is normal with mean zero.
     *
     * @param effects one, or several that vary together
     * @param covariance square, as many rows as effects
     */
    record Normal(List<? extends Atom> effects, List<List<Atom>> covariance) implements Statement {
        /** Copies the lists. */
        public Normal {
            effects = List.copyOf(effects);
            covariance = covariance.stream().map(List::copyOf).toList();
        }
    }

    /**
     * How the response of a generalised model is distributed.
     *
     * @param distribution its name
     * @param parameters what it depends on
     */
    record Distributed(Atom response, String distribution, List<Atom> parameters) implements Statement {
        /** Copies the list. */
        public Distributed {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Statements under a title.
     *
     * @param title such as {@code Level 2 (school)}
     */
    record Section(String title, List<Statement> statements) {
        /** Copies the list. */
        public Section {
            statements = List.copyOf(statements);
        }
    }
}
