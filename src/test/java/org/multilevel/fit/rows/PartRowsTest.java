package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.exact.Frame;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Rows that lie elsewhere in parts: what comes of them is that of the rows at hand, and what is kept of them is let go. */
class PartRowsTest {
    private static final String NO_PARTS = "The table has no parts: give one with rows.";
    private static final Formula FORMULA = Formula.parse("y ~ x + (x | g)");
    /** Seven rows of three groups, of which the second and the fifth have holes. */
    private static final Frame FRAME = Frame.ofRows(7)
            .label("g", i -> List.of("a", "a", "b", "b", "b", "c", "c").get(i))
            .number("x", i -> i == 4 ? Double.NaN : i * i % 5)
            .number("y", i -> i == 1 ? Double.NaN : 3 + i % 4);

    private static Rows of(Formula formula, TableParts parts) {
        return Rows.of(formula, parts, DesignOptions.DEFAULT, Progress.NONE);
    }

    /** Parts that keep nothing. */
    private record Plain(Table whole, List<Table> parts) implements TableParts {
        @Override
        public void ask(byte[] question, Consumer<byte[]> answers) {
            PartQuestion there = PartQuestion.read(question);
            parts.forEach(part -> answers.accept(there.answer(part, Progress.NONE)));
        }
    }

    private static Plain plain(int... ends) {
        List<Table> parts = IntStream.range(0, ends.length)
                .mapToObj(k -> FRAME.rows(IntStream.range(k == 0 ? 0 : ends[k - 1], ends[k])
                                .toArray())
                        .table())
                .map(Table.class::cast)
                .toList();
        return new Plain(FRAME.table(), parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (x | g)", "y ~ scale(x) + (1 | g)", "y ~ x"})
    void aTableWithoutPartsIsRefused(String text) {
        Formula formula = Formula.parse(text);
        assertEquals(NO_PARTS, Failure.of(() -> of(formula, new Plain(FRAME.table(), List.of()))));
        PartsAtHand always = new PartsAtHand(FRAME.table(), List.of());
        assertEquals(NO_PARTS, Failure.of(() -> of(formula, always)));
        PartsAtHand whereTheyFit = new PartsAtHand(FRAME.table(), List.of()).whereTheyFit();
        assertEquals(NO_PARTS, Failure.of(() -> of(formula, whereTheyFit)));
    }

    @Test
    void whatIsKeptOfNoPartsIsLetGo() {
        PartsAtHand parts = new PartsAtHand(FRAME.table(), List.of());
        Failure.of(() -> of(FORMULA, parts));
        assertEquals(1, parts.last().closed());
    }

    @Test
    void whatIsKeptIsLetGoWhereStructuresAreRefused() {
        PartsAtHand parts = PartsAtHand.of(FRAME, "g", 3);
        Formula formula = Formula.parse("y ~ x + cs(x | g)");
        assertEquals(
                "Covariance structures are estimated from the rows themselves, which go to one machine for that, and here they stay"
                        + " spread over the cluster; take the structures out, or fit with --spread no.",
                assertThrows(MethodException.class, () -> of(formula, parts)).getMessage());
        assertEquals(1, parts.made().size());
        assertEquals(1, parts.last().closed());
    }

    @Test
    void productsOfPartsAreThoseOfTheRowsAtHand() {
        Rows rows = of(FORMULA, plain(3, 3, 7));
        Design design = Design.of(FORMULA, FRAME.table(), DesignOptions.DEFAULT, Progress.NONE);
        Standardisation standard = new Standardisation(rows.design(), Orthogonalisation.none(2));
        Rows atHand = Rows.of(design, FRAME.table(), Progress.NONE);
        assertEquals(design.rows(), rows.design().rows());
        SmallParts.assertSame(atHand.products(standard), rows.products(standard));
        double[] b = {0.5, -0.25};
        CrossProducts all = atHand.products(standard);
        assertArrayEquals(atHand.within(all, standard, -1, b), rows.within(all, standard, -1, b), SmallParts.TOLERANCE);
        assertArrayEquals(atHand.within(all, standard, 1, b), rows.within(all, standard, 1, b), SmallParts.TOLERANCE);
    }
}
