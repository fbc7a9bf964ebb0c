package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.chart.description.Groups;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Words;
import org.multilevel.error.ChartException;
import org.multilevel.error.Labels;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.Inference;
import org.multilevel.inference.ResponseWords;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** What a picture is made of: the model, and what was chosen or is usual, each found or refused in a sentence. */
record Scene(MixedModel model, Inference inference, PictureRequest request) {
    /** Returns the position of the grouping factor. */
    int factor() {
        List<String> names =
                model.groupingFactors().stream().map(GroupingFactor::name).toList();
        if (names.isEmpty()) {
            throw new ChartException(
                    "The model " + model.formula() + " has no grouping factor"
                            + (model.provenance().residual().isPresent()
                                    ? " (the subjects of its residuals are none)"
                                    : "")
                            + ", so there are no groups to draw: add a random term such as (1 | group), or choose another picture.");
        }
        String factor = request.group().orElse(names.get(0));
        if (!names.contains(factor)) {
            throw new ChartException(
                    "The model has no grouping factor \"" + factor + "\": choose " + String.join(", ", names) + ".");
        }
        return names.indexOf(factor);
    }

    /** Returns the position of the grouping factor, -1 where the model has none and none is chosen. */
    int factorIfAny() {
        return request.group().isEmpty() && model.groupingFactors().isEmpty() ? -1 : factor();
    }

    /** Returns the grouping factor. */
    GroupingFactor groups() {
        return model.groupingFactors().get(factor());
    }

    /** Returns the groups as a chart names them. */
    Groups named() {
        return factorIfAny() < 0 ? Groups.NONE : new Groups(groups().name(), groups().levels());
    }

    /** Returns the position of the term among the columns of the grouping factor. */
    int column() {
        GroupingFactor groups = groups();
        String term = request.term().orElse(groups.column(0));
        int column = groups.columns().indexOf(term);
        if (column < 0) {
            throw new ChartException("The effects of " + groups.name() + " have no term \"" + term + "\": choose "
                    + String.join(", ", groups.columns()) + ".");
        }
        return column;
    }

    /** Returns the column that lines are drawn over. */
    String over() {
        List<String> predictors = ModelVariables.of(model).numbers();
        if (predictors.isEmpty()) {
            throw new ChartException("The model " + model.formula()
                    + " has no numeric predictor, so there is nothing to draw lines over: look at the group effects.");
        }
        String predictor = request.over().orElse(predictors.get(0));
        if (!predictors.contains(predictor)) {
            throw new ChartException("The model has no numeric predictor \"" + predictor + "\": choose "
                    + String.join(", ", predictors) + ".");
        }
        return predictor;
    }

    /** Returns the predictor that colours tell, if one is chosen. */
    Optional<String> by() {
        request.by().ifPresent(name -> {
            List<String> predictors = predictors(model);
            if (!predictors.contains(name)) {
                throw new ChartException("The model has no predictor \"" + name + "\" that colours could tell: "
                        + (predictors.isEmpty() ? "leave it out." : "choose " + String.join(", ", predictors) + "."));
            }
            if (request.kind() != PictureKind.PREDICTED && name.equals(over())) {
                throw new ChartException("\"" + name
                        + "\" is along the horizontal axis already: choose another predictor for the colours.");
            }
        });
        return request.by();
    }

    /** Returns the columns of all predictors, labels after numbers. */
    static List<String> predictors(MixedModel model) {
        ModelVariables variables = ModelVariables.of(model);
        List<String> names = new ArrayList<>(variables.numbers());
        variables.labels().stream().sorted().forEach(names::add);
        return names;
    }

    /** Returns the numbers of the groups in colours of their own. */
    List<Integer> highlighted() {
        if (request.highlight().isEmpty()) {
            return List.of();
        }
        if (request.highlight().size() > Ink.COLOURS) {
            throw new ChartException("There are " + request.highlight().size()
                    + " groups to be highlighted, but colours tell no more than " + Ink.COLOURS
                    + " apart: choose fewer.");
        }
        GroupingFactor groups = groups();
        return request.highlight().stream()
                .distinct()
                .map(label -> level(groups, label))
                .toList();
    }

    private static int level(GroupingFactor groups, String label) {
        int level = groups.indexOf(label);
        if (level < 0) {
            throw new ChartException("\"" + label + "\" is no level of " + groups.name() + "; "
                    + Labels.instead(label, groups.levels(), Labels.Instead.LABELS, "its levels are") + ".");
        }
        return level;
    }

    /** Returns what charts call the response. */
    ResponseWords words() {
        return model.generalised().isPresent() ? ResponseWords.of(model, Words::shortName) : ResponseWords.of(model);
    }

