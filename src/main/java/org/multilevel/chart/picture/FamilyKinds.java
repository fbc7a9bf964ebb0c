package org.multilevel.chart.picture;

import java.util.List;
import java.util.Optional;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.MixedModel;

/** Says which pictures mean nothing for the family of a model, and which one to look at instead. */
final class FamilyKinds {
    private FamilyKinds() {}

    /** Returns the sentence about a picture that means nothing; empty where it means something. */
    static Optional<String> refusal(MixedModel model, PictureKind kind) {
        return model.generalised()
                .flatMap(of -> reason(model, of, kind)
                        .map(reason -> "The picture " + kind.text() + " " + reason + ", and this model's family is "
                                + of.distribution().family() + ": choose "
                                + instead(model, kind).text() + "."));
    }

    private static Optional<String> reason(MixedModel model, Generalised of, PictureKind kind) {
        Distribution distribution = of.distribution();
        return switch (kind) {
            case NO_POOLING, POOLING, BETWEEN, SHRINKAGE ->
                Optional.of("shows lines of least squares, which are for linear models");
            case STANDARDISED -> Optional.of("shows standard deviations of the response of a linear model");
            case RESIDUAL_QUANTILES -> Optional.of("shows residuals that are normal in a linear model");
            case BOXES, CENTRED_BOXES ->
                distribution.family() == Family.BINOMIAL && of.trials().isEmpty()
                        ? Optional.of("shows quartiles, which a response of yes or no does not have")
                        : Optional.empty();
            case SHARES ->
                VarianceShares.of(model).isEmpty()
                        ? Optional.of("shows parts of a variance that the model does not divide")
                        : Optional.empty();
            case EFFECTS,
                    LINES,
                    RESIDUALS,
                    EFFECT_QUANTILES,
                    POINTS,
                    MEANS,
                    RESIDUAL_BOXES,
                    FIXED,
                    PREDICTED,
                    PROFILE,
                    CALIBRATION -> Optional.empty();
        };
    }

    /** Returns a picture about the same that the model has. */
    private static PictureKind instead(MixedModel model, PictureKind kind) {
        List<PictureKind> others = switch (kind) {
            case NO_POOLING, POOLING, BETWEEN -> List.of(PictureKind.LINES, PictureKind.EFFECTS);
            case SHRINKAGE, SHARES, BOXES, CENTRED_BOXES -> List.of(PictureKind.EFFECTS);
            case STANDARDISED -> List.of(PictureKind.FIXED);
            default -> List.of();
        };
        Pictures pictures = Pictures.of(model);
        return others.stream().filter(pictures::has).findFirst().orElse(PictureKind.CALIBRATION);
    }
}
