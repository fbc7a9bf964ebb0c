package weka.classifiers.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.classifiers.CheckClassifier;
import weka.core.CheckScheme;
import weka.core.OptionMetadata;
import weka.core.OwnChecks;

/** The checks that Weka offers to authors of classifiers find nothing. */
class MixedEffectsChecksTest {

    @Test
    void wekasClassifierCheckPasses() throws Exception {
        CheckScheme check = new CheckClassifier();
        check.setOptions(new String[] {"-W", MixedEffects.class.getName(), "--", "-folds", "2", "-rounds", "3"});
        List<String> answers = OwnChecks.printedBy(check::doTests)
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
        OwnChecks.assertOptionsPass(new MixedEffects(), options);
    }

    @Test
    void wekasObjectEditorCheckPasses() {
        OwnChecks.assertEditorPasses(new MixedEffects());
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
}
