package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTextTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y~x                                  => y ~ x
            y ~ x-1                              => y ~ x - 1
            y ~ - 1+x                            => y ~ -1 + x
            y ~ + x                              => y ~ x
            y ~ ((x))                            => y ~ x
            y ~ (x + z)                          => y ~ x + z
            y ~ a + (b + c)                      => y ~ a + (b + c)
            y ~ a - (b + c)                      => y ~ a - (b + c)
            y ~ (a+b):c                          => y ~ (a + b):c
            y ~ a*b*c                            => y ~ a * b * c
            y ~ a*(b*c)                          => y ~ a * (b * c)
            y ~ a/b*c                            => y ~ (a/b) * c
            y ~ (a + b)**2                       => y ~ (a + b)^2
            y ~ .^2                              => y ~ .^2
            y ~ ((a + b)^2)^3                    => y ~ ((a + b)^2)^3
            y ~ b%in%a                           => y ~ b %in% a
            y ~ x+(1+x|g)                        => y ~ x + (1 + x | g)
            y ~ (x||a/b:c)                       => y ~ (x || a/b:c)
            y ~ (1|factor(a))                    => y ~ (1 | a)
            y ~ (1|a/(b/c))                      => y ~ (1 | a/(b/c))
            y ~ I(x^2)+I((a-b)/2)+I(x*z)         => y ~ I(x^2) + I((a - b)/2) + I(x * z)
            y ~ I(x-(z-1))+I(x/(z*2))+I(2*(x+1)) => y ~ I(x - (z - 1)) + I(x/(z * 2)) + I(2 * (x + 1))
            y ~ I(-x^2)+I((-x)^2)+I(-(x+1))      => y ~ I(-x^2) + I((-x)^2) + I(-(x + 1))
            y ~ I(x^-1)+I(x^2^3)+I((x^2)^3)      => y ~ I(x^-1) + I(x^2^3) + I((x^2)^3)
            y ~ I(x--1)+I(+x)+I(-x*z)            => y ~ I(x - -1) + I(x) + I(-x * z)
            y ~ I(1e-20*x)+I(1.50*x)+I(.5*x)     => y ~ I(1e-20 * x) + I(1.5 * x) + I(0.5 * x)
            y ~ I(1E+15*x)+I(100000*x)+I(1.*x)   => y ~ I(1e15 * x) + I(100000 * x) + I(1 * x)
            y ~ I(12345678901234567890*x)        => y ~ I(1.2345678901234567e19 * x)
            y ~ I(0*x)+I(0.0001*x)+I(0.00001*x)  => y ~ I(0 * x) + I(0.0001 * x) + I(1e-5 * x)
            y ~ ref(f,'B')+ref(f,"it's")         => y ~ ref(f, "B") + ref(f, "it's")
            y ~ ref(f,'a"b')                     => y ~ ref(f, "a\\"b")
            y ~ ref(f,"a\\\\b")                  => y ~ ref(f, "a\\\\b")
            y ~ ref(factor(x),"2")               => y ~ ref(factor(x), "2")
            `y` ~ `x`                            => y ~ x
            `Exam score` ~ `Age (years)`         => `Exam score` ~ `Age (years)`
            y ~ `a``b`+````                      => y ~ `a``b` + ````
            y ~ `.`+.                            => y ~ `.` + .
            y ~ `2x`+`_x`+`.5`+x_2.z+.x+..       => y ~ `2x` + `_x` + `.5` + x_2.z + .x + ..
            y ~ größe+学校+`log`+log              => y ~ größe + 学校 + log + log
            y ~ `😀`                             => y ~ `😀`
            """)
    void textIsUniform(String text, String expected) {
        Formula formula = Formula.parse(text);
        assertEquals(expected, formula.toString());
        assertEquals(formula, Formula.parse(expected));
        assertEquals(formula.hashCode(), Formula.parse(expected).hashCode());
    }

    @Test
    void lineBreaksAndTabsAreSpaces() {
        assertEquals(Formula.parse("y ~ x + z"), Formula.parse("y ~ x\r\n\t+ z\n"));
    }

    @Test
    void anyCharacterMayStandBetweenBackticksAndQuotes() {
        Formula formula = Formula.parse("y ~ `a\nb\u00A0−` + ref(f, \"\u2018x\\n\\t\u2019\")");
        assertEquals(formula, Formula.parse(formula.toString()));
        assertEquals("[y, a\nb\u00A0−, f]", formula.columns().toString());
    }

    @Test
    void formulasDifferWhenTheyAreWrittenDifferently() {
        assertNotEquals(Formula.parse("y ~ a + b"), Formula.parse("y ~ b + a"));
        assertNotEquals(Formula.parse("y ~ a"), Formula.parse("z ~ a"));
        assertNotEquals(Formula.parse("y ~ (1 | g)"), Formula.parse("y ~ (1 || g)"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void textOfAnyFormulaIsReadBackAsTheSameFormula(long seed) {
        RandomFormulas formulas = new RandomFormulas(new Random(seed));
        for (int i = 0; i < 500; i++) {
            String text = formulas.next();
            Formula formula = Formula.parse(text);
            Formula again = Formula.parse(formula.toString());
            assertEquals(formula, again, text);
            assertEquals(formula.toString(), again.toString());
            assertEquals(formula.expand(List.of("q", "r")), again.expand(List.of("q", "r")));
        }
    }
}
