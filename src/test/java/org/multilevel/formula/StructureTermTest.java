package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.FormulaException;

/** Covariance structures of random terms in formulas; the notation and its defaults are those of lme4 2.0. */
class StructureTermTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y~us(x|g)                              => y ~ us(x | g)
            y ~ us(1+x|g,hom=FALSE)                => y ~ us(1 + x | g)
            y ~ diag(0+x|g)                        => y ~ diag(0 + x | g)
            y ~ diag(x | g, hom = F)               => y ~ diag(x | g)
            y ~ diag(x | g, hom=T)                 => y ~ diag(x | g, hom = TRUE)
            y ~ z+cs(1+x|g)                        => y ~ z + cs(1 + x | g)
            y ~ cs(x | g, hom = TRUE)              => y ~ cs(x | g, hom = TRUE)
            y ~ ar1(0 + week | child)              => y ~ ar1(0 + week | child)
            y ~ ar1(0 + week | child, hom = TRUE)  => y ~ ar1(0 + week | child)
            y ~ ar1(0 + week | child, hom = FALSE) => y ~ ar1(0 + week | child, hom = FALSE)
            y ~ toep(f | a/b)                      => y ~ toep(f | a/b)
            y ~ cs(a*b | `my group`:h)             => y ~ cs(a * b | `my group`:h)
            y ~ cs(x | g) + (1 | h) + ar1(z | k)   => y ~ cs(x | g) + (1 | h) + ar1(z | k)
            """)
    void textIsUniformAndShowsHomWhereItIsNotTheDefault(String text, String expected) {
        Formula formula = Formula.parse(text);
        assertEquals(expected, formula.toString());
        assertEquals(formula, Formula.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            (x | g)                   => UNSTRUCTURED several
            us(x | g)                 => UNSTRUCTURED several
            diag(x | g)               => DIAGONAL several
            diag(x | g, hom = TRUE)   => DIAGONAL one
            cs(x | g)                 => COMPOUND_SYMMETRY several
            cs(x | g, hom = TRUE)     => COMPOUND_SYMMETRY one
            ar1(x | g)                => AUTOREGRESSIVE one
            ar1(x | g, hom = FALSE)   => AUTOREGRESSIVE several
            toep(x | g)               => TOEPLITZ several
            toep(x | g, hom = TRUE)   => TOEPLITZ one
            cs(x | a/b)               => COMPOUND_SYMMETRY several, COMPOUND_SYMMETRY several
            cs(x | g) + (1 | h)       => COMPOUND_SYMMETRY several, UNSTRUCTURED several
            """)
    void withoutHomVariancesAreThoseOfLme4(String terms, String expected) {
        assertEquals(expected, structures(Formula.parse("y ~ z + " + terms)));
    }

    private static String structures(Formula formula) {
        return formula.expand(List.of()).random().stream()
                .map(RandomTerm::structure)
                .map(s -> s.kind() + (s.homogeneous() ? " one" : " several"))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource({
        "us, FALSE, 1, 1", "us, FALSE, 3, 6", "diag, FALSE, 3, 3", "diag, TRUE, 3, 1", "cs, FALSE, 3, 4",
                "cs, TRUE, 3, 2",
        "cs, FALSE, 1, 1", "ar1, TRUE, 4, 2", "ar1, FALSE, 4, 5", "ar1, TRUE, 1, 1", "toep, FALSE, 4, 7",
                "toep, TRUE, 4, 4",
        "toep, FALSE, 1, 1"
    })
    void parametersAreCountedAsLme4CountsThem(String function, String hom, int columns, int parameters) {
        Structure structure = Formula.parse("y ~ " + function + "(x | g, hom = " + hom + ")")
                .expand(List.of())
                .random()
                .get(0)
                .structure();
        assertEquals(parameters, structure.parameters(columns));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ car1(week | child) => 5 => Found 'car1' at position 5, which is a structure of residuals; choose it for the residuals, or write ar1(...) here.
            y ~ cs(| g) => 8 => Found '|' at position 8 with nothing before it; write what varies by group there, as in cs(1 + x | group).
            y ~ toep(|| g) => 10 => Found '||' at position 10 with nothing before it; write what varies by group there, as in toep(1 + x | group).
            y ~ cs(x || g) => 10 => Found '||' at position 10 in cs(...), which says what is correlated; write one bar.
            y ~ diag(x || g) => 12 => Found '||' at position 12 in diag(...), which says what is correlated; write one bar.
            y ~ cs(. | g) => 7 => The random term at position 7 has a dot in it; write the names of the columns that vary by group.
            y ~ cs(offset(z) | g) => 7 => The random term at position 7 has an offset in it; write the offset outside the parentheses.
            y ~ cs((1 | h) | g) => 7 => The random term at position 7 has another one in it; write one after the other.
            y ~ us(x | g, hom = TRUE) => 5 => Found 'us' at position 5 with hom = TRUE, but an unstructured covariance has a variance for each column; write hom = FALSE, or cs(...) or toep(...).
            y ~ cs(x | g, TRUE) => 15 => Found 'TRUE' at position 15 where hom = TRUE (one variance) or hom = FALSE (one for each) was expected.
            y ~ cs(x | g, het = TRUE) => 15 => Found 'het' at position 15 where hom = TRUE (one variance) or hom = FALSE (one for each) was expected.
            y ~ cs(x | g, hom = yes) => 21 => Found 'yes' at position 21 where TRUE (one variance) or FALSE (one for each) was expected after hom =.
            y ~ cs(x | g, hom = => 20 => The formula ends at position 20 where TRUE (one variance) or FALSE (one for each) was expected after hom =.
            y ~ cs(x | g, ) => 15 => Found ')' at position 15 where hom = TRUE (one variance) or hom = FALSE (one for each) was expected.
            y ~ cs(x | g => 7 => The parenthesis at position 7 is not closed; write ) where it should end.
            y ~ cs(x | g/g) => 12 => Found 'g' at position 12 at the start of a group in which a column occurs twice (g/g); write each grouping column once.
            y ~ cs(x) => 5 => Found 'cs' at position 5, which is the covariance of a random term; write the bar and the group, as in cs(1 + x | group).
            y ~ ar1(week) => 5 => Found 'ar1' at position 5, which is the covariance of a random term; write the bar and the group, as in cs(1 + x | group).
            y ~ ou(week | child) => 5 => Found 'ou' at position 5, but that covariance is not known here; write us, diag, cs, ar1 or toep, as in cs(1 + x | group).
            y ~ homcs(x | g) => 5 => Found 'homcs' at position 5, but that covariance is not known here; write us, diag, cs, ar1 or toep, as in cs(1 + x | group).
            y ~ x:cs(x | g) => 6 => Found ':' at position 6 beside cs(x | g), but random terms and offsets can only be added with +.
            """)
    void whatIsWrongIsSaidWithItsPlace(String text, int position, String message) {
        FormulaException error = assertThrows(FormulaException.class, () -> Formula.parse(text));
        assertEquals(message, error.getMessage());
        assertEquals(position, error.position());
    }

    @Test
    void aBarWithinAConditionIsNoRandomTerm() {
        assertThrows(FormulaException.class, () -> Formula.parse("y ~ cs(I(x > 0 | z > 0))"));
        assertEquals(
                "cs(I(x > 0 | z > 0) | g)",
                Formula.parse("y ~ cs(I(x > 0 | z > 0) | g)").toString().substring(4));
    }

    @Test
    void aColumnMayBeCalledAsAStructure() {
        assertEquals(
                List.of("y", "cs", "ar1", "hom"),
                List.copyOf(Formula.parse("y ~ cs + (ar1 | hom)").columns()));
    }

    @Test
    void formulasWithOtherStructuresDiffer() {
        assertNotEquals(Formula.parse("y ~ (x | g)"), Formula.parse("y ~ cs(x | g)"));
        assertNotEquals(Formula.parse("y ~ cs(x | g)"), Formula.parse("y ~ cs(x | g, hom = TRUE)"));
        assertNotEquals(
                Formula.parse("y ~ cs(x | g)").expand(List.of()),
                Formula.parse("y ~ toep(x | g)").expand(List.of()));
        assertEquals(
                Formula.parse("y ~ (x | g)").expand(List.of()),
                Formula.parse("y ~ us(x | g)").expand(List.of()));
    }

    /** Residual structures: {@code --residual} and its like in every host. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            ar1(week|child)                      => ar1(week | child)
            car1( time | subject )               => car1(time | subject)
            cs(1|subject)                        => cs(1 | subject)
            cs(visit|subject,hom=F)              => cs(visit | subject, hom = FALSE)
            cs(visit|subject,hom=TRUE)           => cs(visit | subject)
            us(visit|subject)                    => us(visit | subject)
            us(visit|subject,hom=TRUE)           => us(visit | subject, hom = TRUE)
            toep(visit|site:subject)             => toep(visit | site:subject)
            toep(visit|site/subject, hom=FALSE)  => toep(visit | subject:site, hom = FALSE)
            ar1(`week of life` | `a``b`)         => ar1(`week of life` | `a``b`)
            """)
    void aResidualStructureIsReadBackFromItsText(String text, String expected) {
        ResidualTerm term = ResidualTerm.parse(text);
        assertEquals(expected, term.toString());
        assertEquals(term, ResidualTerm.parse(expected));
    }

    @ParameterizedTest
    @EnumSource(names = "DIAGONAL", mode = EnumSource.Mode.EXCLUDE)
    void residualsHaveOneVarianceUnlessTheyAreUnstructured(CovarianceKind kind) {
        assertEquals(
                kind != CovarianceKind.UNSTRUCTURED,
                ResidualTerm.parse(kind.function() + "(week | child)")
                        .structure()
                        .homogeneous());
    }

    @Test
    void aResidualStructureKnowsItsColumns() {
        ResidualTerm term = ResidualTerm.parse("toep(visit | site:child)");
        assertEquals(List.of("visit", "site", "child"), term.columns());
        assertEquals("site:child", term.subjectName());
        assertEquals(List.of("child"), ResidualTerm.parse("cs(1 | child)").columns());
        assertTrue(ResidualTerm.parse("cs(1 | child)").position().isEmpty());
        assertFalse(ResidualTerm.parse("cs(visit | child)").position().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            §§ => 1 => The residual structure is empty; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            § § => 1 => The residual structure is empty; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            ar2(week | child) => 1 => The residual structure ar2(week | child) is not known; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            diag(week | child) => 1 => The residual structure diag(week | child) is not known; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            ar1 => 1 => The residual structure ar1 is not known; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            week | child => 1 => The residual structure week | child is not known; write one of us, cs, ar1, car1, toep, for example ar1(week | child).
            ar1() => 5 => Found ')' at position 5 where one column of times or occasions was expected, for example ar1(week | child).
            ar1(week) => 9 => Found ')' at position 9 where | and the column of the subjects were expected, for example ar1(week | child).
            ar1(week + 1 | child) => 10 => Found '+' at position 10 where | and the column of the subjects were expected, for example ar1(week | child).
            ar1(log(week) | child) => 5 => Found 'log' at position 5 where one column of times or occasions was expected, for example ar1(week | child).
            ar1(1 | child) => 5 => Found '1' at position 5 where ar1 needs the column of the times or occasions, as in ar1(week | child).
            us(1 | child) => 4 => Found '1' at position 4 where us needs the column of the times or occasions, as in us(week | child).
            ar1(2 | child) => 5 => Found '2' at position 5 where one column of times or occasions was expected, for example ar1(week | child).
            ar1(week | ) => 12 => Found ')' at position 12 where the column of the subjects was expected, for example ar1(week | child).
            ar1(week || child) => 10 => Found '||' at position 10 where | and the column of the subjects were expected, for example ar1(week | child).
            ar1(week | week) => 1 => week is the time and the subject of ar1(week | week); name the column of the times before the bar and that of the subjects behind it.
            ar1(week | child, het = TRUE) => 19 => Found 'het' at position 19 where hom = TRUE (one variance) or hom = FALSE (one for each) was expected.
            ar1(week | child, hom = 1) => 25 => Found '1' at position 25 where TRUE (one variance) or FALSE (one for each) was expected after hom =.
            ar1(week | child => 4 => The parenthesis at position 4 is not closed; write ) where it should end.
            ar1(week | child) + cs(1 | school) => 19 => Found '+' at position 19 after the residual structure; write one structure, for example ar1(week | child).
            """)
    void whatIsWrongWithAResidualStructureIsSaid(String text, int position, String message) {
        FormulaException error = assertThrows(FormulaException.class, () -> ResidualTerm.parse(text));
        assertEquals(message, error.getMessage());
        assertEquals(position, error.position());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noTextOfSignsEndsInAnythingButATermOrASentence(long seed) {
        Random random = new Random(seed);
        String[] parts = {
            "ar1", "cs", "us", "(", ")", "|", "||", ",", " hom ", "=", "TRUE", "1", "week", "`a b`", ":", "/", "~", ""
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "ar1(week | child" : "");
            for (int k = random.nextInt(7); k > 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                ResidualTerm term = ResidualTerm.parse(text.toString());
                assertEquals(term, ResidualTerm.parse(term.toString()));
            } catch (FormulaException e) {
                assertTrue(e.getMessage().endsWith("."), e.getMessage());
            }
        }
    }
}
