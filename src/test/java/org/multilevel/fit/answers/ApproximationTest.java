package org.multilevel.fit.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors stand as lower triangles, row by row. */
class ApproximationTest {
    private final Approximation approximation =
            new Approximation(List.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), List.of(7.0)), 0.1, 0.2, 3, 4, 0.5);

    @Test
    void anErrorIsFoundByItsTwoColumns() {
        assertEquals(1, approximation.error(0, 0, 0));
        assertEquals(2, approximation.error(0, 0, 1));
        assertEquals(2, approximation.error(0, 1, 0));
        assertEquals(5, approximation.error(0, 1, 2));
        assertEquals(6, approximation.error(0, 2, 2));
        assertEquals(7, approximation.error(1, 0, 0));
    }

    @Test
    void factorsMayHaveAnotherOrder() {
        Approximation other = approximation.reordered(List.of(1, 0));
        assertEquals(7, other.error(0, 0, 0));
        assertEquals(4, other.error(1, 0, 2));
        assertEquals(List.of(0.1, 0.2, 0.5), List.of(other.residualError(), other.criterionError(), other.residual()));
        assertEquals(3, other.probes());
        assertEquals(4, other.iterations());
    }
}
