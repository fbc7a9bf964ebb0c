package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** What is asked as text, and what is refused of it before there is a model. */
class MeansAskedTest {
    private static final Formula FORMULA = Formula.parse("y ~ dose * arm + factor(site) + offset(time) + (1 | id)");
    private static final List<Column> COLUMNS = List.of(
            Column.numeric("y"),
            Column.numeric("dose"),
            Column.categorical("arm"),
            Column.numeric("site"),
            Column.numeric("time"),
            Column.categorical("id"),
            Column.numeric("body weight"));

    private static MeansAsked asked(String at, String contrasts, String adjustment) {
        return MeansAsked.of(at, contrasts, adjustment, Inference.standard());
    }

    private static String refusal(Runnable question) {
        return String.valueOf(assertThrows(ModelException.class, question::run).getMessage());
    }

    @Test
    void aQuestionNamesItsPredictors() {
        EstimatedMarginalMeans means = asked("dose=1,2; arm=a", "none", "").means("arm | site");
        assertEquals(List.of("arm", "site", "dose", "arm"), means.predictors());
        assertEquals(List.of("arm", "site"), means.factors());
        assertEquals(1, means.within());
        SimpleSlopes slopes = asked("site=3", "none", "").slopes("dose by arm");
        assertEquals(List.of("arm", "dose", "site"), slopes.predictors());
        assertEquals(List.of("arm"), slopes.factors());
        assertEquals(0, slopes.within());
    }

    @Test
    void predictorsOfTheFormulaMayBeAskedFor() {
        assertDoesNotThrow(() -> MeansAsked.check(FORMULA, List.of("dose", "arm", "site", "factor(site)", "time")));
        assertEquals(
                "\"Arm\" is no predictor of the model; the nearest is \"arm\".",
                refusal(() -> MeansAsked.check(FORMULA, List.of("dose", "Arm"))));
        assertEquals(
                "\"factor_id\" is no predictor of the model; there are \"dose\", \"arm\", \"site\", \"time\".",
                refusal(() -> MeansAsked.check(FORMULA, List.of("factor_id"))));
        // what a dot stands for is not known before there is a table
        assertDoesNotThrow(() -> MeansAsked.check(Formula.parse("y ~ . + (1 | id)"), List.of("anything")));
    }

    @Test
    void aNameThatWouldBeTakenApartStandsBetweenBackticks() {
        assertEquals(
                "\"weight\" is no predictor of the model; the nearest is \"body weight\"; a name with spaces or operators stands between"
                        + " backticks, as in `body weight`.",
                refusal(() -> MeansAsked.check(Formula.parse("y ~ `body weight`"), List.of("weight"))));
    }

    @Test
    void columnsOfATableTellMore() {
        assertDoesNotThrow(() -> MeansAsked.check(
                FORMULA, COLUMNS, asked("dose=1,2.5; arm=a", "none", "").means("arm")));
        assertEquals(
                "The value \"much\" for \"dose\" is no number, and the column holds numbers: write one such as 1.5.",
                refusal(() -> MeansAsked.check(
                        FORMULA, COLUMNS, asked("dose=1,much", "none", "").means("arm"))));
        assertEquals(
                "\"arm\" has levels and no slope: name a numeric predictor, or ask for the means of its levels.",
                refusal(() ->
                        MeansAsked.check(FORMULA, COLUMNS, asked("", "none", "").slopes("arm by site"))));
        assertEquals(
                "The slopes of \"dose\" cannot be told apart by itself: give it values, one after the other.",
                refusal(() ->
                        MeansAsked.check(FORMULA, COLUMNS, asked("", "none", "").slopes("dose by dose"))));
        assertDoesNotThrow(
                () -> MeansAsked.check(FORMULA, COLUMNS, asked("", "none", "").slopes("dose by arm")));
        // a dot stands for all other columns here
        Formula dot = Formula.parse("y ~ . + (1 | id)");
        assertDoesNotThrow(
                () -> MeansAsked.check(dot, COLUMNS, asked("", "none", "").means("`body weight`")));
        assertEquals(
                "\"id2\" is no predictor of the model; there are \"dose\", \"arm\", \"site\", \"time\", \"body weight\".",
                refusal(() -> MeansAsked.check(
                                dot, COLUMNS, asked("", "none", "").means("id2")))
                        .replaceAll("; a name with spaces.*", "."));
    }

