package weka.classifiers.functions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.MixedModel;

/** The numbers about a fit that Weka's Experimenter can tabulate. */
final class MixedModelMeasures {
    private static final Map<String, ToDoubleFunction<MixedModel>> MEASURES = measures();

    private MixedModelMeasures() {}

    private static Map<String, ToDoubleFunction<MixedModel>> measures() {
        Map<String, ToDoubleFunction<MixedModel>> measures = new LinkedHashMap<>();
        measures.put("measureLogLikelihood", model -> model.statistics().logLikelihood());
        measures.put("measureAIC", model -> model.statistics().aic());
        measures.put("measureBIC", model -> model.statistics().bic());
        measures.put("measureNumParameters", model -> model.statistics().parameters());
        measures.put("measureNumRows", model -> model.statistics().observations());
        measures.put("measureNumGroups", MixedModelMeasures::groups);
        measures.put(
                "measureSigma",
                model -> model.generalised().isEmpty() && model.hasOneResidualVariance() ? model.sigma() : Double.NaN);
        measures.put("measureDispersion", MixedModelMeasures::dispersion);
        measures.put("measureICC", model -> Icc.of(model).orElse(Double.NaN));
        measures.put("measureConverged", model -> model.verdict().status() == Verdict.Status.NOT_CONVERGED ? 0 : 1);
        measures.put("measureSingular", model -> model.verdict().status() == Verdict.Status.SINGULAR ? 1 : 0);
        measures.put("measureEvaluations", model -> model.verdict().evaluations());
        return Collections.unmodifiableMap(measures);
    }

    /** Returns the number of groups of the grouping factor that has the most, 0 without one. */
    private static double groups(MixedModel model) {
        return model.groupingFactors().isEmpty()
                ? 0
                : model.groupingFactors().get(0).size();
    }

    /** Returns the dispersion of a generalised model whose family has one. */
    private static double dispersion(MixedModel model) {
        return model.generalised()
                .filter(of -> of.distribution().family().hasDispersion())
                .map(Generalised::dispersion)
                .orElse(Double.NaN);
    }

    /** Returns the names of all measures. */
    static List<String> names() {
        return List.copyOf(MEASURES.keySet());
    }

    /**
     * Returns a measure of a model.
     *
     * @param name a name, in capital or small letters
     * @throws IllegalArgumentException if there is no such measure
     */
    static ToDoubleFunction<MixedModel> named(String name) {
        return MEASURES.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no measure \"" + name
                        + "\": the measures are " + String.join(", ", MEASURES.keySet()) + "."));
    }
}
