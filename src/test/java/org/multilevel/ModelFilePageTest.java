package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Holds the page about the model file to the files that are written. */
class ModelFilePageTest {
    private static final Page PAGE = Page.read("model-file.md");
    private static final MixedModel MODEL =
            LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").fit(CsvTable.open(Path.of("workflows/data/Dyestuff.csv")));

    @Test
    void thePageDescribesEveryField() throws JsonProcessingException {
        Set<String> described = new LinkedHashSet<>();
        PAGE.rows("what it holds").forEach(cells -> {
            described.addAll(Page.code(cells.get(0)));
            described.addAll(Page.code(cells.get(1)));
        });
        Set<String> missing = new TreeSet<>();
        names(new ObjectMapper().readTree(MODEL.toJson()), missing);
        missing.removeAll(described);
        assertEquals(Set.of(), missing);
    }

    @Test
    void theExampleIsReadAsItStands() {
        List<String> example = PAGE.blocks("json").get(0).lines();
        MixedModel read = MixedModel.fromJson(String.join("\n", example));
        assertEquals(MODEL.formula(), read.formula());
        assertEquals(MODEL.provenance().fingerprint(), read.provenance().fingerprint());
        // The same model, written on the page with all its digits.
        assertEquals(MODEL.statistics().criterion(), read.statistics().criterion(), 1e-9);
        assertEquals(
                MODEL.groupingFactors().get(0).effect(0, 0),
                read.groupingFactors().get(0).effect(0, 0),
                1e-5);
    }

    private static void names(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> names.add(field.getKey()));
        node.forEach(child -> names(child, names));
    }
}
