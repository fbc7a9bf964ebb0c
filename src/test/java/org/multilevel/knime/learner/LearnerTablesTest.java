package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;

class LearnerTablesTest {
    private static final int FITTED = 7;

    private static Executed sleepstudy(boolean appendFitted) throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula("Reaction ~ Days + (1 + Days | Subject)");
        parameters.appendFitted = appendFitted;
        return Learners.node(parameters).execute(Tables.csv("sleepstudy.csv"));
    }

    @Test
    void rowsAreNamedByWhatTheyAreAbout() throws Exception {
        Executed executed = sleepstudy(false);
        assertEquals(List.of("(Intercept)", "Days"), Tables.keys(executed.table(1)));
        assertEquals(
                List.of("Subject:(Intercept)", "Subject:Days", "Subject:(Intercept):Days", "Residual"),
                Tables.keys(executed.table(2)));
        assertEquals(
                List.of("Subject:308:(Intercept)", "Subject:308:Days"),
                Tables.keys(executed.table(3)).subList(0, 2));
        assertEquals("n_obs", Tables.keys(executed.table(4)).get(0));
        assertEquals(List.of("Days"), Tables.keys(executed.table(5)));
    }

    @Test
    void fitStatisticsAreNumbersWhereTheyAre() throws Exception {
        BufferedDataTable statistics = sleepstudy(false).table(4);
        List<String> names = Tables.texts(statistics, "name");
        double[] numbers = Tables.numbers(statistics, "number");
        List<String> texts = Tables.texts(statistics, "value");
        assertEquals(180, numbers[names.indexOf("n_obs")]);
        // The REML criterion that lme4's documentation prints for this model.
        assertEquals(1743.628, numbers[names.indexOf("criterion")], 5e-4);
        assertEquals(Double.NaN, numbers[names.indexOf("verdict")]);
        assertEquals("converged", texts.get(names.indexOf("verdict")));
    }

    /** fitted() and residuals() of lme4 1.1-31 on the same model and rows 1, 2 and 180. */
    @Test
    void fittedValuesAndResidualsStandBesideTheInput() throws Exception {
        BufferedDataTable table = sleepstudy(true).table(FITTED);
        assertEquals(
                List.of("Reaction", "Days", "Subject", "Fitted (Reaction)", "Residual (Reaction)"),
                Tables.names(table.getDataTableSpec()));
        assertEquals(180, table.size());
        double[] reaction = Tables.numbers(table, "Reaction");
        double[] fitted = Tables.numbers(table, "Fitted (Reaction)");
        double[] residual = Tables.numbers(table, "Residual (Reaction)");
        double[] picked = {fitted[0], fitted[1], fitted[179]};
        assertArrayEquals(new double[] {253.6637, 273.3299, 369.4815}, picked, 1e-3);
        for (int i = 0; i < reaction.length; i++) {
            assertEquals(reaction[i], fitted[i] + residual[i], 1e-9);
        }
    }

    @Test
    void fittedValuesAreLeftOutUnlessAskedFor() throws Exception {
        assertEquals(0, sleepstudy(false).table(FITTED).size());
    }

    @Test
    void rowsThatWereLeftOutHaveNoFittedValueAndNamesThatAreTakenGetNumbers() throws Exception {
        Tables.Builder rows = Tables.builder().texts("g").numbers("y", "Fitted (y)");
        rows.keyed("first", null, 3.0, 1.0);
        for (int i = 0; i < 40; i++) {
            rows.keyed("k" + i, "g" + i % 8, i == 20 ? null : (i * 7 % 11 + i % 8) * 1.0, 0.0);
        }
        rows.keyed("last", "g1", null, 1.0);
        MixedModelLearnerParameters parameters = Learners.formula("y ~ 1 + (1 | g)");
        parameters.appendFitted = true;
        NodeRun node = Learners.node(parameters);
        BufferedDataTable table = node.execute(rows.build()).table(FITTED);
        assertEquals(
                List.of("g", "y", "Fitted (y)", "Fitted (y) (#1)", "Residual (y)"),
                Tables.names(table.getDataTableSpec()));
        List<String> keys = Tables.keys(table);
        List<String> fitted = Tables.texts(table, "Fitted (y) (#1)");
        assertEquals("?", fitted.get(keys.indexOf("first")));
        assertEquals("?", fitted.get(keys.indexOf("k20")));
        assertEquals("?", fitted.get(keys.indexOf("last")));
        assertEquals(39, fitted.stream().filter(text -> !text.equals("?")).count());
    }
}
