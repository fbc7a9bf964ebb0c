package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.Written;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.leastsquares.PartRequest;
import org.multilevel.fit.problem.Problem;
import org.multilevel.formula.Formula;

/** What a part keeps: it goes through its written form unchanged, and finds the effects of its levels that the fit of all rows finds. */
class KeptPartTest {
    /** Two searches for an optimum end so far from each other, in units of sigma. */
    private static final double OPTIMUM = 1e-7;

    private static final FitOptions OPTIONS = new FitOptions(EstimationMethod.REML, 1);

    @ParameterizedTest
    @ValueSource(strings = {SmallParts.ONE_FACTOR, SmallParts.NESTED})
    void whatIsKeptIsWrittenAndReadWhole(String formula) {
        SmallParts given = new SmallParts(formula);
        for (KeptPart part : given.surveyed()) {
            assertArrayEquals(part.toBytes(), KeptPart.read(part.toBytes()).toBytes());
            assertSameAnswer(KeptQuestion.survey(), part);
            assertSameAnswer(KeptQuestion.levels(), part);
        }
        for (KeptPart part : given.formed()) {
            assertArrayEquals(part.toBytes(), KeptPart.read(part.toBytes()).toBytes());
            assertSameAnswer(KeptQuestion.levels(), part);
            assertSameAnswer(KeptQuestion.summary(1), part);
        }
    }

    private static void assertSameAnswer(byte[] question, KeptPart part) {
        assertArrayEquals(part.answer(question), KeptPart.read(part.toBytes()).answer(question));
    }

    @Test
    void damageToWhatIsKeptIsFound() {
        SmallParts given = new SmallParts("y ~ 1 + (1 | school)");
        for (KeptPart part : List.of(given.surveyed().get(0), given.formed().get(0))) {
            Written.by(out -> out.write(part.toBytes()))
                    .assertDamageIsFound(in -> KeptPart.read(((DataInputStream) in).readAllBytes()));
        }
    }

    @Test
    void damageToWhatItIsMadeFromIsFound() {
        SmallParts given = new SmallParts("y ~ 1 + (1 | school)");
        byte[] survey = KeptPart.survey(given.transforms);
        Written.by(out -> out.write(survey))
                .assertDamageIsFound(in ->
                        KeptPart.of(((DataInputStream) in).readAllBytes(), SmallParts.PARTS.get(0), Progress.NONE));
        KeptPart part = given.surveyed().get(0);
        byte[] products = KeptPart.products(given.schema.withoutGroups(), given.standard);
        Written.by(out -> out.write(products))
                .assertDamageIsFound(
                        in -> part.next(((DataInputStream) in).readAllBytes(), SmallParts.PARTS.get(0), Progress.NONE));
    }

    @Test
    void theColumnsAreThoseOfTheWholeAndTheLevelsThoseOfThePart() {
        List<KeptPart> parts = new SmallParts(SmallParts.NESTED).formed();
        assertEquals(20, parts.get(0).design().rows().used());
        assertEquals(List.of("a", "b"), parts.get(0).design().factors().get(0).levels());
        assertEquals(List.of(), parts.get(1).design().factors().get(0).levels());
        assertEquals(
                List.of("c1", "c2", "d1", "e1", "e2", "e3"),
                parts.get(2).design().factors().get(1).levels());
    }

    @Test
    void aPartThatWasOnlySurveyedHasNoCrossProducts() {
        KeptPart part = new SmallParts(SmallParts.ONE_FACTOR).surveyed().get(0);
        String none = "the part has no cross-products yet";
        assertEquals(
                none, assertThrows(IllegalStateException.class, part::design).getMessage());
        byte[] summary = KeptQuestion.summary(1);
        assertEquals(
                none,
                assertThrows(IllegalStateException.class, () -> part.answer(summary))
                        .getMessage());
    }

