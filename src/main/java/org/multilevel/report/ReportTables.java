package org.multilevel.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.multilevel.model.GroupingFactor;
import org.multilevel.report.ReportContent.Answer;
import org.multilevel.report.ReportContent.Factor;
import org.multilevel.report.ReportContent.Table;
import org.multilevel.report.ReportContent.TableColumn;
import org.multilevel.report.ReportContent.Term;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;

/** Copies result tables and group effects into a document. */
final class ReportTables {
    private ReportTables() {}

    static Table table(ResultTable table) {
        int rows = table.rowCount();
        return new Table(
                rows,
                table.columns().stream().map(column -> column(column, rows)).toList());
    }

    static Answer answer(ResultTable table) {
        return new Answer(table.name(), table(table));
    }

    private static TableColumn column(ResultColumn column, int rows) {
        IntStream range = IntStream.range(0, rows);
        if (column instanceof ResultColumn.Real real) {
            return new TableColumn(
                    real.name(), "number", range.mapToDouble(real.cells()).toArray());
        }
        if (column instanceof ResultColumn.Whole whole) {
            return new TableColumn(
                    whole.name(), "number", range.mapToLong(whole.cells()).toArray());
        }
        return new TableColumn(
                column.name(), "text", range.mapToObj(column::text).toArray(String[]::new));
    }

    /** Returns the effects of a factor, of the most outstanding levels only where it has more than so many. */
    static Factor factor(GroupingFactor factor, int mostLevels) {
        int[] levels = factor.size() <= mostLevels
                ? IntStream.range(0, factor.size()).toArray()
                : outstanding(factor, mostLevels);
        return new Factor(
                factor.name(),
                factor.size(),
                Arrays.stream(levels).mapToObj(factor::level).toList(),
                leftOut(factor, levels.length),
                IntStream.range(0, factor.width())
                        .mapToObj(k -> term(factor, k, levels))
                        .toList());
    }

    private static Term term(GroupingFactor factor, int k, int[] levels) {
        return new Term(
                factor.column(k),
                factor.standardDeviation(k),
                values(levels, g -> factor.effect(g, k)),
                values(levels, g -> factor.conditionalSd(g, k)),
                values(levels, g -> factor.coefficient(g, k)));
    }

    private static double[] values(int[] levels, IntToDoubleFunction value) {
        return Arrays.stream(levels).mapToDouble(value).toArray();
    }

    /** Levels in the order of the factor; those with equal effects are taken in that order too. */
    private static int[] outstanding(GroupingFactor factor, int number) {
        double[] distances = IntStream.range(0, factor.size())
                .mapToDouble(g -> distance(factor, g))
                .toArray();
        return IntStream.range(0, factor.size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> -distances[g]))
                .limit(number)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** How far the effects of a level lie from zero, in standard deviations, at the term where that is most. */
    private static double distance(GroupingFactor factor, int g) {
        double most = 0;
        for (int k = 0; k < factor.width(); k++) {
            if (factor.standardDeviation(k) > 0) {
                most = Math.max(most, Math.abs(factor.effect(g, k)) / factor.standardDeviation(k));
            }
        }
        return most;
    }

    private static String leftOut(GroupingFactor factor, int shown) {
        return shown == factor.size()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Shown are the %,d of %,d levels of %s whose effects lie furthest from zero; the other %,d are in the table"
                                + " group_effects.",
                        shown,
                        factor.size(),
                        factor.name(),
                        factor.size() - shown);
    }
}
