package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FormulaColumnsTest {
    private static final Formula FORMULA = Formula.parse(
            "log(y/t) ~ x*I(z + 2*w) - v + offset(n) + (1 + x + s | `school id`/factor(class)) + (1 | d)");

    @Test
    void columnsAreAllThatAreMentionedInOrder() {
        assertEquals(
                "[y, t, x, z, w, v, n, s, school id, class, d]",
                FORMULA.columns().toString());
    }

    @Test
    void columnsAreKnownByTheirPart() {
        assertEquals("[y, t]", FORMULA.responseColumns().toString());
        assertEquals("[x, z, w, v, n]", FORMULA.fixedColumns().toString());
        assertEquals("[school id, class, d]", FORMULA.groupColumns().toString());
    }

    @Test
    void columnsCannotBeChanged() {
        assertThrows(
                UnsupportedOperationException.class, () -> FORMULA.columns().add("q"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> FORMULA.groupColumns().clear());
    }

    @Test
    void levelsAndNumbersAreNoColumns() {
        assertEquals(
                "[y, f, x]",
                Formula.parse("y ~ ref(f, 'B') + poly(x, 2)").columns().toString());
    }

    @Test
    void dotIsNotAColumnButAQuotedDotIs() {
        assertFalse(FORMULA.hasDot());
        assertFalse(Formula.parse("y ~ `.`").hasDot());
        assertEquals("[y, .]", Formula.parse("y ~ `.`").columns().toString());
        assertEquals("[y]", Formula.parse("y ~ .").columns().toString());
    }
}
