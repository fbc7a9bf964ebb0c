package weka.gui.mixedmodels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.InstancesTable;
import weka.core.Instances;

/** The models that were fitted in a tab, in order, and their comparison; without windows. */
final class FittedModels {
    private final List<Fitted> all = new ArrayList<>();

    /**
     * A model that was fitted.
     *
     * @param number in the list, from 1
     * @param classifier trained
     * @param data what it was trained on
     */
    record Fitted(int number, GroupedModelOptions classifier, Instances data) {

        MixedModel model() {
            return classifier.fittedModel().orElseThrow();
        }

        /** Returns the labels of the response; none where it is a number. */
        List<String> labels() {
            return data.classAttribute().isNominal()
                    ? Collections.list(data.classAttribute().enumerateValues()).stream()
                            .map(Object::toString)
                            .toList()
                    : List.of();
        }

        LiveModel live(Progress progress) {
            return LiveModel.again(model(), InstancesTable.fittedBy(model(), data), progress);
        }

        /** Returns its number, formula and likelihood or family, by which the list shows it. */
        @Override
        public String toString() {
            String likelihood = model().generalised()
                    .map(g -> g.distribution().toString())
                    .orElse(model().method().name());
            return number + ": " + model().formula() + " (" + likelihood + ")";
        }
    }

    /** Adds a trained classifier that has a model. */
    Fitted add(GroupedModelOptions classifier, Instances data) {
        Fitted fitted = new Fitted(all.size() + 1, classifier, data);
        all.add(fitted);
        return fitted;
    }

    List<Fitted> all() {
        return List.copyOf(all);
    }

    /**
     * Compares two models or more; where they are by REML and their fixed effects differ, after fitting them again by ML.
     *
     * @throws org.multilevel.error.MultilevelException with a sentence if they cannot be compared
     */
    static ModelComparison comparison(List<Fitted> chosen, Progress progress) {
        List<String> names =
                chosen.stream().map(fitted -> "model " + fitted.number()).toList();
        List<MixedModel> models = chosen.stream().map(Fitted::model).toList();
        return ModelComparison.needsOneLikelihood(models)
                ? ModelComparison.refitted(
                        names,
                        chosen.stream().map(fitted -> fitted.live(progress)).toList(),
                        progress)
                : ModelComparison.of(names, models);
    }
}
