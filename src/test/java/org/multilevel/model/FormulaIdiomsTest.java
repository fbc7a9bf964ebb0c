package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MultilevelException;
import org.multilevel.formula.Formula;

/** What people type as formulas is understood as lme4 understands it, or refused with the spelling that works. */
class FormulaIdiomsTest {
    /** In standard errors: what is asked of fixed effects everywhere. */
    private static final double TOLERANCE = 1e-6;

    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "multilevel", "model");

    private static Table table() {
        return CsvTable.open(FOLDER.resolve("formula-idioms.csv"));
    }

    private static List<String[]> lines(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static List<String[]> idioms() throws IOException {
        List<String[]> lines = lines("formula-idioms.tsv");
        return lines.subList(1, lines.size());
    }

    static List<String[]> understood() throws IOException {
        return idioms().stream()
                .filter(line -> !line[1].isEmpty())
                .map(line -> Arrays.copyOf(line, 2))
                .toList();
    }

    static List<String[]> refused() throws IOException {
        return idioms().stream()
                .filter(line -> line[1].isEmpty())
                .map(line -> new String[] {line[0], line[2]})
                .toList();
    }

    static List<String> fits() throws IOException {
        return Files.readAllLines(FOLDER.resolve("formula-idioms-fits.tsv"));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void anIdiomMeansThis(String written, String meaning) {
        assertEquals(meaning, Formula.parse(written).toString());
        assertEquals(Formula.parse(meaning), Formula.parse(written));
        Design.of(Formula.parse(written), table(), DesignOptions.DEFAULT, Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anIdiomIsRefusedWithThisSentence(String written, String sentence) {
        RuntimeException refusal = assertThrows(
                MultilevelException.class, () -> LinearMixedModel.of(written).fit(table()));
        assertEquals(sentence, refusal.getMessage());
    }

    /** The expected numbers come from {@code formula-idioms.R} beside the table. */
    @ParameterizedTest
    @MethodSource("fits")
    void fixedEffectsAreThoseOfLme4(String line) {
        String[] cells = line.split("\t", -1);
        MixedModel model = LinearMixedModel.of(cells[0]).fit(table());
        double[] estimates = model.fixedEffects().estimates();
        assertEquals((cells.length - 2) / 2, estimates.length);
        for (int k = 0; k < estimates.length; k++) {
            double error = Double.parseDouble(cells[2 + estimates.length + k]);
            assertEquals(Double.parseDouble(cells[2 + k]), estimates[k], TOLERANCE * error, "estimate " + k);
            assertEquals(error, model.fixedEffects().standardError(k), TOLERANCE * error, "standard error " + k);
        }
    }

    /** A model file is all that predicts new rows: it has the knots, breaks, means and levels of the fit. */
    @ParameterizedTest
    @MethodSource("fits")
    void aSavedModelPredictsAsTheFittedOne(String line) {
        MixedModel model = LinearMixedModel.of(line.split("\t", -1)[0]).fit(table());
        MixedModel restored = MixedModel.fromJson(model.toJson());
        assertArrayEquals(model.predict(table()), restored.predict(table()));
    }
}
