package org.multilevel.glm;

import java.util.Optional;
import org.multilevel.data.NumberLabel;

/**
 * Which responses a family has: a value outside would be fitted as another one, or have no likelihood.
 *
 * @param family the distribution
 * @param trials whether the response counts successes among trials
 */
record ResponseRange(Family family, boolean trials) {
    /** How far from a whole number a computed count may be by rounding; as R's densities, but for large counts. */
    private static final double WHOLE = 1e-9;

    /**
     * Says what is wrong with a response.
     *
     * @param y the response
     * @param size the number of trials; 1 without trials
     * @param offset which was subtracted from it and added again, so that its rounding is the response's
     * @return what is right, as the end of a sentence; empty where all is well
     */
    Optional<String> wrong(double y, double size, double offset) {
        boolean whole = isWhole(y, offset);
        String must = switch (family) {
            case BINOMIAL -> trials ? ofTrials(y, size, offset) : ofOutcome(y, whole);
            case POISSON, NEGATIVE_BINOMIAL -> ofCount(y, whole);
            case GAMMA ->
                y > 0
                        ? ""
                        : "the family gamma is for positive numbers: correct the row or leave such rows out, or choose another"
                                + " family";
        };
        return must.isEmpty() ? Optional.empty() : Optional.of(must);
    }

    /**
     * Says that responses at one end of the range leave nothing to estimate: the likelihood grows as the mean goes there.
     *
     * @param lowest the least response, or share of the trials
     * @param highest the greatest
     * @return a sentence; empty where there is something to estimate
     */
    Optional<String> constant(String name, double lowest, double highest) {
        boolean none = family.isDiscrete() && highest == 0;
        boolean all = family == Family.BINOMIAL && lowest == 1;
        if (!none && !all) {
            return Optional.empty();
        }
        String what = trials
                ? "has " + (none ? "no successes" : "no failures") + " in any row"
                : "is " + (none ? "0" : "1") + " in all rows";
        return Optional.of(
                "The response " + name + " " + what
                        + ", so the likelihood has no maximum and nothing can be estimated; choose another response, or check how it was coded.");
    }

    private static boolean isWhole(double y, double offset) {
        double rounding = 4 * Math.ulp(Math.max(Math.abs(y), Math.abs(offset)));
        return Math.abs(y - Math.rint(y)) <= Math.max(WHOLE, rounding);
    }

    private String ofCount(double y, boolean whole) {
        if (y < 0) {
            return "the family " + family + " is for counts from 0 on: correct the row, or choose another response";
        }
        return whole
                ? ""
                : "the family " + family
                        + " is for whole numbers: round it if it is a count, or choose the family gamma for positive measurements";
    }

    private static String ofOutcome(double y, boolean whole) {
        if (whole && (Math.rint(y) == 0 || Math.rint(y) == 1)) {
            return "";
        }
        return y > 0 && y < 1
                ? "the family binomial is for 0 and 1: for a proportion choose the column of its numbers of trials,"
                        + " or write cbind(successes, failures)"
                : "the family binomial is for 0 and 1: correct the row, choose the family poisson for counts, or write"
                        + " cbind(successes, failures)";
    }

    private static String ofTrials(double y, double size, double offset) {
        return isWhole(y, offset) && isWhole(size, 0) && y >= 0 && y <= size + WHOLE
                ? ""
                : "successes must be whole numbers from 0 to that of the trials, " + NumberLabel.of(size);
    }
}
