package org.multilevel.result;

import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;

/** What headings call the numbers of a generalised model. */
final class ScaleWords {
    private ScaleWords() {}

    /** Returns the heading of exp of coefficients and differences. */
    static String ratio(Distribution distribution) {
        return distribution.link() == Link.LOGIT ? "Odds ratio" : "Ratio of means";
    }

    /** Returns the heading of means on the scale of the response. */
    static String mean(Distribution distribution) {
        return distribution.family() == Family.BINOMIAL ? "Probability" : "Response";
    }
}
