package weka.core.converters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.core.Instances;

/** Files of other programs in Weka; that Weka finds the loader for them, {@code WekaPackageIT} tests. */
class StatisticsFileLoaderTest {
    private static StatisticsFileLoader loader(String name) throws IOException {
        StatisticsFileLoader loader = new StatisticsFileLoader();
        loader.setFile(new File("src/test/resources/files", name));
        return loader;
    }

    private static List<Object> values(Instances data, String attribute) {
        return Collections.list(data.attribute(attribute).enumerateValues());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-118.dta", "pupils-byte.sav", "pupils-zlib.zsav"})
    void valueLabelsAreNominalInTheirOrder(String name) throws IOException {
        Instances data = loader(name).getDataSet();
        assertEquals(40, data.numInstances());
        assertEquals(List.of("Westhill", "Ålesund", "Ayr"), values(data, "school"));
        assertEquals("Ålesund", data.instance(0).stringValue(data.attribute("school")));
        assertEquals(58.4147, data.instance(0).value(data.attribute("score")));
        assertTrue(data.instance(10).isMissing(data.attribute("score")));
        assertTrue(data.instance(8).isMissing(data.attribute("income")), "98 is declared missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils.sas7bdat", "pupils-5.xpt", "pupils.xlsx", "pupils-snappy.parquet"})
    void otherFormatsLoadToo(String name) throws IOException {
        StatisticsFileLoader loader = loader(name);
        assertEquals(8, loader.getStructure().numAttributes());
        assertEquals(0, loader.getStructure().numInstances());
        assertEquals(40, loader.getDataSet().numInstances());
    }

    @Test
    void optionsSayWhatTheFileDoesNot() throws Exception {
        StatisticsFileLoader loader = loader("pupils-byte.sav");
        loader.setOptions(new String[] {"-nominal", "mood", "-numeric", "female", "-missing", "4"});
        Instances data = loader.getDataSet();
        assertEquals(List.of("low", "2", "3", "high"), values(data, "mood"));
        assertTrue(data.attribute("female").isNumeric());
        assertTrue(data.instance(0).isMissing(data.attribute("mood")));
        String[] options = loader.getOptions();
        StatisticsFileLoader same = loader("pupils-byte.sav");
        same.setOptions(options.clone());
        assertArrayEquals(loader.getOptions(), same.getOptions());
    }

    @Test
    void damagedFileIsOneSentence() throws IOException {
        StatisticsFileLoader loader = loader("make.R");
        assertTrue(String.valueOf(
                        assertThrows(IOException.class, loader::getDataSet).getMessage())
                .endsWith("is a CSV file: choose Weka's own loader for it."));
    }

    @Test
    void instancesOneByOneAreRefused() throws IOException {
        StatisticsFileLoader loader = loader("pupils-byte.sav");
        Instances structure = loader.getStructure();
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> loader.getNextInstance(structure))
                        .getMessage())
                .contains("as a whole"));
    }

    @Test
    void allEndingsAreOffered() {
        assertEquals(
                List.of(".sav", ".zsav", ".dta", ".sas7bdat", ".xpt", ".xport", ".xlsx", ".xlsm", ".parquet", ".pq"),
                List.of(new StatisticsFileLoader().getFileExtensions()));
    }
}
