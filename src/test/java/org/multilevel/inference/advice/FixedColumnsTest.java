package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** The columns (Intercept), x, f[b], f[c], poly(z, 2)1, poly(z, 2)2, log(x.1), x:f[b] and x:f[c]. */
class FixedColumnsTest {
    private static final MixedModel MODEL = Samples.fit(
            "y ~ x * f + poly(z, 2) + log(x.1) + (1 | g)",
            EstimationMethod.REML,
            MemoryTable.builder()
                    .numeric("y", numbers(i -> i * 37 % 23))
                    .numeric("x", numbers(i -> i * 13 % 17))
                    .numeric("z", numbers(i -> i * 11 % 19))
                    .numeric("x.1", numbers(i -> 1 + i * 7 % 29))
                    .categorical("f", IntStream.range(0, 60).map(i -> i % 3).toArray(), List.of("a", "b", "c"))
                    .numeric("g", numbers(i -> Math.floor(i / 6.0)))
                    .build());

    private final FixedColumns columns = FixedColumns.of(MODEL);

    private static double[] numbers(IntToDoubleFunction value) {
        return IntStream.range(0, 60).mapToDouble(value).toArray();
    }

    private List<Integer> where(IntPredicate is) {
        return IntStream.range(0, columns.size()).filter(is).boxed().toList();
    }

    @Test
    void columnsHaveTheNamesOfTheirCoefficients() {
        assertEquals(9, columns.size());
        assertEquals("(Intercept)", columns.name(0));
        assertEquals("x", columns.name(1));
        assertEquals("x:f[c]", columns.name(8));
    }

    @Test
    void allButTheInterceptAreMadeOfVariables() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), where(columns::isVarying));
    }

    @Test
    void quantitiesAreNumbersThatAreNoCurveAndNoInteraction() {
        assertEquals(List.of(1, 6), where(columns::isQuantity));
    }

    @Test
    void categoriesAndTheInterceptAreMadeOfNoNumber() {
        assertEquals(List.of(0, 2, 3), where(columns::isCategory));
    }

    /** A name that only begins like another is another. */
    @Test
    void whatSharesAVariableIsNotApart() {
        assertEquals(List.of(2, 3, 4, 5, 6), columns.apartFrom(1));
        assertEquals(List.of(1, 4, 5, 6), columns.apartFrom(2));
        assertEquals(List.of(1, 2, 3, 6, 7, 8), columns.apartFrom(4));
        assertEquals(List.of(1, 2, 3, 4, 5, 7, 8), columns.apartFrom(6));
        assertEquals(List.of(4, 5, 6), columns.apartFrom(7));
    }
}
