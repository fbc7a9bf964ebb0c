package weka.gui.mixedmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.error.DataException;
import org.multilevel.result.ResultTable;
import weka.core.Instances;
import weka.core.converters.CSVLoader;

/** What the button Describe shows, without its windows. */
class DescribedDataTest {
    private static Instances children() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "Orthodont.csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("distance"));
        return data;
    }

    private static List<String> names(DescribedData described) {
        return described.tables().stream().map(ResultTable::name).toList();
    }

    @Test
    void allAttributesAreDescribedByTheGroupTheClassToo() throws Exception {
        DescribedData described = DescribedData.of(children(), List.of("Subject"));
        assertTrue(described.text().contains("Groups    Subject 27 (4 rows each)\n"), described.text());
        assertTrue(described.text().contains("  Sex       between groups"), described.text());
        assertEquals(
                List.of("columns", "levels", "correlations", "group_sizes", "variation", "group_means"),
                names(described));
        ResultTable columns = described.tables().get(0);
        assertEquals(
                List.of("Subject", "distance", "age", "Sex"),
                List.of(0, 1, 2, 3).stream().map(row -> columns.text(row, 0)).toList());
    }

    @Test
    void withoutGroupThereAreColumnsOnly() throws Exception {
        assertEquals(List.of("columns", "levels", "correlations"), names(DescribedData.of(children(), List.of())));
    }

    @Test
    void anInfiniteValueIsNamed() throws Exception {
        Instances data = children();
        data.get(2).setClassValue(Double.POSITIVE_INFINITY);
        String said = String.valueOf(assertThrows(DataException.class, () -> DescribedData.of(data, List.of("Subject")))
                .getMessage());
        assertTrue(said.startsWith("\"distance\" is infinite in row 3"), said);
    }
}
