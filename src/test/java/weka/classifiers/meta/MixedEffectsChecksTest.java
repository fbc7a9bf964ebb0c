package weka.classifiers.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.classifiers.CheckClassifier;
import weka.core.CheckGOE;
import weka.core.CheckOptionHandler;
import weka.core.CheckScheme;
import weka.core.OptionMetadata;
import weka.core.Utils;

/** The checks that Weka offers to authors of classifiers find nothing. */
class MixedEffectsChecksTest {

    @Test
    void wekasClassifierCheckPasses() throws Exception {
        CheckScheme check = new CheckClassifier();
        check.setOptions(new String[] {"-W", MixedEffects.class.getName(), "--", "-folds", "2", "-rounds", "3"});
        List<String> answers = printedBy(check::doTests)
                .lines()
                .filter(line -> line.contains("..."))
                .toList();
        assertTrue(answers.size() > 30, () -> "checks made: " + answers);
        assertEquals(
                List.of("updateable classifier...no", "multi-instance classifier...no"),
                answers.stream().filter(line -> line.endsWith("...no")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-group school/class,2 -slopes x -uncorrelated -unseen missing -folds 1 -rounds 7 -tolerance 0.5 -S 4 -W"
                        + " weka.classifiers.trees.REPTree -- -M 5"
            })
    void wekasOptionHandlerCheckPasses(String options) throws Exception {
        CheckOptionHandler check = new CheckOptionHandler();
        check.setOptionHandler(new MixedEffects());
        check.setUserOptions(Utils.splitOptions(options));
        check.setSilent(true);
        check.doTests();
        assertTrue(check.getSuccess());
    }

    @Test
    void wekasObjectEditorCheckPasses() {
        CheckGOE check = new CheckGOE();
        check.setObject(new MixedEffects());
        check.setSilent(true);
        check.doTests();
        assertTrue(check.getSuccess());
    }

    @Test
    void everyOptionAndMeasureIsOnThePageAboutWeka() throws Exception {
        String page = Files.readString(Path.of("docs", "weka.md"));
        Stream<String> flags = Arrays.stream(MixedEffects.class.getDeclaredMethods())
                .map(method -> method.getAnnotation(OptionMetadata.class))
                .filter(option -> option != null)
                .map(option -> "| " + option.displayName() + " | `-" + option.commandLineParamName() + "` |");
        List<String> forgotten = Stream.concat(flags, MixedEffectsMeasure.names().stream())
                .filter(text -> !page.contains(text))
                .toList();
        assertEquals(List.of(), forgotten);
    }

    private static String printedBy(Runnable run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            run.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
