package org.multilevel.inference.shares;

import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.model.MixedModel;

/**
 * Makes coefficients of columns in different units comparable: what each is multiplied by to say by how many standard deviations the
 * response changes with one standard deviation of the coefficient's column.
 *
 * <p>The standard deviation of a column of X is that over the rows of the fit, each counted once, of the column itself, be it a number, an
 * indicator or a product. That of the response is the root of {@link VarianceShares#total()}, as the model adds it up: a model keeps no
 * rows, and both agree to a few per cent.
 *
 * @param response standard deviation of the response
 * @param scales per fixed effect the standard deviation of its column over that of the response; 0 for a column that does not vary
 */
public record StandardisedScales(double response, double[] scales) {
    /** Copies the array. */
    public StandardisedScales {
        scales = scales.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] scales() {
        return scales.clone();
    }

    /** Returns the scales of a model; empty if it was saved by an early version, or if nothing varies. */
    public static Optional<StandardisedScales> of(MixedModel model) {
        return VarianceShares.of(model)
                .filter(shares -> shares.total() > 0 && model.generalised().isEmpty())
                .flatMap(shares -> model.rowFacts().map(facts -> of(facts, Math.sqrt(shares.total()))));
    }

    private static StandardisedScales of(RowFacts facts, double response) {
        double[][] covariance = facts.fixedCovariance();
        return new StandardisedScales(
                response,
                IntStream.range(0, covariance.length)
                        .mapToDouble(j -> Math.sqrt(Math.max(0, covariance[j][j])) / response)
                        .toArray());
    }
}
