package weka.classifiers.functions;

import java.util.List;
import weka.core.Utils;

/** Looks over options before they are set. */
final class MixedModelOptionCheck {
    private MixedModelOptionCheck() {}

    /**
     * Checks that options have values that mean something.
     *
     * @throws Exception with a sentence about the first that does not
     */
    static void check(String[] options) throws Exception {
        String[] left = options.clone();
        for (String name : List.of("formula", "group", "slopes")) {
            Utils.getOption(name, left);
        }
        LinearMixedModel.METHODS.check("method", Utils.getOption("method", left));
        LinearMixedModel.UNSEEN_GROUPS.check("unseen", Utils.getOption("unseen", left));
        LinearMixedModel.ALIASED.check("aliased", Utils.getOption("aliased", left));
        String digits = Utils.getOption("digits", left);
        if (!digits.isEmpty() && !digits.matches("[1-9]|1[0-5]")) {
            throw new MixedModelException("The option -digits is \"" + digits + "\": write a number from 1 to 15.");
        }
    }
}
