package org.multilevel.fit.leastsquares;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * What a part of the levels is asked for at a lambda; the answers are numbers, which add up over the parts.
 *
 * @param kind of the question
 * @param lambda the templates, per factor q x q
 * @param fixed the factor of what all parts leave of [X y]'W[X y], (p+1) x (p+1); empty where the question is about that
 * @param fixedWeight of log |X'V^-1X|
 * @param residualWeight of r^2
 */
@SuppressWarnings("ArrayRecordComponent") // passed from one inner room to another, and never kept
public record PartRequest(Kind kind, double[][] lambda, double[] fixed, double fixedWeight, double residualWeight) {

    /** The kinds; their names are part of the written form. */
    public enum Kind {
        /** What the levels explain of [X y]'W[X y] when each has a least-squares fit of its own. */
        EXPLAINED,
        /** log |Lambda'Z'WZ Lambda + I|, and what is left of [X y]'W[X y]. */
        ELIMINATION,
        /** The same, and sums from which the derivatives follow when all parts have been added. */
        EVALUATION,
        /** Half of the derivative in each lambda. */
        GRADIENT,
        /** The sums from which first and second derivatives in the covariance follow. */
        CURVATURE,
        /** The same and what the derivatives of (X'V^-1X)^-1 need. */
        FULL_CURVATURE
    }

    static PartRequest explained() {
        return new PartRequest(Kind.EXPLAINED, new double[0][], new double[0], 0, 0);
    }

    /** @param kind {@link Kind#ELIMINATION} or {@link Kind#EVALUATION} */
    static PartRequest at(Kind kind, double[][] lambda) {
        return new PartRequest(kind, SmallMatrices.copy(lambda), new double[0], 0, 0);
    }

    static PartRequest of(Kind kind, double[][] lambda, FixedPart fixed, double fixedWeight, double residualWeight) {
        return new PartRequest(
                kind, SmallMatrices.copy(lambda), fixed.elements().clone(), fixedWeight, residualWeight);
    }

    /** Writes the request. */
    public void writeTo(PartWriter out) throws IOException {
        out.text(kind.name());
        out.integer(lambda.length);
        for (double[] template : lambda) {
            out.counted(template);
        }
        out.counted(fixed);
        out.number(fixedWeight);
        out.number(residualWeight);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static PartRequest readFrom(PartReader in) throws IOException {
        Kind kind = in.constant(Kind.values(), "request");
        double[][] lambda = in.countedArrays();
        return new PartRequest(kind, lambda, in.countedNumbers(), in.number(), in.number());
    }
}
