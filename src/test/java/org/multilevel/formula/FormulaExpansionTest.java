package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected expansions are those of R 4.2's {@code terms} and of lme4 1.1-31's {@code findbars}. */
class FormulaExpansionTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ 1                       => 1
            y ~ 0                       => 0
            y ~ -1                      => 0
            y ~ x                       => 1 x
            y ~ 1 + x + f               => 1 x f
            y ~ x + 0                   => 0 x
            y ~ 0 + x                   => 0 x
            y ~ x - 1                   => 0 x
            y ~ -1 + x + 1              => 1 x
            y ~ x + -1                  => 0 x
            y ~ x - 0                   => 1 x
            y ~ x - (z - 1)             => 1 x
            y ~ x - x                   => 1
            y ~ -x                      => 1
            y ~ x - z                   => 1 x
            y ~ x - x + x               => 1 x
            y ~ x + x                   => 1 x
            y ~ x:z                     => 1 x:z
            y ~ x*z                     => 1 x z x:z
            y ~ a*b*c                   => 1 a b c a:b a:c b:c a:b:c
            y ~ a*b - a                 => 1 b a:b
            y ~ a*b*c - a:b:c           => 1 a b c a:b a:c b:c
            y ~ a + b*c - b             => 1 a c b:c
            y ~ a:b + b:a               => 1 a:b
            y ~ b:a + a                 => 1 a b:a
            y ~ b + a + a:b             => 1 b a b:a
            y ~ a:a                     => 1 a
            y ~ (a + b)^2               => 1 a b a:b
            y ~ (a + b)**2              => 1 a b a:b
            y ~ (a + b + c)^2           => 1 a b c a:b a:c b:c
            y ~ (a + b + c)^2 - a:b     => 1 a b c a:c b:c
            y ~ (a + b + c)^9           => 1 a b c a:b a:c b:c a:b:c
            y ~ (a + b:c + d)^2         => 1 a d a:d b:c a:b:c b:c:d
            y ~ (a:b)^2                 => 1 a:b
            y ~ (a*b)^2                 => 1 a b a:b
            y ~ (a + b)^1               => 1 a b
            y ~ (x + 1)^2               => 1 x
            y ~ (1 + x):z               => 1 x:z
            y ~ (0 + x)*z               => 0 x z x:z
            y ~ a/b                     => 1 a a:b
            y ~ a/b/c                   => 1 a a:b a:b:c
            y ~ a/(b + c)               => 1 a a:b a:c
            y ~ (a + b)/c               => 1 a b a:b:c
            y ~ a/b*c                   => 1 a c a:b a:c a:b:c
            y ~ a*b/c                   => 1 a b a:b a:b:c
            y ~ a:b/c                   => 1 a:b a:b:c
            y ~ (a/b):c                 => 1 a:c a:b:c
            y ~ b %in% a                => 1 b:a
            y ~ a + b %in% a            => 1 a a:b
            y ~ (a + b) %in% c          => 1 a:c b:c
            y ~ a %in% b:c              => 1 a:b:c
            y ~ factor(a)*log(x)        => 1 factor(a) log(x) factor(a):log(x)
            y ~ x + I(x^2) + poly(x, 2) => 1 x I(x^2) poly(x, 2)
            y ~ log(x+1) + log( x + 1 ) => 1 log(x + 1)
            """)
    void fixedTermsAreThoseOfR(String text, String expected) {
        assertEquals(expected, fixed(Formula.parse(text).expand(List.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            (1 | g)                       => (1 | g)
            (1 + x | g)                   => (1 x | g)
            (x | g)                       => (1 x | g)
            (0 + x | g)                   => (0 x | g)
            (x - 1 | g)                   => (0 x | g)
            (-1 + x | g)                  => (0 x | g)
            (x + 0 | g)                   => (0 x | g)
            (x*z | g)                     => (1 x z x:z | g)
            (poly(x, 2) | g)              => (1 poly(x, 2) | g)
            (x || g)                      => (1 | g) (0 x | g)
            (0 + x || g)                  => (0 x | g)
            (1 || g)                      => (1 | g)
            (f || g)                      => (1 | g) (0 f | g)
            (x + f || g)                  => (1 | g) (0 x | g) (0 f | g)
            (x*z || g)                    => (1 | g) (0 x | g) (0 z | g) (0 x:z | g)
            (1 | batch/cask)              => (1 | cask:batch) (1 | batch)
            (x | a/b/c)                   => (1 x | c:b:a) (1 x | b:a) (1 x | a)
            (1 | a/(b/c))                 => (1 | c:b:a) (1 | b:a) (1 | a)
            (1 | (a/b)/c)                 => (1 | c:b:a) (1 | b:a) (1 | a)
            (1 | a/b:c)                   => (1 | b:c:a) (1 | a)
            (1 | a:b/c)                   => (1 | c:a:b) (1 | a:b)
            (x || a/b)                    => (1 | b:a) (1 | a) (0 x | b:a) (0 x | a)
            (1 | dept:service)            => (1 | dept:service)
            (1 | a:b:c)                   => (1 | a:b:c)
            (1 | factor(a))               => (1 | a)
            (1 | factor(a)/b)             => (1 | b:a) (1 | a)
            (1 | s) + (1 | d)             => (1 | s) (1 | d)
            (1 | g) + (0 + x | g)         => (1 | g) (0 x | g)
            (1 | a) + (1 | b) + (1 | a:b) => (1 | a) (1 | b) (1 | a:b)
            ((1 | g))                     => (1 | g)
            (1 | a) + ((1 | b) + x)       => (1 | a) (1 | b)
            """)
    void randomTermsAreThoseOfLme4(String terms, String expected) {
        assertEquals(expected, random(Formula.parse("y ~ w + " + terms).expand(List.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ .                          => 1 a b g x
            y ~ . - a                      => 1 b g x
            y ~ . + (1 | g)                => 1 a b x
            y ~ . + (1 | a/b)              => 1 g x
            y ~ . + offset(x)              => 1 a b g
            y ~ x + .                      => 1 x a b g
            log(y) ~ .                     => 1 a b g x
            y - a ~ .                      => 1 b g x
            y ~ log(x) + .                 => 1 log(x) a b g x
            y ~ .:x + (1 | g)              => 1 x a:x b:x
            y ~ .^2 + (1 | g)              => 1 a b x a:b a:x b:x
            y ~ 0 + . - g - x              => 0 a b
            y ~ x:b + .                    => 1 a b g x x:b
            """)
    void dotStandsForWhatIsLeft(String text, String expected) {
        Formula formula = Formula.parse(text);
        assertTrue(formula.hasDot());
        assertEquals(expected, fixed(formula.expand(List.of("a", "b", "g", "x", "y"))));
    }

    @Test
    void dotOfAnEmptyTableIsNothing() {
        assertEquals(
                "1 x", fixed(Formula.parse("y ~ . + x + .^2 + x:. + x %in% .").expand(List.of())));
    }

    @Test
    void offsetsAreTheirArgumentsAndNoTerms() {
        ModelTerms terms = Formula.parse("y ~ x + offset(log(n)) + offset(z) + offset(z) + (1 | g)")
                .expand(List.of());
        assertEquals("1 x", fixed(terms));
        assertEquals("[log(n), z]", terms.offsets().toString());
    }

    @Test
    void responseMayBeTransformed() {
        assertEquals(
                "log(y + 1)",
                Formula.parse("log(y+1) ~ x").expand(List.of()).response().toString());
        assertEquals(
                "(a - b)/2",
                Formula.parse("(a - b) / 2 ~ x").expand(List.of()).response().toString());
    }

    @Test
    void groupColumnsKeepTheirOrderAndName() {
        List<RandomTerm> random = Formula.parse("y ~ 1 + (1 | `my batch`/cask) + (1 | d:s)")
                .expand(List.of())
                .random();
        assertEquals(
                List.of("cask:my batch", "my batch", "d:s"),
                random.stream().map(RandomTerm::groupName).toList());
    }

    @Test
    void interactionsAreEqualInAnyOrder() {
        Expression a = new Expression.Column("a");
        Expression b = new Expression.Column("b");
        assertEquals(new Term(List.of(a, b)), new Term(List.of(b, a)));
        assertEquals(new Term(List.of(a, b)).hashCode(), new Term(List.of(b, a)).hashCode());
    }

    static String fixed(ModelTerms terms) {
        return varying(terms.intercept(), terms.fixed());
    }

    static String random(ModelTerms terms) {
        return terms.random().stream()
                .map(term -> "(" + varying(term.intercept(), term.terms()) + " | " + term.groupName() + ")")
                .collect(Collectors.joining(" "));
    }

    private static String varying(boolean intercept, List<Term> terms) {
        return Stream.concat(Stream.of(intercept ? "1" : "0"), terms.stream().map(Term::toString))
                .collect(Collectors.joining(" "));
    }
}
