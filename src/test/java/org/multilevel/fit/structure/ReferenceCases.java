package org.multilevel.fit.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The models of {@code reference-structures} and what other files there say of them. */
public final class ReferenceCases {
    /** Where they are. */
    public static final Path FOLDER = Path.of("src", "test", "resources", "reference-structures");

    private ReferenceCases() {}

    /**
     * A model.
     *
     * @param of its formula, structures and table, and what is expected at its optimum
     * @param expected what a file says of it
     */
    public record Case(String name, JsonNode of, JsonNode expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<JsonNode> read(String file) {
        try {
            JsonNode cases = new ObjectMapper()
                    .readTree(Files.readString(FOLDER.resolve(file)))
                    .get("cases");
            return StreamSupport.stream(cases.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> all() {
        return Stream.concat(read("open.json"), read("simulated.json"));
    }

    /** Returns the models with their optima. */
    public static Stream<Case> models() {
        return all().map(ReferenceCases::itself);
    }

    /** Returns the models of a file that has optima of its own. */
    public static Stream<Case> models(String file) {
        return read(file).map(ReferenceCases::itself);
    }

    private static Case itself(JsonNode of) {
        return new Case(of.get("name").asText(), of, of);
    }

    /** Returns what a file says of models. */
    public static Stream<Case> cases(String file) {
        List<JsonNode> models = all().toList();
        return read(file).map(node -> new Case(node.get("name").asText(), named(models.stream(), node), node));
    }

    private static JsonNode named(Stream<JsonNode> models, JsonNode node) {
        return models.filter(model -> model.get("name").equals(node.get("name")))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a model by its name. */
    public static JsonNode model(String name) {
        return all().filter(model -> model.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what is to be fitted. */
    public static LinearMixedModel specified(JsonNode of) {
        LinearMixedModel model = LinearMixedModel.of(of.get("formula").asText())
                .withMethod(EstimationMethod.valueOf(of.get("method").asText()));
        String residual = of.get("residual").asText();
        model = residual.isEmpty() ? model : model.withResidual(residual);
        String strata = of.get("residual_variance").asText();
        return strata.isEmpty() ? model : model.withResidualVariance(strata);
    }

    /** Fits a model to its table. */
    public static MixedModel fit(JsonNode of) {
        return specified(of).fit(table(of));
    }

    /** Returns the table of a model. */
    public static CsvTable table(JsonNode of) {
        return table(FOLDER.resolve(of.get("data").asText()), of);
    }

    /** Returns another table with the columns of a model. */
    public static CsvTable table(Path file, JsonNode of) {
        List<String> categorical = new ArrayList<>();
        of.get("categorical").forEach(name -> categorical.add(name.asText()));
        return CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical));
    }

    /** Returns what a parameter of a reference is called here. */
    public static String parameter(JsonNode parameter) {
        String name = parameter.get("name").asText();
        return switch (parameter.get("kind").asText()) {
            case "sd" -> "sd:" + name.replaceFirst(": ", ":");
            case "random" -> "cor:" + name.replaceFirst(": ", ":").replace(',', ':');
            case "fixed" -> name;
            case "residual" -> name.isEmpty() ? "sd:Residual" : "sd:Residual:" + name.replace(',', ':');
            default -> "cor:Residual:" + name.replace(',', ':');
        };
    }
}
