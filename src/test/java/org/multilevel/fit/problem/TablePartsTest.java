package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.exact.Frame;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.rows.PartQuestion;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * A table whose parts only answer questions in their written form gives the model of the whole table, with all that is said of its rows.
 *
 * <p>1e-9 of the estimates' own size: what a user may see at most; the order of sums makes less than 1e-11.
 */
class TablePartsTest {
    private static final double TOLERANCE = 1e-9;
    private static final int MOST_PARTS = 3;

    /** Parts of a frame, which see a question only as bytes. */
    private static final class FrameParts implements TableParts {
        private final Frame frame;
        private final int count;
        private final List<String> asked = new ArrayList<>();

        FrameParts(Frame frame, int count) {
            this.frame = frame;
            this.count = count;
        }

        @Override
        public Table whole() {
            return frame.table();
        }

        @Override
        public void ask(byte[] question, Consumer<byte[]> answers) {
            PartQuestion there = PartQuestion.read(question);
            asked.add(there.getClass().getSimpleName());
            for (int k = 0; k < count; k++) {
                int[] rows = IntStream.range(frame.size() * k / count, frame.size() * (k + 1) / count)
                        .toArray();
                answers.accept(there.answer(frame.rows(rows).table(), Progress.NONE));
            }
        }
    }

    /** A model and the questions for which its rows are read. */
    private record Case(String name, Frame frame, LinearMixedModel model, String questions) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String data, String formula, String questions, String... categorical) {
        return new Case(data + ": " + formula, Frame.read(data, categorical), LinearMixedModel.of(formula), questions);
    }

    static Stream<Case> cases() {
        Frame groups = Frame.ofRows(60)
                .label("g", i -> "g" + i / 5)
                .number("x", i -> Math.sin(i * i))
                .number("y", i -> 1e7 * (i / 5 % 7) + Math.cos(3 * i));
        return Stream.of(
                of("hsb", "mathach ~ ses + meanses + (ses | school)", "Survey Products"),
                of("Pastes", "strength ~ 1 + (1 | batch/cask)", "Survey Products"),
                of("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "Survey Products"),
                of("Oxboys", "height ~ scale(age) + (age | Subject)", "Transforms Survey Products"),
                // columns that nearly repeat each other are read once more, and so is a response that groups nearly
                // explain
                of("Oxboys", "height ~ I(age + 9999) + I((age + 9999)^2) + (1 | Subject)", "Survey Products Products"),
                new Case("within", groups, LinearMixedModel.of("y ~ x + (1 | g)"), "Survey Products Within"),
                new Case(
                        "weights",
                        Frame.read("Penicillin").number("w", i -> 1 + i % 3),
                        LinearMixedModel.of("diameter ~ 0 + plate + (1 | sample)")
                                .withWeights("w"),
                        "Survey Products"),
                new Case(
                        "residuals",
                        Frame.read("Oxboys").number("week", i -> i % 9),
                        LinearMixedModel.of("height ~ age + (1 | Subject)").withResidual("ar1(week | Subject)"),
                        "Survey Products"));
    }

    @ParameterizedTest
    @MethodSource
    void cases(Case given) {
        MixedModel expected = given.model.fit(given.frame.table());
        for (int count = 1; count <= MOST_PARTS; count++) {
            FrameParts parts = new FrameParts(given.frame, count);
            MixedModel found = given.model.live(parts, (f, s, p) -> {}).model();
            assertSame(expected, found);
            assertEquals(given.questions, String.join(" ", parts.asked));
        }
    }

    private static void assertSame(MixedModel expected, MixedModel found) {
        assertEquals(expected.verdict().status(), found.verdict().status());
        assertClose(expected.statistics().criterion(), found.statistics().criterion());
        assertClose(expected.sigma(), found.sigma());
        assertEquals(expected.rows(), found.rows());
        for (int j = 0; j < expected.fixedEffects().size(); j++) {
            double error = expected.fixedEffects().standardError(j);
            assertEquals(
                    expected.fixedEffects().estimate(j), found.fixedEffects().estimate(j), TOLERANCE * error);
            assertEquals(error, found.fixedEffects().standardError(j), TOLERANCE * error);
        }
        expected.rowFacts()
                .ifPresent(facts -> assertSame(facts, found.rowFacts().orElseThrow()));
    }

    private static void assertSame(RowFacts expected, RowFacts found) {
        assertEquals(expected.sizes(), found.sizes());
        assertEquals(expected.patterns(), found.patterns());
        assertSame(expected.fixedCovariance(), found.fixedCovariance());
        for (int f = 0; f < expected.randomSquares().size(); f++) {
            assertSame(expected.randomSquares().get(f), found.randomSquares().get(f));
        }
    }

    private static void assertSame(double[][] expected, double[][] found) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                double size = Math.sqrt(expected[i][i] * expected[j][j]);
                assertEquals(expected[i][j], found[i][j], TOLERANCE * size);
            }
        }
    }

    private static void assertClose(double expected, double found) {
        assertEquals(expected, found, TOLERANCE * Math.max(1, Math.abs(expected)));
    }

    /** Against the optimum that {@code precision.py} computed in 50 digits. */
    @Test
    void whatIsLeftBesideSeveralFactorsKeepsItsDigits() {
        Frame frame = Frame.of(
                CsvTable.open(Path.of("src", "test", "resources", "precision", "cross5.csv"), CsvOptions.defaults()));
        FrameParts parts = new FrameParts(frame, 3);
        MixedModel model = LinearMixedModel.of("y ~ x + (1 | g) + (1 | h)")
                .live(parts, (f, s, p) -> {})
                .model();
        assertEquals(-4116.9841608509105, model.statistics().criterion(), 1e-7 * 4117);
        assertEquals(1.0482441253658352e-05, model.sigma(), 1e-6 * 1.05e-5);
        assertTrue(parts.asked.contains("Remainder"), parts.asked.toString());
    }
}
