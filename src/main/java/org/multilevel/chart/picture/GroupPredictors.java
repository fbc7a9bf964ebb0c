package org.multilevel.chart.picture;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.chart.description.Ink;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ModelPredictor;

/**
 * Which predictors the levels of the first grouping factor hold constant, such as the size of a school.
 *
 * @param constant names of columns of the fixed part
 */
record GroupPredictors(MixedModel model, List<String> constant) {
    /** Returns those of a model; none where an early version saved it. */
    static GroupPredictors of(MixedModel model) {
        FixedEffects effects = model.fixedEffects();
        List<String> constant = model
                .rowFacts()
                .filter(facts -> !facts.patterns().isEmpty())
                .map(facts -> facts.patterns().get(0).constant())
                .orElse(List.of())
                .stream()
                .filter(column -> column < effects.size() && !effects.isIntercept(column))
                .map(effects::name)
                .toList();
        return new GroupPredictors(model, constant);
    }

    /** Returns the request for the means of groups over the first of them that is a number, in the colours of the first that is none. */
    Optional<PictureRequest> means() {
        return ModelVariables.of(model).numbers().stream()
                .filter(constant::contains)
                .findFirst()
                .map(number -> PictureRequest.of(PictureKind.MEANS).withOver(number))
                .map(request -> model.expectation().predictors().stream()
                        .filter(this::canColour)
                        .findFirst()
                        .map(factor -> request.withBy(factor.name()))
                        .orElse(request));
    }

    /** A factor is constant in groups where all its columns are. */
    private boolean canColour(ModelPredictor predictor) {
        List<String> names = model.fixedEffects().names();
        List<String> own = predictor.levels().stream()
                .flatMap(level -> IntStream.range(0, names.size())
                        .mapToObj(names::get)
                        .filter(name -> !name.contains(":")
                                && name.contains(predictor.name())
                                && name.endsWith("[" + level + "]")))
                .toList();
        return !predictor.isCovariate()
                && predictor.levels().size() <= Ink.COLOURS
                && !own.isEmpty()
                && constant.containsAll(own);
    }
}
