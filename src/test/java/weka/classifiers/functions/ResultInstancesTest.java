package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import weka.core.Instances;

/** Tables of results as Weka has them. */
class ResultInstancesTest {
    private static final List<String> TERMS = List.of("x", "", "a", "x");

    private static final Instances INSTANCES = ResultInstances.of(new ResultTable(
            "fixed_effects",
            List.of(
                    new ResultColumn.Text("term", TERMS::get),
                    new ResultColumn.Real("estimate", i -> i == 2 ? Double.NaN : i + 0.5),
                    new ResultColumn.Whole("rows", i -> 10L * i)),
            TERMS.size()));

    @Test
    void textsBecomeNominalInTheOrderInWhichTheyOccur() {
        assertEquals(
                List.of("x", "a"), Collections.list(INSTANCES.attribute("term").enumerateValues()));
        assertEquals("a", INSTANCES.instance(2).stringValue(0));
    }

    @Test
    void whatHasNoValueIsMissing() {
        assertTrue(INSTANCES.instance(1).isMissing(0));
        assertTrue(INSTANCES.instance(2).isMissing(1));
    }

    @Test
    void numbersStayNumbers() {
        assertEquals(3.5, INSTANCES.instance(3).value(1));
        assertEquals(30, INSTANCES.instance(3).value(2));
    }

    @Test
    void dataSetHasTheNameOfTheTable() {
        assertEquals("fixed_effects", INSTANCES.relationName());
    }
}
