package org.multilevel.inference.equation;

import java.util.List;

/**
 * One term of a sum.
 *
 * @param minus whether it is subtracted
 * @param factors what is multiplied, at least one
 */
record Addend(boolean minus, List<Atom> factors) {
    /** Copies the list. */
    Addend {
        factors = List.copyOf(factors);
    }
}
