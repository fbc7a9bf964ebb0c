package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small tables that people reported, each a folder of {@code src/test/resources/cases} with the right values and where they come from.
 *
 * <p>Values have the tolerance that stands beside them: what the source gave.
 */
class CasesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "cases");

    @TempDir
    private Path out;

    private static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Csv table(String name) {
        return Csv.read(out.resolve(name + ".csv"));
    }

    private String statistic(String name) {
        return table("fit_statistics").where(Map.of("name", name)).rows().get(0).get(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCommandLineGivesWhatIsRight(String name) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(FOLDER.resolve(name).resolve("case.json").toFile());
        String data = FOLDER.resolve(name).resolve("data.csv").toString();
        String model = out.resolve("model.json").toString();
        String formula = expected.get("formula").asText();
        if (expected.has("refused")) {
            String sentence = Shell.fail("fit", data, formula);
            assertTrue(sentence.contains(expected.get("refused").asText()), sentence);
            return;
        }
        Shell.Result fitted =
                Shell.run("fit", data, formula, "--out", out.toString(), "--save", model, "--digits", "4");
        assertEquals(0, fitted.code(), fitted.err());
        assertTrue(statistic("verdict").matches(expected.get("verdict").asText()), statistic("verdict"));
        if (expected.has("criterion")) {
            assertEquals(
                    expected.get("criterion").asDouble(),
                    Double.parseDouble(statistic("criterion")),
                    expected.get("tolerance").asDouble());
        }
        for (Map.Entry<String, JsonNode> value : expected.path("values").properties()) {
            double tolerance = value.getValue().get(1).asDouble();
            assertEquals(value.getValue().get(0).asDouble(), value(value.getKey()), tolerance, value.getKey());
        }
        assertSays(expected, fitted.out() + fitted.err() + predicted(expected, model));
    }

    private double value(String key) {
        String[] words = key.split(" ", -1);
        if (words[0].equals("coefficient")) {
            return table("fixed_effects").where(Map.of("term", words[1])).number(0, "estimate");
        }
        Csv components = table("variance_components");
        return words[0].equals("residual")
                ? components.where(Map.of("kind", "residual")).number(0, "sd_or_corr")
                : components
                        .where(Map.of("kind", "variance", "group", words[1], "term1", words[2]))
                        .number(0, "value");
    }

    private String predicted(JsonNode expected, String model) throws IOException {
        if (!expected.has("predict")) {
            return "";
        }
        Path rows = out.resolve("new.csv");
        Files.write(
                rows,
                StreamSupport.stream(expected.get("predict").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
        Shell.Result result = Shell.run("predict", model, rows.toString());
        assertEquals(0, result.code(), result.err());
        return result.out() + result.err();
    }

    private static void assertSays(JsonNode expected, String text) {
        String said = text.replaceAll("\\s+", " ");
        assertTrue(said.contains(expected.path("says").asText("")), said);
    }
}
