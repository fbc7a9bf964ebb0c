package org.multilevel.data.groups;

/** How rows that belong to groups are divided into folds, which decides what a validation tells. */
public enum FoldMode {
    /** All rows of a group are in one fold: how well is a new group predicted? */
    WHOLE_GROUPS("a new group"),
    /** The rows of each group are spread over the folds: how well is a new row of a known group predicted? */
    WITHIN_GROUPS("a new row of a known group");

    private final String question;

    FoldMode(String question) {
        this.question = question;
    }

    /** Returns in words what it is that a validation with these folds predicts. */
    public String question() {
        return question;
    }
}