    @Test
    void itIsMadeUntilItsUserCancels() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        byte[] survey = KeptPart.survey(given.transforms);
        assertThrows(
                CancellationException.class, () -> KeptPart.of(survey, SmallParts.PARTS.get(0), new CancelAfter(0)));
        KeptPart part = given.surveyed().get(0);
        byte[] products = KeptPart.products(given.schema.withoutGroups(), given.standard);
        assertThrows(
                CancellationException.class, () -> part.next(products, SmallParts.PARTS.get(0), new CancelAfter(0)));
        KeptPart formed = given.formed().get(0);
        byte[] within = KeptQuestion.within(new double[2]);
        assertThrows(
                CancellationException.class,
                () -> formed.answerFromRows(within, SmallParts.PARTS.get(0), new CancelAfter(0)));
    }

    /** What was asked last is kept ready; another response is none of it, also where only one of its coefficients is another. */
    @Test
    void answersFollowTheResponseThatIsAskedFor() {
        KeptPart part = new SmallParts(SmallParts.ONE_FACTOR).formed().get(0);
        PartRequest request =
                new PartRequest(PartRequest.Kind.ELIMINATION, new double[][] {{0.7, 0, 0.2, 0.4}}, new double[0], 0, 0);
        int[] all = {0, 1};
        double[][] shifts = {{0, 0}, {0, 0.5}, {0.5, 0}, {0.5, 0.5}, {0, 0}};
        for (double[] shift : shifts) {
            double[] fresh = KeptPart.read(part.toBytes()).answer(all, shift, request);
            assertArrayEquals(fresh, part.answer(all, shift, request));
            assertArrayEquals(fresh, part.answer(all, shift, request));
        }
        assertFalse(Arrays.equals(part.answer(all, shifts[0], request), part.answer(all, shifts[1], request)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SmallParts.ONE_FACTOR,
                SmallParts.NESTED,
                "y ~ x + I(2 * x) + (1 | school)",
                "y ~ x + (1 | school) + (0 + x | class)"
            })
    void effectsOfPartsAreThoseOfTheFitOfAllRows(String text) {
        Formula formula = Formula.parse(text);
        Design design = Design.of(formula, SmallParts.FRAME.table(), DesignOptions.DEFAULT, Progress.NONE);
        Fit whole = Problem.read(design, SmallParts.FRAME.table(), OPTIONS, Progress.NONE)
                .fit(Progress.NONE);
        PartsAtHand parts = new PartsAtHand(SmallParts.FRAME.table(), SmallParts.PARTS);
        Problem spread = Problem.read(formula, parts, DesignOptions.DEFAULT, OPTIONS, Progress.NONE);
        byte[] solution = spread.spreadSolution(whole.theta(), Progress.NONE);
        int[] levels = new int[design.factors().size()];
        for (int k = 0; k < SmallParts.PARTS.size(); k++) {
            KeptPart part = parts.last().part(k);
            List<RandomFactor> own = part.design().factors();
            List<FactorEffects> found = part.effects(solution);
            for (int f = 0; f < own.size(); f++) {
                levels[f] += own.get(f).levels().size();
                assertSame(
                        whole.factors().get(f),
                        design.factors().get(f),
                        found.get(f),
                        own.get(f),
                        whole.sigma(),
                        whole.beta().length);
            }
            assertJoint(whole.joint(), design, part.joint(solution), part.design());
        }
        for (int f = 0; f < levels.length; f++) {
            assertEquals(design.factors().get(f).levels().size(), levels[f]);
        }
    }

    private static void assertSame(
            FactorEffects expected, RandomFactor all, FactorEffects found, RandomFactor own, double sigma, int p) {
        int q = all.width();
        for (int r = 0; r < q; r++) {
            assertArrayEquals(expected.lambda()[r], found.lambda()[r], OPTIMUM);
            assertArrayEquals(expected.covariance()[r], found.covariance()[r], OPTIMUM * sigma * sigma);
        }
        for (int g = 0; g < own.levels().size(); g++) {
            int at = all.levels().indexOf(own.levels().get(g));
            assertRange(expected.effects(), at * q, found.effects(), g * q, q, sigma);
            assertRange(
                    expected.conditionalCovariance(),
                    at * q * q,
                    found.conditionalCovariance(),
                    g * q * q,
                    q * q,
                    sigma * sigma);
            assertRange(expected.modesByBeta(), at * q * p, found.modesByBeta(), g * q * p, q * p, 1);
        }
    }

    private static void assertRange(double[] expected, int from, double[] found, int at, int count, double size) {
        assertArrayEquals(
                Arrays.copyOfRange(expected, from, from + count),
                Arrays.copyOfRange(found, at, at + count),
                OPTIMUM * size);
    }

    private static void assertJoint(
            Optional<JointEffects> expected, Design all, Optional<JointEffects> found, Design own) {
        assertEquals(expected.isPresent(), found.isPresent());
        if (expected.isEmpty()) {
            return;
        }
        JointEffects whole = expected.get();
        JointEffects part = found.get();
        for (int f = 0; f < own.factors().size(); f++) {
            assertArrayEquals(whole.half().get(f), part.half().get(f), OPTIMUM);
            List<String> levels = own.factors().get(f).levels();
            for (int g = 0; g < levels.size(); g++) {
                int at = all.factors().get(f).levels().indexOf(levels.get(g));
                assertEquals(whole.own().get(f)[at], part.own().get(f)[g], OPTIMUM);
            }
        }
        int[] pairs = part.pairs().get(0).levels();
        for (int k = 0; k < pairs.length / 2; k++) {
            int first = all.factors()
                    .get(0)
                    .levels()
                    .indexOf(own.factors().get(0).levels().get(pairs[2 * k]));
            int second = all.factors()
                    .get(1)
                    .levels()
                    .indexOf(own.factors().get(1).levels().get(pairs[2 * k + 1]));
            assertEquals(
                    block(whole.pairs().get(0), first, second),
                    part.pairs().get(0).blocks()[k],
                    OPTIMUM);
        }
        assertTrue(pairs.length == 2 * own.factors().get(1).levels().size());
    }

    private static double block(JointEffects.Pair pair, int first, int second) {
        for (int k = 0; k < pair.levels().length / 2; k++) {
            if (pair.levels()[2 * k] == first && pair.levels()[2 * k + 1] == second) {
                return pair.blocks()[k];
            }
        }
        throw new AssertionError("levels " + first + " and " + second + " do not occur together");
    }
}
