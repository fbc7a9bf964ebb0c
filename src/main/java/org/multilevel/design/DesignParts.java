package org.multilevel.design;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.design.matrix.Layout;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;

/**
 * Everything that a design consists of, whether a survey or a saved model made it.
 *
 * @param terms the formula expanded
 * @param levels the levels of the layout's factor variables, by number
 * @param groups the levels of the layout's grouping factors
 * @param fingerprint of the rows used, where they were read
 * @param concerns which variables had values that they were not made for, where they were read, each as a sentence
 */
record DesignParts(
        Formula formula,
        DesignOptions options,
        ModelTerms terms,
        VariableFacts facts,
        Layout layout,
        List<LevelIndex> levels,
        List<GroupLevels> groups,
        List<FixedColumn> fixed,
        List<RandomFactor> factors,
        ResponseFacts response,
        RowCounts rows,
        Optional<RowFingerprint> fingerprint,
        List<String> concerns) {

    /** Copies the lists. */
    DesignParts {
        levels = List.copyOf(levels);
        groups = List.copyOf(groups);
        fixed = List.copyOf(fixed);
        factors = List.copyOf(factors);
        concerns = List.copyOf(concerns);
    }
}
