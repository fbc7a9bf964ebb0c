package org.multilevel.data.description;

/**
 * How a column varies between groups and within them.
 *
 * <p>The variances are those of a one-way analysis of variance of the column by group: within, the mean square within groups, MSW; between,
 * (MSB - MSW) / n0 with n0 = (N - sum of n_g^2 / N) / (G - 1), N values in G groups of n_g (Searle, Casella and McCulloch 1992, section 3.6).
 * Between may be negative, where groups differ less than their rows would make them.
 *
 * @param column the column
 * @param kind where it varies; of a categorical column that varies within groups nothing is said of what it does between them
 * @param groups in how many groups it has values
 * @param varying in how many of them it has more than one value
 * @param between variance between groups, NaN of levels and where it cannot be estimated
 * @param within variance within groups, likewise
 * @param share the intraclass share between / (between + within), likewise
 */
public record Variation(
        String column, Kind kind, int groups, int varying, double between, double within, double share) {

    /** Where a column varies. */
    public enum Kind {
        /** Its groups have other means, and their rows differ. */
        BOTH("within and between groups"),
        /** Rows of a group differ. */
        WITHIN("within groups"),
        /** It is the same in all rows of a group: a property of the group. */
        BETWEEN("between groups"),
        /** It is the same in all rows that have a group. */
        NOWHERE("nowhere");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns the words for it, as tables have them. */
        public String words() {
            return words;
        }

        static Kind of(boolean within, boolean between) {
            return within ? (between ? BOTH : WITHIN) : between ? BETWEEN : NOWHERE;
        }
    }
}
