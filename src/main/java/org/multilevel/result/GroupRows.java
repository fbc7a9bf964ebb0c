package org.multilevel.result;

import java.util.List;
import org.multilevel.inference.shares.Reliability;
import org.multilevel.model.GroupingFactor;

/** Finds factor, level and column of a row of the group effects without an object per row. */
final class GroupRows {
    private final List<GroupingFactor> factors;
    private final int[] firstRow;

    GroupRows(List<GroupingFactor> factors) {
        this.factors = factors;
        this.firstRow = new int[factors.size() + 1];
        for (int f = 0; f < factors.size(); f++) {
            firstRow[f + 1] = Math.addExact(
                    firstRow[f],
                    Math.multiplyExact(factors.get(f).size(), factors.get(f).width()));
        }
    }

    int count() {
        return firstRow[factors.size()];
    }

    String group(int row) {
        return factor(row).name();
    }

    String level(int row) {
        return factor(row).level(levelIndex(row));
    }

    String term(int row) {
        return factor(row).column(columnIndex(row));
    }

    double effect(int row) {
        return factor(row).effect(levelIndex(row), columnIndex(row));
    }

    double conditionalSd(int row) {
        return factor(row).conditionalSd(levelIndex(row), columnIndex(row));
    }

    double coefficient(int row) {
        return factor(row).coefficient(levelIndex(row), columnIndex(row));
    }

    double reliability(int row) {
        return Reliability.of(factor(row)).of(levelIndex(row), columnIndex(row));
    }

    private GroupingFactor factor(int row) {
        return factors.get(position(row));
    }

    private int levelIndex(int row) {
        int f = position(row);
        return (row - firstRow[f]) / factors.get(f).width();
    }

    private int columnIndex(int row) {
        int f = position(row);
        return (row - firstRow[f]) % factors.get(f).width();
    }

    private int position(int row) {
        int f = 0;
        while (row >= firstRow[f + 1]) {
            f++;
        }
        return f;
    }
}
