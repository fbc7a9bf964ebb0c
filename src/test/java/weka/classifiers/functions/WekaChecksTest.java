package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.classifiers.CheckClassifier;
import weka.core.CheckScheme;
import weka.core.OwnChecks;

/** The checks that Weka offers to authors of classifiers find nothing. */
class WekaChecksTest {

    @Test
    void classifierPassesEveryCheckOrRefusesTheDataWithAnAcceptedSentence() throws Exception {
        // CheckClassifier is the CheckScheme for classifiers.
        CheckScheme check = new CheckClassifier();
        check.setOptions(new String[] {"-W", LinearMixedModel.class.getName()});
        List<String> answers = OwnChecks.printedBy(check::doTests)
                .lines()
                .filter(line -> line.contains("..."))
                .toList();
        List<String> failures = answers.stream()
                .filter(line -> line.endsWith("...no"))
                .filter(line -> !line.equals("updateable classifier...no"))
                .filter(line -> !line.equals("multi-instance classifier...no"))
                .toList();
        assertTrue(answers.size() > 30, () -> "checks made: " + answers);
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-formula \"y ~ x + (1 | `my group`)\" -method ML -unseen missing -digits 7",
                "-group a,b/c -slopes x,2 -uncorrelated -unseen error"
            })
    void optionHandlerPassesEveryCheck(String options) throws Exception {
        OwnChecks.assertOptionsPass(new LinearMixedModel(), options);
    }

    @Test
    void objectEditorPassesEveryCheck() {
        OwnChecks.assertEditorPasses(new LinearMixedModel());
    }
}
