package weka.classifiers.meta;

import java.util.Arrays;
import java.util.List;
import weka.classifiers.Evaluation;
import weka.core.Attribute;
import weka.core.Utils;

/** What is measured of predictions in an evaluation by groups; the names are saved in experiments. */
enum GroupMeasure {
    CORRELATION("Correlation coefficient", "Correlation", true, false),
    PERCENT_CORRECT("Correctly classified (%)", "PercentCorrect", false, true),
    KAPPA("Kappa statistic", "Kappa", false, true),
    AREA_UNDER_ROC("Area under ROC (weighted)", "AreaUnderROC", false, true),
    MAE("Mean absolute error", "MAE", true, true),
    RMSE("Root mean squared error", "RMSE", true, true),
    RAE("Relative absolute error (%)", "RAE", true, true),
    RRSE("Root relative squared error (%)", "RRSE", true, true),
    TESTED("Instances tested", "Tested", true, true),
    UNPREDICTED("Instances without prediction", "Unpredicted", true, true);

    private final String title;
    private final String shortName;
    private final boolean numeric;
    private final boolean nominal;

    GroupMeasure(String title, String shortName, boolean numeric, boolean nominal) {
        this.title = title;
        this.shortName = shortName;
        this.numeric = numeric;
        this.nominal = nominal;
    }

    /** Returns the measures that mean something for a class attribute. */
    static List<GroupMeasure> of(Attribute classAttribute) {
        return Arrays.stream(values())
                .filter(measure -> classAttribute.isNumeric() ? measure.numeric : measure.nominal)
                .toList();
    }

    String title() {
        return title;
    }

    /** Returns the name that it has as an additional measure of Weka. */
    String name(GroupQuestion question) {
        return "measure" + question.shortName() + shortName;
    }

    /** Returns whether it is a number of instances. */
    boolean isCount() {
        return this == TESTED || this == UNPREDICTED;
    }

    /**
     * Returns its value, NaN where the evaluation has none.
     *
     * @param tested how many instances were tested, whatever they weigh; Weka's evaluation adds up their weights
     * @param unpredicted how many of them got no prediction
     */
    double value(Evaluation evaluation, int tested, int unpredicted) throws Exception {
        return switch (this) {
            case CORRELATION -> evaluation.correlationCoefficient();
            case PERCENT_CORRECT -> evaluation.pctCorrect();
            case KAPPA -> evaluation.kappa();
            case AREA_UNDER_ROC -> evaluation.weightedAreaUnderROC();
            case MAE -> evaluation.meanAbsoluteError();
            case RMSE -> evaluation.rootMeanSquaredError();
            case RAE -> evaluation.relativeAbsoluteError();
            case RRSE -> evaluation.rootRelativeSquaredError();
            case TESTED -> tested;
            case UNPREDICTED -> unpredicted;
        };
    }

    /** Returns a value as it is shown. */
    String text(double value) {
        return Double.isNaN(value) ? "?" : Utils.doubleToString(value, isCount() ? 0 : 4);
    }
}
