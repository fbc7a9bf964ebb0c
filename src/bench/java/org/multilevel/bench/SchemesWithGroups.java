package org.multilevel.bench;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.meta.AdditiveRegression;
import weka.classifiers.meta.FilteredClassifier;
import weka.classifiers.meta.GroupAwareEvaluation;
import weka.classifiers.meta.MixedEffects;
import weka.classifiers.trees.REPTree;
import weka.classifiers.trees.RandomForest;
import weka.core.Instances;
import weka.core.Utils;
import weka.core.converters.CSVLoader;
import weka.filters.Filter;
import weka.filters.unsupervised.attribute.NumericToNominal;
import weka.filters.unsupervised.attribute.Remove;
import weka.filters.unsupervised.attribute.Reorder;

/**
 * Compares schemes that know nothing of groups, take the group for a predictor, or have random effects, on three tables and by validation
 * that respects groups, and prints a Markdown table of root mean squared errors. Arguments: the number of folds, 5 by default, and the
 * names of the tables, by default all.
 */
public final class SchemesWithGroups {
    /** A third of the default, which changes the errors in the third digit. */
    private static final int TREES = 30;

    private SchemesWithGroups() {}

    /**
     * A table.
     *
     * @param columns those that are used, the class first, the group last
     * @param random options of the random part
     */
    private record Data(String name, List<String> columns, String random) {}

    private static final List<Data> TABLES = List.of(
            new Data("Oxboys", List.of("height", "age", "Subject"), "-group Subject -slopes age"),
            new Data("sleepstudy", List.of("Reaction", "Days", "Subject"), "-group Subject -slopes Days"),
            new Data(
                    "hsb",
                    List.of("mathach", "ses", "meanses", "pracad", "minority", "female", "sector", "size", "school"),
                    "-group school -slopes ses"));

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        int folds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        System.out.println(
                "| data | scheme | new group: alone | with the group as attribute | with random effects | known group: alone"
                        + " | with the group as attribute | with random effects |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<String> chosen = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (Data table : TABLES) {
            if (!chosen.isEmpty() && !chosen.contains(table.name())) {
                continue;
            }
            Instances data = load(table);
            for (Classifier scheme : List.of(new REPTree(), new AdditiveRegression(), forest())) {
                MixedEffects mixed = new MixedEffects();
                mixed.setOptions(Utils.splitOptions(table.random()));
                mixed.setClassifier(scheme);
                print(
                        table,
                        scheme.getClass().getSimpleName(),
                        folds,
                        data,
                        List.of(withoutGroup(scheme, data), scheme, mixed));
            }
            LinearMixedModel linear = new LinearMixedModel();
            linear.setOptions(Utils.splitOptions(table.random()));
            print(table, "linear mixed model", folds, data, List.of(linear));
        }
    }

    private static RandomForest forest() {
        RandomForest forest = new RandomForest();
        forest.setNumIterations(TREES);
        forest.setNumExecutionSlots(Runtime.getRuntime().availableProcessors());
        return forest;
    }

    private static Classifier withoutGroup(Classifier scheme, Instances data) throws Exception {
        Remove remove = new Remove();
        remove.setAttributeIndicesArray(new int[] {data.numAttributes() - 1});
        FilteredClassifier filtered = new FilteredClassifier();
        filtered.setFilter(remove);
        filtered.setClassifier(AbstractClassifier.makeCopy(scheme));
        return filtered;
    }

    private static void print(Data table, String scheme, int folds, Instances data, List<Classifier> ways)
            throws Exception {
        List<String> unseen = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Classifier way : ways) {
            GroupAwareEvaluation evaluation = new GroupAwareEvaluation();
            evaluation.setGroup(data.attribute(data.numAttributes() - 1).name());
            evaluation.setFolds(folds);
            evaluation.setClassifier(way);
            evaluation.buildClassifier(data);
            unseen.add(shown(evaluation.getMeasure("measureNewGroupRMSE")));
            known.add(shown(evaluation.getMeasure("measureKnownGroupRMSE")));
        }
        while (unseen.size() < 3) {
            unseen.add(0, "");
            known.add(0, "");
        }
        System.out.println("| " + table.name() + " | " + scheme + " | " + String.join(" | ", unseen) + " | "
                + String.join(" | ", known) + " |");
    }

    private static String shown(double error) {
        return String.format(Locale.ROOT, "%.4g", error);
    }

    private static Instances load(Data table) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(new File("workflows/data/" + table.name() + ".csv"));
        loader.setBufferSize(10_000);
        Instances all = loader.getDataSet();
        int[] positions = table.columns().stream()
                .mapToInt(column -> all.attribute(column).index())
                .toArray();
        Remove others = new Remove();
        others.setAttributeIndicesArray(positions);
        others.setInvertSelection(true);
        others.setInputFormat(all);
        Instances data = Filter.useFilter(all, others);
        Reorder order = new Reorder();
        order.setAttributeIndicesArray(table.columns().stream()
                .mapToInt(column -> data.attribute(column).index())
                .toArray());
        order.setInputFormat(data);
        NumericToNominal nominal = new NumericToNominal();
        nominal.setAttributeIndices("last");
        Instances ordered = Filter.useFilter(data, order);
        nominal.setInputFormat(ordered);
        Instances result = Filter.useFilter(ordered, nominal);
        result.setClassIndex(0);
        return result;
    }
}
