package org.multilevel.fit.rows;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.fit.effects.EffectPair;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PartSystem;
import org.multilevel.fit.products.Standardisation;

/**
 * What parts need to know of an optimum to find the effects of their levels, on the standardised scale.
 *
 * @param kept positions of the estimated coefficients
 * @param shift what was taken out of the response, p
 * @param lambda the templates, per factor q x q
 * @param fixed the factor of what is left of [X y]'W[X y]
 * @param sigma the residual standard deviation on the raw scale
 */
@SuppressWarnings("ArrayRecordComponent") // is not handed out of the room
record SpreadSolution(int[] kept, double[] shift, double[][] lambda, double[] fixed, double sigma) {
    private static final String KIND = "solutions";
    private static final int VERSION = 1;

    byte[] write() {
        return PartQuestion.writing(out -> {
            PartWriter writer = new PartWriter(out, KIND, VERSION);
            writer.counted(kept);
            writer.counted(shift);
            writer.integer(lambda.length);
            for (double[] template : lambda) {
                writer.counted(template);
            }
            writer.counted(fixed);
            writer.number(sigma);
            writer.end();
        });
    }

    static SpreadSolution read(byte[] bytes) {
        return PartQuestion.reading(bytes, in -> {
            PartReader reader = new PartReader(in, KIND, VERSION);
            int[] kept = reader.counts();
            double[] shift = reader.countedNumbers();
            double[][] lambda = reader.countedArrays();
            SpreadSolution read = new SpreadSolution(kept, shift, lambda, reader.countedNumbers(), reader.number());
            reader.end();
            return read;
        });
    }

    /** Returns the estimates of the levels of a part. */
    List<FactorEffects> effects(Design design, Standardisation standard, PartSystem system) {
        Factor factor = system.factor(lambda, fixed);
        double[][] conditional = factor.conditionalCovariance();
        return new RawResults(design, standard, kept, sigma)
                .factors(
                        factor.modes(),
                        conditional,
                        factor.modesByBeta(conditional),
                        lambda,
                        IntStream.range(0, lambda.length)
                                .mapToObj(f -> List.<EffectPair>of())
                                .toList());
    }
}
