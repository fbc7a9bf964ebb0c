package org.multilevel.data.files.stata;

/** How long the parts of a Stata file are, which differs between its formats 104 to 119. */
record StataLayout(int release) {
    static final int OLDEST = 104;
    static final int NEWEST = 119;

    /** Returns whether the parts of the file stand between tags. */
    boolean isTagged() {
        return release >= 117;
    }

    int nameLength() {
        return release >= 118 ? 129 : release >= 110 ? 33 : 9;
    }

    int formatLength() {
        return release >= 118 ? 57 : release >= 114 ? 49 : release >= 105 ? 12 : 7;
    }

    int labelLength() {
        return release >= 118 ? 321 : release >= 108 ? 81 : 32;
    }

    /** Returns the length of what the file says about itself before its columns, where nothing is tagged. */
    int titleLength() {
        return (release >= 108 ? 81 : 32) + (release >= 105 ? 18 : 0);
    }

    /** Returns the length of the length of an expansion field; formats without such fields have 0. */
    int expansionLength() {
        return release >= 110 ? 4 : release >= 105 ? 2 : 0;
    }

    int sortEntryLength() {
        return release >= 119 ? 4 : 2;
    }

    /** Returns whether numbers have 27 codes for missing values and not just one. */
    boolean hasNamedMissing() {
        return release >= 113;
    }

    /** Returns how many bytes of a reference to a long text are the number of its column; all else is that of its row. */
    int referenceColumnBytes() {
        return release == 117 ? 4 : release == 118 ? 2 : 3;
    }
}
