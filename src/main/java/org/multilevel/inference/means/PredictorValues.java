package org.multilevel.inference.means;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Values of predictors as a user types them: {@code x = 1, 2; f = a}. */
public final class PredictorValues {
    private PredictorValues() {}

    /**
     * Reads a name, an equals sign and values with commas between them, and more after semicolons; a name with such characters stands
     * between backticks.
     *
     * @throws ModelException if it cannot be read, or a name comes twice
     */
    public static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : MeansTerms.split(text, ";")) {
            if (part.isBlank()) {
                continue;
            }
            List<String> sides = MeansTerms.split(part, "=");
            List<String> given = sides.size() < 2
                    ? List.of()
                    : MeansTerms.split(part.substring(sides.get(0).length() + 1), ",").stream()
                            .map(String::strip)
                            .toList();
            if (given.isEmpty() || sides.get(0).isBlank() || given.contains("")) {
                throw new ModelException("The values " + Labels.quoted(text)
                        + " cannot be read: write a predictor and its values, as in \"x=1,2\".");
            }
            String name = MeansTerms.name(sides.get(0));
            if (values.put(name, given) != null) {
                throw new ModelException("The values " + Labels.quoted(text) + " name " + Labels.quoted(name)
                        + " twice: write all its values after one equals sign.");
            }
        }
        return values;
    }
}
