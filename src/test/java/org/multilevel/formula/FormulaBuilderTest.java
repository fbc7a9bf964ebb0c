package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.error.FormulaException;

class FormulaBuilderTest {
    private static FormulaBuilder y() {
        return Formula.response("y");
    }

    static Stream<Arguments> formulas() {
        return Stream.of(
                Arguments.of(y(), "y ~ 1"),
                Arguments.of(y().fixed("x", "f"), "y ~ x + f"),
                Arguments.of(y().withoutIntercept(), "y ~ 0"),
                Arguments.of(y().fixed("x").withoutIntercept(), "y ~ 0 + x"),
                Arguments.of(y().fixed("a").fixed("b").interaction("a", "b"), "y ~ a + b + a:b"),
                Arguments.of(y().fixed("x").offset("n"), "y ~ x + offset(n)"),
                Arguments.of(y().allOtherColumns().random("g"), "y ~ . + (1 | g)"),
                Arguments.of(y().random("g"), "y ~ 1 + (1 | g)"),
                Arguments.of(y().random("g", "x").fixed("x"), "y ~ x + (1 + x | g)"),
                Arguments.of(y().randomUncorrelated("g", "x", "z"), "y ~ 1 + (1 + x + z || g)"),
                Arguments.of(y().random(Grouping.by("g").slopes("x").withoutIntercept()), "y ~ 1 + (0 + x | g)"),
                Arguments.of(y().random(Grouping.nested("a", "b")), "y ~ 1 + (1 | a/b)"),
                Arguments.of(y().random(Grouping.combined("a", "b").slopes("x")), "y ~ 1 + (1 + x | a:b)"),
                Arguments.of(
                        y().random(Grouping.nested("a", "b", "c")
                                .slopes("x")
                                .slopes("z")
                                .uncorrelated()),
                        "y ~ 1 + (1 + x + z || a/b/c)"),
                Arguments.of(y().fixed("x").random("s").random("d"), "y ~ x + (1 | s) + (1 | d)"),
                Arguments.of(
                        Formula.response("Exam score")
                                .fixed("Age (years)", "a`b", ".")
                                .random("2nd group"),
                        "`Exam score` ~ `Age (years)` + `a``b` + `.` + (1 | `2nd group`)"));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void partsMakeTheSameFormulaAsText(FormulaBuilder builder, String text) {
        assertEquals(Formula.parse(text), builder.build());
        assertEquals(text, builder.build().toString());
    }

    @Test
    void buildersAndGroupingsAreNotChangedByTheirMethods() {
        FormulaBuilder base = y().fixed("x");
        base.fixed("z").random("g").build();
        assertEquals("y ~ x", base.build().toString());
        Grouping grouping = Grouping.by("g");
        grouping.slopes("x").withoutIntercept();
        assertEquals("(1 | g)", grouping.toString());
        assertEquals(Grouping.nested("g"), grouping);
        assertEquals(Grouping.nested("g").hashCode(), grouping.hashCode());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> Formula.response(""), "A column name is empty; name a column of the table."),
                mistake(() -> y().fixed("x", ""), "A column name is empty; name a column of the table."),
                mistake(() -> y().random("g", ""), "A column name is empty; name a column of the table."),
                mistake(() -> y().interaction("x"), "An interaction has 1 of the two columns it needs; name both."),
                mistake(() -> Grouping.nested(), "A grouping has no column; name at least one grouping column."),
                mistake(
                        () -> Grouping.combined("a", "b", "a"),
                        "A grouping names a column twice (a, b, a); name each grouping column once."),
                mistake(
                        () -> y().random(Grouping.by("g").withoutIntercept()).build(),
                        "Nothing varies by group in (0 | g); write (1 | group) for a random intercept,"
                                + " or remove the term."),
                mistake(
                        () -> y().random("g").random("g", "x").build(),
                        "The intercept varies by g twice, in (1 | g) and in (1 + x | g);" + " remove (1 | g)."),
                mistake(
                        () -> y().fixed("y").build(),
                        "The response y is also the fixed term y; remove it from the right of the '~'."));
    }

    private static Arguments mistake(Executable attempt, String message) {
        return Arguments.of(attempt, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesGetOneSentence(Executable attempt, String message) {
        FormulaException error = assertThrows(FormulaException.class, attempt);
        assertEquals(message, error.getMessage());
        assertEquals(0, error.position());
    }

    @Test
    void aReferenceLevelIsThatOfAllTerms() {
        assertEquals(
                Formula.parse("y ~ ref(a, \"q\") + b + ref(a, \"q\"):b + (1 + ref(a, \"q\") | g)"),
                Formula.response("y")
                        .fixed("a", "b")
                        .interaction("a", "b")
                        .random("g", "a")
                        .reference("a", "q")
                        .build());
        assertEquals(
                Formula.parse("y ~ b + (1 | a)"),
                Formula.response("y").fixed("b").random("a").reference("a", "q").build());
    }
}