    /** Returns the scale that is chosen, or is usual; that of a linear model is its link. */
    PictureScale scale() {
        List<PictureScale> scales = request.kind().scales();
        boolean hasRatios = words().hasRatios();
        request.scale().ifPresent(chosen -> {
            if (model.generalised().isEmpty()) {
                throw new ChartException("The scale " + chosen.text()
                        + " is for generalised models, and this one is linear, which has one scale: leave it out.");
            }
            if (!scales.contains(chosen)) {
                throw new ChartException("The picture " + request.kind().text() + " has no scale " + chosen.text()
                        + ": choose "
                        + scales.stream().map(PictureScale::text).collect(Collectors.joining(" or ")) + ".");
            }
            if (chosen == PictureScale.RATIO && !hasRatios) {
                throw new ChartException("With the link "
                        + model.generalised().orElseThrow().distribution().link()
                        + " an effect is no ratio of odds or means: choose the scale link.");
            }
        });
        if (model.generalised().isEmpty()) {
            return PictureScale.LINK;
        }
        return request.scale()
                .orElseGet(() -> scales.stream()
                        .filter(scale -> scale != PictureScale.RATIO || hasRatios)
                        .findFirst()
                        .orElse(PictureScale.RESPONSE));
    }

    /** Returns what an axis calls the effects on a term, with the unit: that of the response, or so much per unit of a number. */
    String effectName(int column) {
        return effectName(column, model.generalised().isPresent() ? words().unit() : Words.shortName(model.response()));
    }

    /** Returns what the exponential of an effect is, such as an odds ratio, and of what. */
    String ratioName() {
        ResponseWords words = words();
        return words.ratio().toLowerCase(Locale.ROOT) + ", " + words.success().orElse(words.response());
    }

    /** Returns what an axis calls the effects on a term in a unit. */
    String effectName(int column, String unit) {
        if (groups().isIntercept(column)) {
            return "Effect on the intercept (" + unit + ")";
        }
        String term = groups().column(column);
        return "Effect on " + Words.shortName(term) + " (" + unit
                + (ModelVariables.of(model).numbers().contains(term) ? " per unit)" : ")");
    }

    /** Residuals of rows with weights have one variance only after they were multiplied by the weights' roots. */
    String residualName() {
        if (model.generalised().isPresent()) {
            return "Pearson residual";
        }
        String name = "Residual (" + Words.shortName(model.response()) + ")";
        return model.provenance().weights().isEmpty() ? name : name + " × √weight";
    }

    /** Returns the sentence that says how rows count in least-squares lines and means, where they do not count equally. */
    Optional<String> weighed() {
        if (model.generalised().flatMap(Generalised::trials).isPresent()) {
            return Optional.of("Rows count by their trials, as they do in the model.");
        }
        return model.provenance()
                .weights()
                .map(weights -> "Rows count by their weights (" + Words.name(weights) + "), as they do in the model.");
    }

    /** Returns this model and the others of the request, with what the legend calls them. */
    List<NamedModel> models() {
        List<NamedModel> models = new ArrayList<>();
        models.add(NamedModel.of(model));
        request.others().forEach(other -> {
            if (!other.model().response().equals(model.response())) {
                throw new ChartException(
                        "The model " + other.name() + " is of " + other.model().response()
                                + " and the first of " + model.response()
                                + ", which have no axis in common: choose models of one response.");
            }
            if (!distribution(other.model()).equals(distribution(model))) {
                throw new ChartException("The model " + other.name() + " is " + distribution(other.model())
                        + " and the first " + distribution(model)
                        + ", which have no scale in common: choose models of one family and link.");
            }
            models.add(other);
        });
        if (models.size() > Ink.COLOURS) {
            throw new ChartException("There are " + models.size() + " models, but colours tell no more than "
                    + Ink.COLOURS + " apart: choose fewer.");
        }
        return distinct(models);
    }

    private static String distribution(MixedModel model) {
        return model.generalised().map(g -> g.distribution().toString()).orElse("linear");
    }

    /** Models of one formula, such as by ML and by REML, would share an entry of the legend. */
    private static List<NamedModel> distinct(List<NamedModel> models) {
        List<NamedModel> named = new ArrayList<>();
        for (NamedModel one : models) {
            boolean isShared = models.stream()
                            .filter(other -> other.name().equals(one.name()))
                            .count()
                    > 1;
            String number = " (" + one.model().method() + ", model " + (named.size() + 1) + ")";
            named.add(new NamedModel(isShared ? one.name() + number : one.name(), one.model()));
        }
        return named;
    }
}
