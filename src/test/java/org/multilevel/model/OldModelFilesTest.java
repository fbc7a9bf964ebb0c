package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** Files that released versions have written must load for ever: never edit those in {@code models}, only add to them. */
class OldModelFilesTest {
    /** The last digit of a prediction may depend on the order of a sum. */
    private static final double LAST_DIGIT = 1e-13;

    private static Table table(String name) {
        return name.equals("mixed bag") ? Samples.mixedBag() : Samples.table(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "version-1-growth; Orthodont; distance ~ poly(age, 2) + Sex + I(2 * age) + (age | Subject); 425.7210647261945;"
                        + " 25.145795627812205; 28.215620703573684; 1.5458941364268672",
                "version-1-nested; Pastes; strength ~ 1 + (1 | batch/cask); 247.99446586242524; 62.62259903350279; 57.822487228625064;"
                        + " 1.6249898201472552",
                "version-1-weighted; mixed bag; y ~ . - o + offset(o) + (1 + x || g); 17.084143438693218; 1.205381288317814;"
                        + " 4.292650822457763; 0.500096940819684",
                "version-1-least-squares; mixed bag; y ~ x * f; 25.014636825213067; 0.9058823529411768; 4.031818181818182;"
                        + " 1.0182233847624649"
            })
    void aFileStillLoadsAndPredictsAsWhenItWasSaved(
            String file, String data, String formula, double criterion, double first, double last, double sd) {
        MixedModel model = MixedModel.fromJson(Samples.resource("/models/" + file + ".json"));
        assertEquals(formula, model.formula());
        assertEquals(criterion, model.statistics().criterion());
        double[] predicted = model.predict(table(data));
        assertEquals(first, predicted[0], LAST_DIGIT * Math.abs(first));
        assertEquals(last, predicted[predicted.length - 1], LAST_DIGIT * Math.abs(last));
        double[] uncertain = new double[1];
        model.predictor()
                .withUncertainty()
                .predict(table(data), Progress.NONE, rows -> uncertain[0] = rows.observationSd(0));
        // A variance sums more products, of either sign, than a prediction.
        assertEquals(sd, uncertain[0], 100 * LAST_DIGIT * sd);
    }
}
