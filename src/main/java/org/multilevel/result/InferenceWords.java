package org.multilevel.result;

import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;

/** How headings say where degrees of freedom come from. */
final class InferenceWords {
    private InferenceWords() {}

    /**
     * Returns the words for the tests of a model; a method that was asked for in vain, because least squares knows its degrees of freedom, is
     * told so.
     *
     * @param statistic such as t
     */
    static String tests(MixedModel model, Inference inference, String statistic) {
        String source = inference.source(model);
        boolean inVain = source.equals("residual") && inference.method() != Inference.Method.STANDARD;
        return tests(source, statistic)
                + (inVain ? ", to which " + inference.method().label() + " comes without random terms" : "");
    }

    /**
     * Returns the words for a source as {@code Inference.source} names it.
     *
     * @param statistic such as t
     */
    private static String tests(String source, String statistic) {
        return switch (source) {
            case "satterthwaite" -> statistic + " tests, Satterthwaite's degrees of freedom";
            case "kenward-roger" -> statistic + " tests, Kenward and Roger's degrees of freedom";
            case "residual" -> statistic + " tests, n - p degrees of freedom";
            default -> statistic.equals("t") ? "normal tests" : "normal and chi-squared tests";
        };
    }
}
