package weka.classifiers.meta;

import org.multilevel.data.groups.FoldMode;

/** What an evaluation by groups asks; the names are saved in experiments. */
enum GroupQuestion {
    NEW_GROUP(FoldMode.WHOLE_GROUPS, "NewGroup"),
    KNOWN_GROUP(FoldMode.WITHIN_GROUPS, "KnownGroup");

    private final FoldMode mode;
    private final String shortName;

    GroupQuestion(FoldMode mode, String shortName) {
        this.mode = mode;
        this.shortName = shortName;
    }

    FoldMode mode() {
        return mode;
    }

    String shortName() {
        return shortName;
    }

    /** Returns the question in words. */
    String words() {
        return mode.question();
    }
}
