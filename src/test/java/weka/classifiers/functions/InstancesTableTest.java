package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.SparseInstance;
import weka.core.Utils;

/** Every kind of attribute becomes the right kind of column. */
class InstancesTableTest {
    private static final List<String> ALL = List.of("number", "nominal", "text", "date", "relation");

    private static Instances data() {
        Instances data = WekaSamples.empty(
                "kinds",
                new Attribute("number"),
                new Attribute("nominal", List.of("z", "a", "never")),
                new Attribute("text", (List<String>) null),
                new Attribute("date", "yyyy-MM-dd"),
                new Attribute("relation", WekaSamples.empty("inner", new Attribute("x"))));
        double some = data.attribute("text").addStringValue("some");
        data.add(new DenseInstance(2, new double[] {1.5, 1, some, 1e12, Utils.missingValue()}));
        double missing = Utils.missingValue();
        data.add(new DenseInstance(1, new double[] {missing, missing, missing, missing, missing}));
        data.add(new SparseInstance(0.5, new double[] {0, 0, some, 0, missing}));
        return data;
    }

    private static List<String> cells(Table table, String column) {
        List<String> cells = new ArrayList<>();
        table.scan(List.of(column), Progress.NONE, batch -> read(table, column, batch, cells));
        return cells;
    }

    private static void read(Table table, String column, Batch batch, List<String> cells) {
        for (int i = 0; i < batch.size(); i++) {
            switch (table.column(column).orElseThrow().type()) {
                case NUMERIC -> cells.add(Double.toString(batch.numbers(0)[i]));
                case CATEGORICAL ->
                    cells.add(
                            batch.codes(0)[i] < 0 ? "missing" : batch.levels(0).label(batch.codes(0)[i]));
            }
        }
    }

    @Test
    void numbersAndDatesAreNumbers() {
        Table table = InstancesTable.of(data(), ALL);
        assertEquals(List.of("1.5", "NaN", "0.0"), cells(table, "number"));
        assertEquals(List.of("1.0E12", "NaN", "0.0"), cells(table, "date"));
    }

    @Test
    void nominalLevelsAreDeclaredAndTextsAreDiscovered() {
        Table table = InstancesTable.of(data(), ALL);
        assertEquals(
                Optional.of(List.of("z", "a", "never")),
                table.column("nominal").orElseThrow().declaredLevels());
        assertEquals(List.of("a", "missing", "z"), cells(table, "nominal"));
        assertEquals(Optional.empty(), table.column("text").orElseThrow().declaredLevels());
        assertEquals(List.of("some", "missing", "some"), cells(table, "text"));
    }

    @Test
    void relationsAndUnknownNamesArePassedOver() {
        List<String> names = InstancesTable.of(data(), List.of("relation", "nothing", "number")).columns().stream()
                .map(Column::name)
                .toList();
        assertEquals(List.of("number"), names);
    }

    @Test
    void weightsGetANameThatNoAttributeHas() {
        Instances data = data();
        assertEquals("instance weight", InstancesTable.weightsName(data));
        data.renameAttribute(0, "instance weight");
        String name = InstancesTable.weightsName(data);
        assertEquals("instance weight_", name);
        assertEquals(
                List.of("2.0", "1.0", "0.5"),
                cells(InstancesTable.withWeights(data, List.of("instance weight"), name), name));
    }

    @Test
    void rowsAreCountedAndReadInOrder() {
        assertEquals(OptionalLong.of(3), InstancesTable.of(data(), ALL).rowCount());
        assertTrue(InstancesTable.of(new Instances(data(), 0), ALL).columns().size() == 4);
    }
}
