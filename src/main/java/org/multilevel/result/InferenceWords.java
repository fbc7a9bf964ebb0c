package org.multilevel.result;

/** How headings say where degrees of freedom come from. */
final class InferenceWords {
    private InferenceWords() {}

    /** Returns the words for a source as {@code Inference.source} names it. */
    static String tests(String source) {
        return switch (source) {
            case "satterthwaite" -> "t tests, Satterthwaite's degrees of freedom";
            case "kenward-roger" -> "t tests, Kenward and Roger's degrees of freedom";
            case "residual" -> "t tests, n - p degrees of freedom";
            default -> "normal tests";
        };
    }
}
