package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.evaluation.Evaluation;
import weka.core.OptionMetadata;
import weka.core.Utils;

/** The page about Weka shows what happens: its commands print what stands below them, and no option is forgotten. */
class WekaPageTest {
    private static final Path PAGE = Path.of("docs", "weka.md");
    private static final Pattern COMMAND =
            Pattern.compile("\\$ java -cp weka\\.jar:target/multilevel\\.jar (\\S+) (.*)");

    /** A block of the page: commands, and what the last of them prints. */
    private record Example(List<String> commands, List<String> printed) {
        @Override
        public String toString() {
            return commands.get(0);
        }
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Optional<Example> open = Optional.empty();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.equals("```console")) {
                open = Optional.of(new Example(new ArrayList<>(), new ArrayList<>()));
            } else if (line.equals("```")) {
                open.ifPresent(examples::add);
                open = Optional.empty();
            } else if (line.startsWith("$ ")) {
                open.ifPresent(example -> example.commands().add(line));
            } else if (!line.isBlank()) {
                open.ifPresent(example -> example.printed().add(line.stripTrailing()));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void commandPrintsWhatThePageShows(Example example) throws Exception {
        String output = "";
        for (String command : example.commands()) {
            Matcher parts = COMMAND.matcher(command);
            assertTrue(parts.matches(), command);
            Classifier classifier = AbstractClassifier.forName(parts.group(1), new String[0]);
            output = Evaluation.evaluateModel(classifier, Utils.splitOptions(parts.group(2)));
        }
        List<String> lines = output.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
        int start = Collections.indexOfSubList(lines, example.printed());
        List<String> near = start >= 0 ? example.printed() : lines;
        assertEquals(String.join("\n", example.printed()), String.join("\n", near));
    }

    @Test
    void everyOptionAndMeasureIsOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        Stream<String> flags = Stream.of(LinearMixedModel.class, GeneralizedLinearMixedModel.class)
                .flatMap(classifier -> Arrays.stream(classifier.getMethods()))
                .map(method -> method.getAnnotation(OptionMetadata.class))
                .filter(option -> option != null)
                .map(option -> "| " + option.displayName() + " | `-" + option.commandLineParamName() + "` |");
        List<String> forgotten = Stream.concat(
                        flags, Collections.list(new LinearMixedModel().enumerateMeasures()).stream())
                .filter(text -> !page.contains(text))
                .toList();
        assertEquals(List.of(), forgotten);
        assertFalse(examples().isEmpty());
    }
}
