package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataInputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.Written;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.error.DataException;
import org.multilevel.exact.Frame;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.RemainderProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;
import org.multilevel.formula.Formula;

/** Questions that go to where parts of a table lie: the answers of parts add up to that of the whole. */
class PartQuestionTest {
    private static final Frame FRAME = Frame.read("sleepstudy", "Subject");
    private static final TransformSurvey SURVEY = TransformSurvey.of(
            Formula.parse("Reaction ~ Days + (Days | Subject)"), FRAME.table(), DesignOptions.DEFAULT);
    private static final Schema SCHEMA = Schema.of(SURVEY, FRAME.table(), Progress.NONE);
    private static final Design DESIGN = Design.of(SCHEMA);
    private static final Standardisation STANDARD = new Standardisation(DESIGN, Orthogonalisation.none(2));
    private static final double[] BETA = {0.3, 0.7};
    private static final double[][] EFFECTS = {
        IntStream.range(0, 36).mapToDouble(i -> Math.sin(i)).toArray()
    };
    private static final double TOLERANCE = 1e-12;

    private static CrossProducts products() {
        CrossProducts products = CrossProducts.empty(DESIGN);
        DESIGN.scan(FRAME.table(), Progress.NONE, block -> products.add(block, STANDARD));
        return products;
    }

    static byte[][] questions() {
        return new byte[][] {
            PartQuestion.survey(SURVEY),
            PartQuestion.products(SCHEMA, STANDARD),
            PartQuestion.within(SCHEMA, DESIGN, STANDARD, products(), BETA),
            PartQuestion.remainder(SCHEMA, STANDARD, BETA, EFFECTS)
        };
    }

    @ParameterizedTest
    @MethodSource("questions")
    void damagedQuestionsAreRefused(byte[] question) {
        Written.by(out -> out.write(question))
                .assertDamageIsFound(in -> PartQuestion.read(((DataInputStream) in).readAllBytes()));
    }

    /** What is known of transformations is read where it is continued. */
    @Test
    void damagedTransformationsAreRefusedByTheAnswer() {
        byte[] question = PartQuestion.transforms(SURVEY);
        Written.by(out -> out.write(question))
                .assertDamageIsFound(in ->
                        PartQuestion.read(((DataInputStream) in).readAllBytes()).answer(FRAME.table(), Progress.NONE));
    }

    /** Each of three parts of the rows, not along the groups. */
    private static byte[] answer(byte[] question, int part) {
        int[] rows = IntStream.range(0, FRAME.size()).filter(i -> i % 3 == part).toArray();
        return PartQuestion.read(question).answer(FRAME.rows(rows).table(), Progress.NONE);
    }

    @Test
    void productsOfPartsAddUp() {
        CrossProducts sum = CrossProducts.empty(DESIGN);
        RowSums sums = new RowSums(DESIGN);
        for (int part = 0; part < 3; part++) {
            PartQuestion.addProducts(
                    answer(PartQuestion.products(SCHEMA, STANDARD), part), DESIGN, STANDARD, sum, sums);
        }
        CrossProducts whole = products();
        assertEquals(whole.rows, sum.rows);
        assertArrayEquals(whole.xy, sum.xy, TOLERANCE * 180);
        assertArrayEquals(whole.zz[0], sum.zz[0], TOLERANCE * 180);
        assertArrayEquals(whole.zxy[0], sum.zxy[0], TOLERANCE * 180);
        byte[] damaged = answer(PartQuestion.products(SCHEMA, STANDARD), 0);
        damaged[damaged.length - 1] ^= 1;
        assertThrows(DataException.class, () -> PartQuestion.addProducts(damaged, DESIGN, STANDARD, products(), sums));
    }

    /** Of levels whose rows all lie in one part. */
    @Test
    void productsWithinLevelsAddUp() {
        CrossProducts all = products();
        double[] sum = new double[9];
        for (int part = 0; part < 2; part++) {
            int own = part;
            int[] rows =
                    IntStream.range(0, FRAME.size()).filter(i -> i / 90 == own).toArray();
            byte[] found = PartQuestion.read(PartQuestion.within(SCHEMA, DESIGN, STANDARD, all, BETA))
                    .answer(FRAME.rows(rows).table(), Progress.NONE);
            WithinProducts.merge(sum, PartQuestion.readWithin(found, 9));
        }
        double[] expected = WithinProducts.read(DESIGN, FRAME.table(), all, STANDARD, -1, BETA, Progress.NONE);
        assertArrayEquals(expected, sum, TOLERANCE * 180);
    }

    @Test
    void whatIsLeftInPartsAddsUp() {
        RemainderProducts sum = RemainderProducts.none(STANDARD, BETA, EFFECTS);
        for (int part = 0; part < 3; part++) {
            byte[] found = answer(PartQuestion.remainder(SCHEMA, STANDARD, BETA, EFFECTS), part);
            sum.merge(PartQuestion.readRemainder(found, STANDARD, BETA, EFFECTS));
        }
        CrossProducts all = products();
        CrossProducts expected = RemainderProducts.read(DESIGN, FRAME.table(), STANDARD, BETA, EFFECTS, Progress.NONE)
                .of(all, new int[] {0, 1});
        assertArrayEquals(expected.xy, sum.of(all, new int[] {0, 1}).xy, TOLERANCE * 180);
    }

    @Test
    void surveysOfPartsAddUp() {
        Schema sum = PartQuestion.reading(answer(PartQuestion.survey(SURVEY), 0), Schema::read);
        for (int part = 1; part < 3; part++) {
            sum = sum.plus(PartQuestion.reading(answer(PartQuestion.survey(SURVEY), part), Schema::read));
        }
        Design found = Design.of(sum);
        assertEquals(DESIGN.rows().used(), found.rows().used());
        assertEquals(
                DESIGN.factors().get(0).levels().size(),
                found.factors().get(0).levels().size());
        assertEquals(DESIGN.response().mean(), found.response().mean(), TOLERANCE * 300);
    }
}