    @Test
    void contrastsAndAdjustmentsAreReadAtOnce() {
        assertEquals(
                "The contrasts \"=1,-1\" are not known: write pairwise, control, control=LEVEL, none, or coefficients as in"
                        + " \"first - last = 1, 0, -1\".",
                refusal(() -> asked("", "=1,-1", "")));
        assertTrue(refusal(() -> asked("", "pairwise", "perhaps")).contains("\"perhaps\""));
    }

    private static MixedModel model() {
        return LinearMixedModel.of("y ~ arm + dose")
                .fit(MemoryTable.builder()
                        .numeric("y", 1, 3, 2, 6, 4, 9)
                        .numeric("dose", 0, 1, 2, 0.5, 1.5, 4)
                        .categorical("arm", "a", "a", "b", "b", "c", "c")
                        .build());
    }

    /** Of three levels there are three pairs, each once, and a chosen adjustment. */
    @Test
    void whatIsAskedIsAnswered() {
        MarginalMeans means = asked("dose=2", "pairwise", "holm").means("arm").ask(model());
        assertEquals(
                List.of("a - b", "a - c", "b - c"),
                means.contrasts().stream().map(Difference::name).toList());
        assertEquals(Adjustment.HOLM, means.contrasts().get(0).adjustment());
        assertEquals(List.of("dose = 2"), means.averaged());
        double first = means.estimates().get(0).estimate();
        assertEquals(
                first - means.estimates().get(2).estimate(),
                means.contrasts().get(1).estimate(),
                1e-12);
        assertEquals(
                Adjustment.TUKEY,
                asked("", "pairwise", "")
                        .means("arm")
                        .ask(model())
                        .contrasts()
                        .get(0)
                        .adjustment());
    }

    /** The differences as functions of the fixed effects: the mean of a row, and what an offset adds to it. */
    @Test
    void differencesAreFunctionsOfTheFixedEffects() {
        MixedModel model = LinearMixedModel.of("y ~ arm + offset(dose)")
                .fit(MemoryTable.builder()
                        .numeric("y", 1, 3, 2, 6, 4, 9)
                        .numeric("dose", 0, 1, 2, 0.5, 1.5, 4)
                        .categorical("arm", "a", "a", "b", "b", "c", "c")
                        .build());
        MarginalMeans means = asked("dose=3", "last = 0, 0, 1", "").means("arm").ask(model);
        assertEquals("last", means.functions().get(0).name());
        assertEquals(List.of(1.0, 0.0, 1.0), means.functions().get(0).coefficients());
        assertEquals(-3, means.functions().get(0).constant());
        // the mean of c is (4 + 9) / 2 - (1.5 + 4) / 2 beside the offset
        assertEquals(6.5 - 2.75 + 3, means.contrasts().get(0).estimate(), 1e-12);
    }

    @Test
    void aSlopeOfACurveIsItsDerivative() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 0, 1, 5, 9, 15, 25, 31)
                .numeric("x", 0, 1, 2, 3, 4, 5, 6)
                .build();
        MixedModel model = LinearMixedModel.of("y ~ x + I(x^2) + I(x^3)").fit(table);
        double atOne = derivative(model, 1);
        double atFour = derivative(model, 4);
        assertEquals(atFour, slope(model, "x=4"), 1e-9);
        // of two values it is the average
        assertEquals((atOne + atFour) / 2, slope(model, "x=1,4"), 1e-9);
    }

    private static double slope(MixedModel model, String at) {
        return asked(at, "none", "").slopes("x").ask(model).estimates().get(0).estimate();
    }

    private static double derivative(MixedModel model, double x) {
        return model.coefficient("x") + 2 * x * model.coefficient("I(x^2)") + 3 * x * x * model.coefficient("I(x^3)");
    }
}
