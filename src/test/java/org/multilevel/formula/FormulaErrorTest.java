package org.multilevel.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.FormulaException;

class FormulaErrorTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y => 1 => The formula has no '~'; write response ~ terms, for example y ~ x + (1 | group).
            ~ x => 1 => Found '~' at position 1 without a response before it; write response ~ terms, for example y ~ x + (1 | group).
            y ~ => 3 => Found '~' at position 3 without terms after it; write 1 after it for an intercept alone, or the terms, for example y ~ x + (1 | group).
            y ~ x ~ z => 7 => Found a second '~' at position 7; write one, between the response and the terms; what varies by group goes into parentheses, as in (1 | group).
            y = x => 3 => Found '=' at position 3; write ~ between the response and the terms, for example y ~ x + (1 | group).
            1 ~ x => 1 => Found '1' at position 1 as the response, which has no column; write the response's name before the '~'.
            y:z ~ x => 2 => Found ':' at position 2 where an operator or '~' was expected.
            . ~ x => 1 => Found '.' at position 1 where a column or a number was expected; a dot, which stands for all other columns, is a term of its own.
            "y" ~ x => 1 => Found the text "y" at position 1 where a column or a number was expected; write a column without quotes, y.
            cbind(a) ~ x => 1 => Found 'cbind' at position 1 with one argument; write cbind(successes, failures), two columns of counts.
            cbind(a, b, c) ~ x => 1 => Found 'cbind' at position 1 with more than two arguments; write cbind(successes, failures), two columns of counts.
            y ~ cbind(a, b) => 5 => Found 'cbind' at position 5, which is a response: write cbind(successes, failures) alone before the ~, for a binomial model.
            factor(y) ~ x => 1 => Found 'factor' at position 1 inside an expression, but factor(x) can only be a term of its own; take it out of the expression.
            (1 | g) ~ x => 4 => Found '|' at position 4, but a bar belongs directly inside the parentheses of a random term, such as (1 | group).
            Exam score ~ x => 6 => Found 'score' at position 6 where an operator or '~' was expected; a column name with spaces goes between backticks: `Exam score`.
            """)
    void outlineOfAFormulaIsChecked(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ x + => 8 => The formula ends at position 8 where a column, a function or '(' was expected.
            y ~ x + * z => 9 => Found '*' at position 9 where a column, a function or '(' was expected.
            y ~ x - -z => 9 => Found '-' at position 9 where a column, a function or '(' was expected.
            y ~ a:-b => 7 => Found '-' at position 7 where a column, a function or '(' was expected.
            y ~ Age years + z => 9 => Found 'years' at position 9 where an operator such as + was expected; a column name with spaces goes between backticks: `Age years`.
            y ~ a, b => 6 => Found ',' at position 6 where an operator such as + was expected; commas stand only between the arguments of a function.
            y ~ 2x => 5 => Found '2x' at position 5; a column name that starts with a digit goes between backticks: `2x`.
            y ~ _x => 5 => Found '_x' at position 5; a column name that starts with an underscore goes between backticks: `_x`.
            y ~ ²x => 5 => Found the character '²' (U+00B2 SUPERSCRIPT TWO) at position 5; a column name with such a character goes between backticks.
            y ~ 1e => 5 => Found '1e' at position 5; a column name that starts with a digit goes between backticks: `1e`.
            y ~ x$z => 6 => Found '$' at position 6, which is no operator of a formula (they are + - * : / ^ %in% and | in a random term); a column name with such a character goes between backticks.
            y ~ x & z => 7 => Found '&' at position 7 where an operator such as + was expected; a comparison goes inside I(), as in I(x > 0 & z != 1).
            y ~ x %*% z => 7 => Found '%' at position 7; the only operator between percent signs is %in%, and a column name with such a character goes between backticks.
            y ~ 😀 => 5 => Found the character '😀' (U+1F600 GRINNING FACE) at position 5; a column name with such a character goes between backticks.
            y ~ `x => 5 => The backtick at position 5 is not closed; write another ` after the column name.
            y ~ `` => 5 => The backticks at position 5 have no column name between them.
            y ~ ref(f, "B) => 12 => The quote " at position 12 is not closed; write another " after the text.
            y ~ ref(f, 'B) => 12 => The quote ' at position 12 is not closed; write another ' after the text.
            y ~ ref(f, "a\\b") => 14 => Found a backslash at position 14; write two of them for one in a level's name.
            y ~ "x" => 5 => Found the text "x" at position 5; quotes are for levels, so write the column without them, x.
            y ~ x 'z' => 7 => Found the text "z" at position 7 where an operator such as + was expected.
            y ~ (x + z => 5 => The parenthesis at position 5 is not closed; write ) where it should end.
            y ~ x) => 6 => Found ')' at position 6 without a '(' that it closes; remove it or write the '(' before it.
            y ~ log(x => 8 => The parenthesis at position 8 is not closed; write ) where it should end.
            y ~ () => 6 => Found ')' at position 6 where a column, a function or '(' was expected.
            y ~ x + 1e999 => 9 => Found the number 1e999 at position 9; it is too large for a number.
            """)
    void straySignsAreNamedWithTheirPlace(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ x − z => 7 => Found the character '−' (U+2212 MINUS SIGN) at position 7, which only looks like '-'; write the '-' of the keyboard.
            y ~ x – z => 7 => Found the character '–' (U+2013 EN DASH) at position 7, which only looks like '-'; write the '-' of the keyboard.
            y ~ ‘x’ => 5 => Found the character '‘' (U+2018 LEFT SINGLE QUOTATION MARK) at position 5, a typographic quote; write backticks ` around a column name or " around a level.
            y ~ ref(f, “B”) => 12 => Found the character '“' (U+201C LEFT DOUBLE QUOTATION MARK) at position 12, a typographic quote; write " around a level or backticks ` around a column name.
            y ∼ x => 3 => Found the character '∼' (U+223C TILDE OPERATOR) at position 3, which only looks like '~'; write the '~' of the keyboard.
            y ~\u00A0x => 4 => Found the character U+00A0 NO-BREAK SPACE at position 4; write an ordinary space, or nothing, in its place.
            y ~ x\u200B => 6 => Found the character U+200B ZERO WIDTH SPACE at position 6; write an ordinary space, or nothing, in its place.
            y ~ x × z => 7 => Found the character '×' (U+00D7 MULTIPLICATION SIGN) at position 7, which only looks like '*'; write the '*' of the keyboard.
            y ~ （x + z) => 5 => Found the character '（' (U+FF08 FULLWIDTH LEFT PARENTHESIS) at position 5, which only looks like '('; write the '(' of the keyboard.
            y ~ (1 ｜ g) => 8 => Found the character '｜' (U+FF5C FULLWIDTH VERTICAL LINE) at position 8, which only looks like '|'; write the '|' of the keyboard.
            y ~ a：b => 6 => Found the character '：' (U+FF1A FULLWIDTH COLON) at position 6, which only looks like ':'; write the ':' of the keyboard.
            """)
    void lookAlikesAreNamedWithWhatTheyShouldBe(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ x^2 => 6 => Found '^' at position 6 after x, where it would mean interactions; write I(x^2) for a power.
            y ~ log(x)^2 => 11 => Found '^' at position 11 after log(x), where it would mean interactions; write I(log(x)^2) for a power.
            y ~ (x)^z => 8 => Found '^' at position 8 after x, where it would mean interactions; write I(x^z) for a power.
            y ~ `my x`^2 => 11 => Found '^' at position 11 after `my x`, where it would mean interactions; write I(`my x`^2) for a power.
            y ~ (a + b)^z => 13 => Found 'z' at position 13 where the order of the interactions was expected; write a whole number from 1 up, as in (a + b)^2.
            y ~ (a + b)^0 => 13 => Found '0' at position 13 where the order of the interactions was expected; write a whole number from 1 up, as in (a + b)^2.
            y ~ (a + b)^1.5 => 13 => Found '1.5' at position 13 where the order of the interactions was expected; write a whole number from 1 up, as in (a + b)^2.
            y ~ (a + b)^ => 13 => The formula ends at position 13 where the order of the interactions was expected; write a whole number from 1 up, as in (a + b)^2.
            y ~ (a + b)^2^2 => 14 => Found '^' at position 14 where an operator such as + was expected.
            y ~ 2 => 5 => Found '2' at position 5 as a term, but only 0 and 1 (the intercept) stand alone; write I(2 * x) for arithmetic.
            y ~ 2*x => 5 => Found '2' at position 5 as a term, but only 0 and 1 (the intercept) stand alone; write I(2 * x) for arithmetic.
            y ~ x*1 => 6 => Found '*' at position 6 beside 1, which stands for the intercept; only + and - apply to it (arithmetic goes inside I()).
            y ~ 1:x => 6 => Found ':' at position 6 beside 1, which stands for the intercept; only + and - apply to it (arithmetic goes inside I()).
            y ~ x * offset(z) => 7 => Found '*' at position 7 beside offset(z), but random terms and offsets can only be added with +.
            y ~ x - offset(z) => 7 => Found '-' at position 7 beside offset(z), but random terms and offsets can only be added with +.
            y ~ y => 0 => The response y is also the fixed term y; remove it from the right of the '~'.
            y ~ x*y => 0 => The response y is also the fixed term y; remove it from the right of the '~'.
            log(y) ~ log(y) + x => 0 => The response log(y) is also the fixed term log(y); remove it from the right of the '~'.
            """)
    void termsThatMeanNothingAreExplained(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ lgo(x) => 5 => Found 'lgo' at position 5 before a parenthesis, but the known functions are I, log, log2, log10, log1p, exp, expm1, sqrt, abs, sign, round, floor, ceiling, trunc, sin, cos, tan, asin, acos, atan, tanh, qlogis, plogis, pmin, pmax, ifelse, as.numeric, as.integer, scale, center, mean, median, min, max, sd, var, poly, ns, bs, cut, factor, as.factor, ref, relevel, C, dummy, offset; the nearest is log.
            y ~ Log(x) => 5 => Found 'Log' at position 5 before a parenthesis, but the known functions are I, log, log2, log10, log1p, exp, expm1, sqrt, abs, sign, round, floor, ceiling, trunc, sin, cos, tan, asin, acos, atan, tanh, qlogis, plogis, pmin, pmax, ifelse, as.numeric, as.integer, scale, center, mean, median, min, max, sd, var, poly, ns, bs, cut, factor, as.factor, ref, relevel, C, dummy, offset; the nearest is log.
            y ~ as.factr(x) => 5 => Found 'as.factr' at position 5 before a parenthesis, but the known functions are I, log, log2, log10, log1p, exp, expm1, sqrt, abs, sign, round, floor, ceiling, trunc, sin, cos, tan, asin, acos, atan, tanh, qlogis, plogis, pmin, pmax, ifelse, as.numeric, as.integer, scale, center, mean, median, min, max, sd, var, poly, ns, bs, cut, factor, as.factor, ref, relevel, C, dummy, offset; the nearest is as.factor.
            y ~ standardize(x) => 5 => Found 'standardize' at position 5 before a parenthesis, but the known functions are I, log, log2, log10, log1p, exp, expm1, sqrt, abs, sign, round, floor, ceiling, trunc, sin, cos, tan, asin, acos, atan, tanh, qlogis, plogis, pmin, pmax, ifelse, as.numeric, as.integer, scale, center, mean, median, min, max, sd, var, poly, ns, bs, cut, factor, as.factor, ref, relevel, C, dummy, offset; the nearest is scale.
            y ~ x (1 | g) => 5 => Found 'x' at position 5 before a parenthesis, but the known functions are I, log, log2, log10, log1p, exp, expm1, sqrt, abs, sign, round, floor, ceiling, trunc, sin, cos, tan, asin, acos, atan, tanh, qlogis, plogis, pmin, pmax, ifelse, as.numeric, as.integer, scale, center, mean, median, min, max, sd, var, poly, ns, bs, cut, factor, as.factor, ref, relevel, C, dummy, offset; if it is a column, write an operator after it.
            y ~ log() => 5 => Found 'log' at position 5 with 0 arguments, but it takes 1 or 2; write log(x).
            y ~ exp(x, 2) => 5 => Found 'exp' at position 5 with 2 arguments, but it takes 1; write exp(x).
            y ~ log(x, 2, 3) => 5 => Found 'log' at position 5 with 3 arguments, but it takes 1 or 2; write log(x).
            y ~ log(2) => 5 => Found 'log' at position 5 of no column at all; write log(x) with a column in place of x.
            y ~ log("x") => 9 => Found "x" at position 9 in log, which takes numbers; write log(x).
            y ~ log(.) => 9 => Found '.' at position 9 where a column or a number was expected; a dot, which stands for all other columns, is a term of its own.
            y ~ log(x z) => 11 => Found 'z' at position 11 where an operator or ')' was expected; a column name with spaces goes between backticks: `x z`.
            y ~ log(x,) => 11 => Found ')' at position 11 where a column, a number, a function or '(' was expected.
            y ~ log(x | g) => 11 => Found '|' at position 11, but a bar belongs directly inside the parentheses of a random term, such as (1 | group).
            y ~ log(x:z) => 10 => Found ':' at position 10 where an operator or ')' was expected.
            y ~ I(x^) => 9 => Found ')' at position 9 where a column, a number, a function or '(' was expected.
            y ~ poly(x) => 5 => Found 'poly' at position 5 with 1 argument, but it takes 2; write poly(x, 2).
            y ~ poly(x, 0) => 13 => Found 0 at position 13 as the degree of poly; write a whole number from 1 to 100, as in poly(x, 2).
            y ~ poly(x, 2.5) => 13 => Found 2.5 at position 13 as the degree of poly; write a whole number from 1 to 100, as in poly(x, 2).
            y ~ poly(x, -1) => 13 => Found -1 at position 13 as the degree of poly; write a whole number from 1 to 100, as in poly(x, 2).
            y ~ poly(x, z) => 13 => Found z at position 13 as the degree of poly; write a whole number from 1 to 100, as in poly(x, 2).
            y ~ poly(x, 101) => 13 => Found 101 at position 13 as the degree of poly; write a whole number from 1 to 100, as in poly(x, 2).
            y ~ poly(x, deg = 2) => 13 => Found 'deg' at position 13 as the name of an argument of poly, but here it takes x, degree, raw; leave this one out or write poly(x, 2).
            y ~ poly(x, 2, degree = 2) => 5 => Found 'poly' at position 5 with 3 arguments, but it takes 2; write poly(x, 2).
            y ~ scale(x, scale = 1, scale = 2) => 33 => Found 2 at position 33, but scale of scale is given twice; keep one.
            y ~ scale(x, scale = maybe) => 22 => Found maybe at position 22 as the scale of scale; write TRUE, FALSE or a number, as in scale(x).
            y ~ ns(x, knots = c(5, 2)) => 19 => Found c(5, 2) at position 19 as the knots of ns; write numbers in increasing order, as c(2, 5), as in ns(x, 3).
            y ~ ns(x, knots = c(a, 2)) => 21 => Found 'a' at position 21 inside c(), which takes numbers or texts; write the values out, as in c(1, 2.5) or c("a", "b").
            y ~ cut(x, 1) => 12 => Found 1 at position 12 as the breaks of cut; write a number of intervals from 2 to 100, or where they meet, as c(0, 5, 10), as in cut(x, c(0, 5, 10)).
            y ~ C(f, Diff) => 10 => Found Diff at position 10 as the contr of C; write Sum, Helmert, Poly or Treatment("level"), as in C(f, Sum).
            y ~ C(f, contr.treatment(3)) => 10 => Found 'contr.treatment' at position 10 as a coding with arguments, but only Treatment has one; write C(f, Treatment("level")), C(f, Sum), C(f, Helmert) or C(f, Poly).
            y ~ C(f, Treatment(2)) => 20 => Found '2' at position 20 as the level of Treatment; write it between quotes, as in C(f, Treatment("level")).
            y ~ dummy(f) => 5 => Found 'dummy' at position 5 with 1 argument, but it takes 2; write dummy(f, "level").
            y ~ mean(x) => 5 => Found 'mean' at position 5 as a term, but it is one number for the whole table; use it inside an expression, as in I(x - mean(x)).
            y ~ ifelse(x > 5, "a", "b") => 19 => Found "a" at position 19 in ifelse, which takes numbers; write ifelse(x > 5, 1, 0).
            y ~ x > 5 => 7 => Found '>' at position 7 where an operator such as + was expected; a comparison goes inside I(), as in I(x > 0 & z != 1).
            y ~ I(x<-5) => 8 => Found '<-' at position 8 where an operator or ')' was expected; write a space between < and - to compare with a negative number.
            y ~ I(f > "a") => 9 => Found '>' at position 9 beside a text; only == and != compare texts, and %in% finds one in several.
            y ~ I(1 < 2) => 9 => Found '<' at position 9 between two constants; write a column on one side.
            y ~ I(x & z > 1) => 9 => Found '&' at position 9 beside x, but it joins comparisons; write what the value is compared with, as in x > 0.
            y ~ I(x > 1 && z > 1) => 13 => Found '&&' at position 13; write & where both of two comparisons must hold.
            y ~ I(f %in% "a") => 9 => Found '%in%' at position 9 without c() after it; write the values there, as in f %in% c("a", "b").
            y ~ I(0 < x < 2) => 13 => Found '<' at position 13 where an operator or ')' was expected; a comparison goes inside I(), as in I(x > 0 & z != 1).
            y ~ x# + z => 6 => Found '#' at position 6, which is no operator of a formula (they are + - * : / ^ %in% and | in a random term); a column name with such a character goes between backticks.
            y ~ x; z => 6 => Found ';' at position 6 where an operator such as + was expected.
            y ~ factor(x + 1) => 12 => Found x + 1 at position 12 in factor, which takes a column; write factor(x).
            y ~ factor("x") => 12 => Found "x" at position 12 in factor, which takes a column; write factor(x).
            y ~ factor(ref(x, "1")) => 12 => Found 'ref' at position 12 inside an expression, but ref(f, "level") can only be a term of its own; take it out of the expression.
            y ~ ref(f) => 5 => Found 'ref' at position 5 with 1 argument, but it takes 2; write ref(f, "level").
            y ~ ref(f, B) => 12 => Found B at position 12 as the level of ref; write it between quotes, as in ref(f, "level").
            y ~ ref(f, 2) => 12 => Found 2 at position 12 as the level of ref; write it between quotes, as in ref(f, "level").
            y ~ ref(log(f), "2") => 9 => Found log(f) at position 9 in ref, which takes a column; write ref(f, "level").
            y ~ I(poly(x, 2)) => 7 => Found 'poly' at position 7 inside an expression, but poly(x, 2) can only be a term of its own; take it out of the expression.
            y ~ log(factor(x)) => 9 => Found 'factor' at position 9 inside an expression, but factor(x) can only be a term of its own; take it out of the expression.
            y ~ I(offset(x)) => 7 => Found 'offset' at position 7 inside an expression, but offset(x) can only be a term of its own; take it out of the expression.
            y ~ scale(center(x)) => 11 => Found center(x) at position 11 in scale, but scale, center and poly cannot contain one another; scale the result or the column, not both.
            y ~ poly(log(scale(x)), 2) => 10 => Found log(scale(x)) at position 10 in poly, but scale, center and poly cannot contain one another; scale the result or the column, not both.
            """)
    void functionsAndTheirArgumentsAreChecked(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ 1 | g => 7 => Found '|' at position 7, but a bar belongs directly inside the parentheses of a random term, such as (1 | group).
            y ~ (1 | ) => 10 => Found ')' at position 10 where the grouping column was expected; write for example (1 | school).
            y ~ (1 | => 9 => The formula ends at position 9 where the grouping column was expected; write for example (1 | school).
            y ~ (1 | g => 5 => The parenthesis at position 5 is not closed; write ) where it should end.
            y ~ ( | g) => 7 => Found '|' at position 7 with nothing before it; write what varies by group there, as in (1 | group).
            y ~ (1 | g | h) => 12 => Found '|' at position 12 as a second bar; a random term has one, before its group, as in (1 | group).
            y ~ (x || g || h) => 13 => Found '||' at position 13 as a second bar; a random term has one, before its group, as in (1 | group).
            y ~ (1 | a + b) => 12 => Found '+' at position 12 in the group of a random term; write a term for each group, as in (1 | a) + (1 | b).
            y ~ (1 | a*b) => 11 => Found '*' at position 11 in the group of a random term; write (1 | a) + (1 | b) + (1 | a:b) instead of (1 | a * b).
            y ~ (1 | a - b) => 12 => Found '-' at position 12 in the group of a random term; write columns joined by ':' or '/' there.
            y ~ (1 | 1) => 10 => Found '1' at position 10 where the grouping column was expected; write for example (1 | school).
            y ~ (1 | .) => 10 => Found '.' at position 10 where the grouping column was expected; write for example (1 | school).
            y ~ (1 | "g") => 10 => Found the text "g" at position 10 where the grouping column was expected; write (1 | g), the column without quotes.
            y ~ (1 | log(g)) => 10 => Found 'log' at position 10 as a function in the group of a random term; groups are columns, so compute this one as a column of the table.
            y ~ (1 | factor(1)) => 17 => Found '1' at position 17 where the grouping column was expected; write for example (1 | school).
            y ~ (1 | factor(a, b)) => 18 => Found ',' at position 18 where an operator or ')' was expected; commas stand only between the arguments of a function.
            y ~ (1 | (a/b):c) => 10 => Found '(' at position 10 at the start of a nesting with '/' inside ':'; write the nesting outside, as in (1 | a:b/c).
            y ~ (1 | a:(b/c)) => 12 => Found '(' at position 12 at the start of a nesting with '/' inside ':'; write the nesting outside, as in (1 | a:b/c).
            y ~ (1 | a:b/a) => 10 => Found 'a' at position 10 at the start of a group in which a column occurs twice (a:b/a); write each grouping column once.
            y ~ (1 | my group) => 13 => Found 'group' at position 13 where an operator or ')' was expected; a column name with spaces goes between backticks: `my group`.
            y ~ (0 | g) => 0 => Nothing varies by group in (0 | g); write (1 | group) for a random intercept, or remove the term.
            y ~ (x - 1 - x | g) => 0 => Nothing varies by group in (x - 1 - x | g); write (1 | group) for a random intercept, or remove the term.
            y ~ (. | g) => 5 => The random term at position 5 has a dot in it; write the names of the columns that vary by group.
            y ~ (offset(x) | g) => 5 => The random term at position 5 has an offset in it; write the offset outside the parentheses.
            y ~ ((1 | a) + x | b) => 5 => The random term at position 5 has another one in it; write one after the other.
            y ~ x * (1 | g) => 7 => Found '*' at position 7 beside (1 | g), but random terms and offsets can only be added with +.
            y ~ (1 | g):x => 12 => Found ':' at position 12 beside (1 | g), but random terms and offsets can only be added with +.
            y ~ (x + (1 | g))^2 => 18 => Found '^' at position 18 beside x + (1 | g), but random terms and offsets can only be added with +.
            y ~ x - (1 | g) => 7 => Found '-' at position 7 beside (1 | g), but random terms and offsets can only be added with +.
            y ~ (1 | y) => 0 => The response column y is also a grouping column; group by another column.
            """)
    void randomTermsAreChecked(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            y ~ (1 | g) + (1 | g) => 0 => The random term (1 | g) is written twice; remove one of the two.
            y ~ (1 | g) + (x | g) => 0 => The intercept varies by g twice, in (1 | g) and in (x | g); remove (1 | g).
            y ~ (x | g) + (1 | g) => 0 => The intercept varies by g twice, in (x | g) and in (1 | g); remove (1 | g).
            y ~ (x | g) + (z | g) => 0 => The intercept varies by g twice, in (x | g) and in (z | g); write (0 + z | g) instead of (z | g).
            y ~ (x | g) + (1 + z + w | g) => 0 => The intercept varies by g twice, in (x | g) and in (1 + z + w | g); write (0 + z + w | g) instead of (1 + z + w | g).
            y ~ (x | g) + (0 + x + z | g) => 0 => x varies by g twice, in (x | g) and in (0 + x + z | g); write (0 + z | g) instead of (0 + x + z | g).
            y ~ (x*z || g) + (0 + z:x + w | g) => 0 => z:x varies by g twice, in (x * z || g) and in (0 + z:x + w | g); write (0 + w | g) instead of (0 + z:x + w | g).
            y ~ (1 | a/b) + (1 | a) => 0 => The intercept varies by a twice, in (1 | a/b) and in (1 | a); remove (1 | a).
            y ~ (1 | a) + (1 | a/b) => 0 => The intercept varies by a twice, in (1 | a) and in (1 | a/b); remove (1 | a).
            y ~ (1 | a:b) + (1 | b:a) => 0 => The intercept varies by b:a twice, in (1 | a:b) and in (1 | b:a); remove (1 | b:a).
            y ~ (1 | a/b) + (x | a/c) => 0 => The intercept varies by a twice, in (1 | a/b) and in (x | a/c); write (1 + x | c:a) + (0 + x | a) instead of (x | a/c).
            """)
    void nothingVariesByTheSameGroupTwice(String text, int position, String message) {
        check(text, position, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void emptyFormulaGetsAnExample(String text) {
        check(text, 1, "The formula is empty; write response ~ terms, for example y ~ x + (1 | group).");
    }

    @Test
    void positionsCountCharactersNotCodeUnits() {
        check(
                "`\uD83D\uDE00` ~ x )",
                9,
                "Found ')' at position 9 without a '(' that it closes; remove it or write the '(' before it.");
    }

    @Test
    void messageIsOneLineEvenForNamesWithLineBreaks() {
        check(
                "y ~ `a\nb`^2",
                10,
                "Found '^' at position 10 after `a\\u000ab`, where it would mean interactions;"
                        + " write I(`a\\u000ab`^2) for a power.");
    }

    @Test
    void longNamesAreCutInMessages() {
        String name = "x".repeat(500);
        FormulaException error = assertThrows(FormulaException.class, () -> Formula.parse("y ~ z " + name));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains("x..."), message);
        assertFalse(message.length() > 300, message);
    }

    private static void check(String text, int position, String message) {
        FormulaException error = assertThrows(FormulaException.class, () -> Formula.parse(text));
        assertEquals(message, error.getMessage());
        assertEquals(position, error.position());
    }
}
