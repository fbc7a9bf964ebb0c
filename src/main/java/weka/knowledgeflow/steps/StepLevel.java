package weka.knowledgeflow.steps;

import org.jspecify.annotations.NullMarked;
import weka.core.WekaException;

/** Reads the confidence level that a step's user types. */
@NullMarked
final class StepLevel {
    private StepLevel() {}

    /**
     * Returns the level.
     *
     * @param step the name of the step
     * @throws WekaException if it is no number between 0 and 1
     */
    static double of(String step, String text) throws WekaException {
        double level = text.matches("0?\\.[0-9]*[1-9][0-9]*") ? Double.parseDouble(text) : Double.NaN;
        // So many nines that they round to 1 leave no interval.
        if (!(level > 0 && level < 1)) {
            throw new StepProblem("The option Confidence level of " + step + " is \"" + text
                    + "\": write a number between 0 and 1, such as 0.95.");
        }
        return level;
    }
}
