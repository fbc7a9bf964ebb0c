package org.multilevel.model;

import java.util.List;
import org.multilevel.error.Labels;

/** Says that a model has nothing of a name, and which names come near. */
final class Names {
    /** So many are all told. */
    private static final int FEW = 3;

    private Names() {}

    static IllegalArgumentException unknown(String what, String name, List<String> names) {
        String rest;
        if (names.isEmpty()) {
            rest = "the model has none.";
        } else if (names.size() <= FEW) {
            rest = (names.size() == 1 ? "there is " : "there are ") + String.join(", ", names) + ".";
        } else {
            rest = Labels.instead(name, names, Labels.Instead.LABELS, "there are") + ".";
        }
        return new IllegalArgumentException("There is no " + what + " " + Labels.quoted(name) + "; " + rest);
    }
}
