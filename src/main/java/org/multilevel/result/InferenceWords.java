package org.multilevel.result;

/** How headings say where degrees of freedom come from. */
final class InferenceWords {
    private InferenceWords() {}

    /**
     * Returns the words for a source as {@code Inference.source} names it.
     *
     * @param statistic such as t
     */
    static String tests(String source, String statistic) {
        return switch (source) {
            case "satterthwaite" -> statistic + " tests, Satterthwaite's degrees of freedom";
            case "kenward-roger" -> statistic + " tests, Kenward and Roger's degrees of freedom";
            case "residual" -> statistic + " tests, n - p degrees of freedom";
            default -> statistic.equals("t") ? "normal tests" : "normal and chi-squared tests";
        };
    }
}
