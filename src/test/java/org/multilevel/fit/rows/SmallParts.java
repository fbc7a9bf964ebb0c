package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.exact.Frame;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/**
 * Twenty pupils in classes of five schools, in three parts: the rows of two schools, none, and those of the others. Sums over the parts are
 * those over the whole, which are formed from all rows at once.
 */
final class SmallParts {
    /** Of sums of products of some twenty standardised rows; their order makes some 1e-15. */
    static final double TOLERANCE = 1e-12;

    static final String ONE_FACTOR = "y ~ x + (x | school)";
    static final String NESTED = "y ~ x + (1 | school) + (1 | class)";

    private static final String SCHOOLS = "aaabbbbbccccddeeeeee";
    private static final String CLASSES = "11211222122211111223";
    static final Frame FRAME = Frame.ofRows(20)
            .label("school", i -> SCHOOLS.substring(i, i + 1))
            .label("class", i -> SCHOOLS.substring(i, i + 1) + CLASSES.charAt(i))
            .number("x", i -> i * i % 7)
            .number("y", i -> 3 + i % 4 + SCHOOLS.charAt(i) % 3 + 0.3 * (i * i % 7))
            .number("w", i -> 1 + i % 3);
    static final List<Table> PARTS = List.of(rows(0, 8), rows(8, 8), rows(8, 20));

    final TransformSurvey transforms;
    final Schema schema;
    final Design design;
    final Standardisation standard;

    SmallParts(String formula) {
        this(formula, DesignOptions.DEFAULT);
    }

    SmallParts(String formula, DesignOptions options) {
        transforms = TransformSurvey.of(Formula.parse(formula), FRAME.table(), options);
        schema = Schema.of(transforms, FRAME.table(), Progress.NONE);
        design = Design.of(schema);
        standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
    }

    private static Table rows(int from, int to) {
        return FRAME.rows(IntStream.range(from, to).toArray()).table();
    }

    /** Returns the cross-products of all rows. */
    CrossProducts products() {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(FRAME.table(), Progress.NONE, block -> products.add(block, standard));
        return products;
    }

    /** Returns the other sums over all rows. */
    RowSums sums() {
        RowSums sums = new RowSums(design);
        design.scan(FRAME.table(), Progress.NONE, sums::add);
        return sums;
    }

    /** Returns what each part keeps of a first look at its rows. */
    List<KeptPart> surveyed() {
        return PARTS.stream()
                .map(rows -> KeptPart.of(KeptPart.survey(transforms), rows, Progress.NONE))
                .toList();
    }

    /** Returns what each part keeps of its cross-products. */
    List<KeptPart> formed() {
        byte[] making = KeptPart.products(schema.withoutGroups(), standard);
        List<KeptPart> surveyed = surveyed();
        return IntStream.range(0, PARTS.size())
                .mapToObj(k -> surveyed.get(k).next(making, PARTS.get(k), Progress.NONE))
                .toList();
    }

    static void assertSame(CrossProducts expected, CrossProducts found) {
        assertEquals(expected.rows, found.rows);
        assertEquals(expected.sumLogWeight, found.sumLogWeight, TOLERANCE);
        assertArrayEquals(expected.xy, found.xy, TOLERANCE);
        for (int f = 0; f < expected.widths.length; f++) {
            assertArrayEquals(expected.zz[f], found.zz[f], TOLERANCE);
            assertArrayEquals(expected.zxy[f], found.zxy[f], TOLERANCE);
            for (int g = f + 1; g < expected.widths.length; g++) {
                assertEquals(expected.pair(f, g).size(), found.pair(f, g).size());
                assertEquals(
                        sum(expected.pair(f, g).blocks()), sum(found.pair(f, g).blocks()), TOLERANCE);
            }
        }
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    static void assertSame(RowSums expected, RowSums found, int factors) {
        for (int f = 0; f < factors; f++) {
            assertEquals(expected.tally(f), found.tally(f));
            assertEquals(expected.isConstant(f, 0), found.isConstant(f, 0));
            assertEquals(expected.isConstant(f, 1), found.isConstant(f, 1));
        }
        assertEquals(expected.hasMoments(), found.hasMoments());
        if (expected.hasMoments()) {
            assertEquals(expected.covariance(1, 1), found.covariance(1, 1), TOLERANCE);
            assertEquals(expected.meanSquare(0, 0, 0), found.meanSquare(0, 0, 0), TOLERANCE);
        }
    }
}
