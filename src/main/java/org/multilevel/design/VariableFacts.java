package org.multilevel.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What the data decided about the variables of a formula; with the formula it determines X and Z for any table.
 *
 * <p>Plain data, so that a model file can hold it.
 *
 * @param dotColumns the columns that a dot in the formula may stand for (all columns of the table but the weights), empty without
 *     a dot
 * @param categorical names of the columns that are categorical
 * @param levels by the text of a categorical predictor ({@code f}, {@code factor(x)}) its levels, the reference first; and those of
 *     categorical columns that are only compared with texts, as in {@code f == "a"}
 * @param constants by the text of a data-dependent function call its constants: {@code center(x)} the mean; {@code scale(x)} mean
 *     and standard deviation; {@code poly(x, d)} see {@code PolynomialBasis}
 * @param combinations by the name of a grouping factor made of several columns the labels of those columns, level by level in one
 *     list; only where a label contains a colon, so that the level's own label does not tell
 * @param covariates by the name of a numeric column that the fixed part reads what the rows used tell of it
 */
public record VariableFacts(
        List<String> dotColumns,
        Set<String> categorical,
        Map<String, List<String>> levels,
        Map<String, double[]> constants,
        Map<String, List<String>> combinations,
        Map<String, CovariateFacts> covariates) {

    /** Copies the collections, keeping their order. */
    public VariableFacts {
        dotColumns = List.copyOf(dotColumns);
        categorical = Collections.unmodifiableSet(new TreeSet<>(categorical));
        levels = copy(levels, List::copyOf);
        constants = copy(constants, double[]::clone);
        combinations = copy(combinations, List::copyOf);
        covariates = copy(covariates, facts -> facts);
    }

    /** Creates facts that tell nothing of covariates, which X and Z do not need. */
    public VariableFacts(
            List<String> dotColumns,
            Set<String> categorical,
            Map<String, List<String>> levels,
            Map<String, double[]> constants,
            Map<String, List<String>> combinations) {
        this(dotColumns, categorical, levels, constants, combinations, Map.of());
    }

    /** Returns a copy of the constants. */
    @Override
    public Map<String, double[]> constants() {
        return copy(constants, double[]::clone);
    }

    private static <V> Map<String, V> copy(Map<String, V> map, UnaryOperator<V> copied) {
        Map<String, V> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, copied.apply(value)));
        return Collections.unmodifiableMap(copy);
    }
}
