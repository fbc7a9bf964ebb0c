package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.formula.Formula;
import org.multilevel.model.Samples;

/** What is fitted as it stands but probably not meant is named, with the formula that means it or keeps digits. */
class ConcernsTest {
    private static List<String> concerns(String formula) {
        return Design.of(Formula.parse(formula), Samples.sleepstudy(), DesignOptions.DEFAULT, Progress.NONE)
                .concerns();
    }

    @Test
    void whatHelpsIsSaid() {
        assertEquals(
                List.of(
                        "I(Days + 1000000000) lies near 1.0e+09 and varies by 2.9 only (standard deviation), so what is said of its rows loses"
                                + " digits: R squared, intraclass correlations, leverages, Cook's distances and errors of predictions. Write"
                                + " center(I(Days + 1000000000)) instead; what its slope is does not change."),
                concerns("Reaction ~ I(Days + 1e9) + (1 | Subject)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "center(I(Days + 1e9))",
                "scale(I(Days + 1e9))",
                "poly(I(Days + 1e9), 2)",
                "I(Days + 1e6)",
                "I(0 * Days + 1e9)",
                "0 + I(Days + 1e9)"
            })
    void nothingIsSaidWhereDigitsAreKeptOrNoInterceptTakesUpTheShift(String predictor) {
        assertEquals(List.of(), concerns("Reaction ~ " + predictor + " + (1 | Subject)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar1", "cs", "toep"})
    void aStructureOfOneSlopeIsNoStructure(String kind) {
        assertEquals(
                List.of(kind
                        + "(0 + Days | Subject) has one effect only, a slope of Days, and so no correlation: write factor(Days) for"
                        + " an effect of each of its values."),
                concerns("Reaction ~ Days + " + kind + "(0 + Days | Subject)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar1(0 + factor(Days) | Subject)",
                "cs(1 + Days | Subject)",
                "cs(1 | Subject)",
                "diag(0 + Days | Subject)",
                "us(0 + Days | Subject)"
            })
    void otherStructuresAreNoConcern(String term) {
        assertEquals(List.of(), concerns("Reaction ~ Days + " + term));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "I(Days > 4):Days; I(Days > 4); I(Days > 4):Days; Days",
                "0 + I(!(Days > 4)); I(!(Days > 4)); I(!(Days > 4)); I(!(!(Days > 4)))",
                "Days + (0 + I(Days > 4 & Days < 8) | Subject); I(Days > 4 & Days < 8); I(Days > 4 & Days < 8); I(!(Days > 4 & Days < 8))"
            })
    void aComparisonThatRGivesAColumnMoreIsNamed(String predictors, String variable, String term, String missing) {
        assertEquals(
                List.of(variable + " is a number, 1 where it holds, so " + term
                        + " has no column for where it does not, as it has in R: add " + missing + " for R's model."),
                concerns("Reaction ~ " + predictors));
        assertEquals(List.of(), concerns("Reaction ~ " + predictors.replace("0 + ", "") + " + Days"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I(Days > 4)",
                "(Days > 4)",
                "Days * I(Days > 4)",
                "0 + Subject + I(Days > 4)",
                "(I(Days > 4) || Subject)",
                "ifelse(Days > 4, 1, 0):Days"
            })
    void otherComparisonsAreThoseOfR(String predictors) {
        assertEquals(List.of(), concerns("Reaction ~ " + predictors));
    }
}
