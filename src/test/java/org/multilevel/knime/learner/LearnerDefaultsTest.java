package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.LongCell;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Tables;

class LearnerDefaultsTest {
    private static MixedModelLearnerParameters defaults(DataTableSpec spec) {
        return Learners.node().defaults(spec).parameters(MixedModelLearnerParameters.class);
    }

    private static void assertStartsWith(String response, String group, Tables.Builder table) {
        MixedModelLearnerParameters parameters = defaults(table.spec());
        assertEquals(response, parameters.response);
        assertEquals(1, parameters.groupings.length);
        assertEquals(group, parameters.groupings[0].group);
    }

    @Test
    void theResponseIsTheFirstColumnOfRealNumbersAndTheGroupTheFirstOfTexts() {
        assertStartsWith(
                "y",
                "school",
                Tables.builder()
                        .integers("id")
                        .texts("school", "class")
                        .numbers("y", "x")
                        .integers("count"));
    }

    @Test
    void integersDoWhereThereIsNothingBetter() {
        assertStartsWith("c", "a", Tables.builder().integers("a", "b", "c"));
        assertStartsWith(
                "y",
                "l",
                Tables.builder().numbers("y").column("l", LongCell.TYPE).numbers("x"));
    }

    @Test
    void anIntegerResponseIsNotItsOwnGroup() {
        assertStartsWith("a", "", Tables.builder().integers("a"));
    }

    @Test
    void datesComeBeforeIntegersAndBooleansLast() {
        assertStartsWith(
                "y",
                "d",
                Tables.builder()
                        .column("b", BooleanCell.TYPE)
                        .integers("i")
                        .column("d", DateCell.TYPE)
                        .numbers("y"));
        assertStartsWith(
                "y",
                "i",
                Tables.builder().column("b", BooleanCell.TYPE).integers("i").numbers("y"));
        assertStartsWith(
                "y", "b", Tables.builder().column("b", BooleanCell.TYPE).numbers("y"));
    }

    @Test
    void nothingIsChosenWhereThereIsNothing() {
        assertStartsWith("", "", Tables.builder());
        assertStartsWith("", "s", Tables.builder().texts("s"));
    }
}
