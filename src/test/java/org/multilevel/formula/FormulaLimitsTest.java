package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.FormulaException;

class FormulaLimitsTest {
    private static final String[] PIECES = {
        "y", "x", "g", " ", "~", "~", "+", "-", "*", "/", ":", "^", "(", ")", "|", "||", ",", ".", "0", "1", "2", "1e5",
        "`", "``", "\"", "'", "\\", "%in%", "%", "=", "_", "\n", "log(", "factor(", "ref(", "poly(", "I(", "offset(",
        "(1|", "(x||", "scale(", "\u2212", "\u00A0", "\u201C", "\u00E9", "\uD83D", "[", "{", "0x", "\u0000", "**"
    };

    /** Generous, because the machine may be busy: each case takes a fraction of a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void anyTextIsAFormulaOrGetsOneSentence(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            String start = random.nextBoolean() ? "y ~ x + " : "";
            String text = random.ints(random.nextInt(15), 0, PIECES.length)
                    .mapToObj(piece -> PIECES[piece])
                    .collect(Collectors.joining("", start, ""));
            parseOrCheckSentence(text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void anyDamagedFormulaIsAFormulaOrGetsOneSentence(long seed) {
        Random random = new Random(seed);
        RandomFormulas formulas = new RandomFormulas(random);
        for (int i = 0; i < 3_000; i++) {
            String text = formulas.next();
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(3));
            parseOrCheckSentence(text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(to));
        }
    }

    private static void parseOrCheckSentence(String text) {
        try {
            Formula formula = Formula.parse(text);
            assertEquals(formula, Formula.parse(formula.toString()), text);
        } catch (FormulaException e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(message.isEmpty() || message.contains("\n"), message);
            assertTrue(message.endsWith("."), message);
            assertTrue(e.position() >= 0 && e.position() <= text.codePointCount(0, text.length()) + 1, message);
        }
    }

    static Stream<String> deepFormulas() {
        int depth = 10_000;
        return Stream.of(
                "y ~ " + "(".repeat(depth) + "x" + ")".repeat(depth),
                "y ~ " + "(".repeat(depth),
                "(".repeat(depth) + "y" + ")".repeat(depth) + " ~ x",
                "y ~ log(" + "(".repeat(depth) + "x" + ")".repeat(depth) + ")",
                "y ~ " + "exp(".repeat(depth) + "x" + ")".repeat(depth),
                "y ~ I(" + "-".repeat(depth) + "x)",
                "y ~ I(" + "+".repeat(depth) + "x)",
                "y ~ I(x" + "^x".repeat(depth) + ")",
                "y ~ I(x" + "+x".repeat(depth) + ")",
                "y" + "*y".repeat(depth) + " ~ x",
                "y ~ (1 | " + "(".repeat(depth) + "g" + ")".repeat(depth) + ")",
                "y ~ " + "(a + ".repeat(depth) + "x" + ")".repeat(depth),
                "y ~ a" + "*b/c".repeat(depth));
    }

    @ParameterizedTest
    @MethodSource("deepFormulas")
    void deepNestingGetsOneSentence(String text) {
        FormulaException error = assertThrows(FormulaException.class, () -> Formula.parse(text));
        assertTrue(String.valueOf(error.getMessage()).contains("200"), error.getMessage());
    }

    @Test
    void twoHundredLevelsAreAllowed() {
        assertEquals(Formula.parse("y ~ x"), Formula.parse("y ~ " + "(".repeat(200) + "x" + ")".repeat(200)));
        Formula nested = Formula.parse("y ~ " + "(a + ".repeat(200) + "b" + ")".repeat(200));
        assertEquals(2, nested.expand(List.of()).fixed().size());
        assertEquals(nested, Formula.parse(nested.toString()));
    }

    @Test
    void thousandsOfTermsAreReadQuickly() {
        String text = numbered("x", 20_000, " + ");
        assertTimeout(PATIENCE, () -> {
            Formula formula = Formula.parse("y ~ " + text + " + (" + text + " || g)");
            ModelTerms terms = formula.expand(List.of());
            assertEquals(20_000, terms.fixed().size());
            assertEquals(20_001, terms.random().size());
            assertEquals(formula, Formula.parse(formula.toString()));
            assertEquals(20_002, formula.columns().size());
        });
    }

    @Test
    void thousandsOfInteractionsAreReadQuickly() {
        String text = IntStream.range(0, 5_000).mapToObj(i -> "x" + i + ":z").collect(Collectors.joining(" + "));
        assertTimeout(
                PATIENCE,
                () -> assertEquals(
                        5_000,
                        Formula.parse("y ~ " + text).expand(List.of()).fixed().size()));
    }

    @Test
    void dotMayStandForThousandsOfColumns() {
        List<String> columns = IntStream.range(0, 20_000).mapToObj(i -> "x" + i).toList();
        assertTimeout(
                PATIENCE,
                () -> assertEquals(
                        20_000, Formula.parse("y ~ .").expand(columns).fixed().size()));
    }

    static Stream<String> explosions() {
        return Stream.of(
                "(" + numbered("x", 30, " + ") + ")^10",
                "(" + numbered("x", 5_000, " + ") + ")^2",
                "(" + numbered("x", 14, " + ") + ")^1000000000",
                numbered("x", 60, " * "),
                "((" + numbered("x", 13, " + ") + ")^13)^13",
                "(" + numbered("x", 200, " + ") + "):(" + numbered("z", 200, " + ") + ")");
    }

    @ParameterizedTest
    @MethodSource("explosions")
    void tooManyTermsGetOneSentence(String terms) {
        FormulaException error = assertTimeout(
                PATIENCE, () -> assertThrows(FormulaException.class, () -> Formula.parse("y ~ " + terms)));
        assertEquals(
                "The formula stands for more than 10000 terms once its operators are multiplied out; "
                        + "write fewer or lower interactions.",
                error.getMessage());
    }

    static Stream<String> hugeInteractions() {
        return Stream.of(
                numbered("x", 101, ":"),
                numbered("x", 5_000, "/"),
                "(" + numbered("x", 5_000, " + ") + ")/z",
                "z %in% (" + numbered("x", 5_000, " + ") + ")");
    }

    @ParameterizedTest
    @MethodSource("hugeInteractions")
    void interactionsOfTooManyVariablesGetOneSentence(String terms) {
        FormulaException error = assertThrows(FormulaException.class, () -> Formula.parse("y ~ " + terms));
        assertEquals(
                "The formula has an interaction of more than 100 variables; write interactions of fewer.",
                error.getMessage());
    }

    @Test
    void groupsOfTooManyColumnsGetOneSentence() {
        FormulaException error = assertThrows(
                FormulaException.class, () -> Formula.parse("y ~ (1 | " + numbered("g", 5_000, "/") + ")"));
        assertEquals(
                "Found 'g100' at position 400 after 100 grouping columns of one random term; write fewer.",
                error.getMessage());
    }

    @Test
    void highPowersOfFewTermsAreFine() {
        assertEquals(
                7,
                Formula.parse("y ~ (a + b + c)^1000000000")
                        .expand(List.of())
                        .fixed()
                        .size());
    }

    private static String numbered(String name, int count, String separator) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.joining(separator));
    }
}
