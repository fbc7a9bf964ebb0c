package weka.classifiers.meta;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.MixedModel;
import weka.core.Utils;

/** The numbers about random effects around a scheme that Weka's Experimenter can tabulate; their names are saved in experiments. */
enum MixedEffectsMeasure {
    LOG_LIKELIHOOD("measureLogLikelihood") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return model.statistics().logLikelihood();
        }
    },
    GROUPS("measureNumGroups") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return model.groupingFactors().get(0).size();
        }
    },
    SIGMA("measureSigma") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return model.sigma();
        }
    },
    ICC("measureICC") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return Icc.of(model).orElse(Utils.missingValue());
        }
    },
    SINGULAR("measureSingular") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return model.verdict().status() == Verdict.Status.SINGULAR ? 1 : 0;
        }
    },
    ROUNDS("measureRounds") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return rounds.count();
        }
    },
    SETTLED("measureSettled") {
        @Override
        double of(MixedModel model, Rounds rounds) {
            return rounds.end() == Rounds.End.SETTLED ? 1 : 0;
        }
    };

    private final String title;

    MixedEffectsMeasure(String title) {
        this.title = title;
    }

    abstract double of(MixedModel model, Rounds rounds);

    /** Returns the measure, a missing value where there are no group effects. */
    double of(FittedMixedEffects fitted) {
        return fitted.model().map(model -> of(model, fitted.rounds())).orElseGet(Utils::missingValue);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(measure -> measure.title).toList();
    }

    /** Returns the measure of a name, in capital or small letters. */
    static Optional<MixedEffectsMeasure> named(String name) {
        return Arrays.stream(values())
                .filter(measure -> measure.title.equalsIgnoreCase(name))
                .findFirst();
    }
}
