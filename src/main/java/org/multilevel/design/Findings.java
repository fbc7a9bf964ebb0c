package org.multilevel.design;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.data.levels.GroupSet;
import org.multilevel.data.levels.LevelSet;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.expression.ColumnRange;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.Moments;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.formula.Expression;

/**
 * What a survey counted and found in the rows of a table or of a part of it.
 *
 * @param fingerprint of the rows used
 * @param response of the response less the offset
 * @param columns by the number of a product of {@link BoundFormula#products} its moments
 * @param levels by the number of a factor variable its levels
 * @param groups by the number of a grouping factor its levels
 * @param ranges by the number of a covariate its mean and ends
 * @param compared by the number of a column that is only compared with texts its levels
 * @param beyond by the number of a numeric variable how many values it was not made for
 */
record Findings(
        RowCounts rows,
        RowFingerprint fingerprint,
        Moments response,
        List<Moments> columns,
        List<LevelSet> levels,
        List<GroupSet> groups,
        List<ColumnRange> ranges,
        List<LevelSet> compared,
        List<Long> beyond) {

    /** Copies the lists. */
    Findings {
        columns = List.copyOf(columns);
        levels = List.copyOf(levels);
        groups = List.copyOf(groups);
        ranges = List.copyOf(ranges);
        compared = List.copyOf(compared);
        beyond = List.copyOf(beyond);
    }

    /** Returns what is found in these rows and those of another part of the table, which are the later ones. */
    Findings plus(Findings other, BoundFormula bound) {
        List<Moments> allColumns = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            allColumns.add(columns.get(k).plus(other.columns.get(k)));
        }
        List<LevelSet> allLevels = new ArrayList<>();
        for (int f = 0; f < levels.size(); f++) {
            String name = Expressions.label(bound.variables().factors().get(f));
            allLevels.add(levels.get(f).plus(other.levels.get(f), name));
        }
        List<GroupSet> allGroups = new ArrayList<>();
        for (int f = 0; f < groups.size(); f++) {
            List<String> names =
                    bound.groups().get(f).stream().map(Expression.Column::name).toList();
            allGroups.add(groups.get(f).plus(other.groups.get(f), names));
        }
        List<ColumnRange> allRanges = new ArrayList<>();
        for (int k = 0; k < ranges.size(); k++) {
            allRanges.add(ranges.get(k).plus(other.ranges.get(k)));
        }
        List<LevelSet> allCompared = new ArrayList<>();
        for (int k = 0; k < compared.size(); k++) {
            allCompared.add(compared.get(k)
                    .plus(other.compared.get(k), bound.comparedColumns().get(k)));
        }
        List<Long> allBeyond = new ArrayList<>();
        for (int k = 0; k < beyond.size(); k++) {
            allBeyond.add(beyond.get(k) + other.beyond.get(k));
        }
        return new Findings(
                rows.plus(other.rows, RowFilter.reasons(bound.inputs().all())),
                fingerprint.plus(other.fingerprint),
                response.plus(other.response),
                allColumns,
                allLevels,
                allGroups,
                allRanges,
                allCompared,
                allBeyond);
    }

    /** Returns the same with other levels of the grouping factors. */
    Findings withGroups(List<GroupSet> others) {
        return new Findings(rows, fingerprint, response, columns, levels, others, ranges, compared, beyond);
    }

    void writeTo(PartWriter out) throws IOException {
        out.whole(rows.read());
        out.whole(rows.used());
        out.integer(rows.dropped().size());
        for (Map.Entry<String, Long> reason : rows.dropped().entrySet()) {
            out.text(reason.getKey());
            out.whole(reason.getValue());
        }
        out.whole(fingerprint.sum());
        response.writeTo(out);
        for (Moments column : columns) {
            column.writeTo(out);
        }
        for (LevelSet set : levels) {
            set.writeTo(out);
        }
        for (GroupSet set : groups) {
            set.writeTo(out);
        }
        for (ColumnRange range : ranges) {
            range.writeTo(out);
        }
        for (LevelSet set : compared) {
            set.writeTo(out);
        }
        for (long count : beyond) {
            out.whole(count);
        }
    }

    /** Reads what {@link #writeTo} wrote for the same formula on the same columns. */
    static Findings readFrom(PartReader in, BoundFormula bound) throws IOException {
        RowCounts rows = readRows(in, RowFilter.reasons(bound.inputs().all()));
        RowFingerprint fingerprint = new RowFingerprint(in.whole());
        Moments response = readMoments(in, rows.used());
        List<Moments> columns = new ArrayList<>();
        for (int k = 0; k < bound.products().size(); k++) {
            columns.add(readMoments(in, rows.used()));
        }
        List<LevelSet> levels = new ArrayList<>();
        for (int f = 0; f < bound.variables().factors().size(); f++) {
            levels.add(LevelSet.readFrom(in));
        }
        List<GroupSet> groups = new ArrayList<>();
        for (List<Expression.Column> group : bound.groups()) {
            groups.add(GroupSet.readFrom(in, group.size()));
        }
        List<ColumnRange> ranges = new ArrayList<>();
        for (int k = 0; k < bound.covariates().size(); k++) {
            ColumnRange range = ColumnRange.readFrom(in);
            if (range.count() != rows.used()) {
                throw in.damaged("a mean and range are not those of their rows");
            }
            ranges.add(range);
        }
        List<LevelSet> compared = new ArrayList<>();
        for (int k = 0; k < bound.comparedColumns().size(); k++) {
            compared.add(LevelSet.readFrom(in));
        }
        List<Long> beyond = new ArrayList<>();
        for (int k = 0; k < bound.variables().numeric().size(); k++) {
            beyond.add(in.wholeCount());
        }
        return new Findings(rows, fingerprint, response, columns, levels, groups, ranges, compared, beyond);
    }

    private static Moments readMoments(PartReader in, long rows) throws IOException {
        Moments moments = Moments.readFrom(in);
        if (moments.count() != rows) {
            throw in.damaged("a mean and spread are not those of their rows");
        }
        return moments;
    }

    private static RowCounts readRows(PartReader in, List<String> reasons) throws IOException {
        long read = in.wholeCount();
        long used = in.wholeCount();
        int n = in.count();
        Map<String, Long> dropped = new LinkedHashMap<>();
        long left = read - used;
        for (int k = 0; k < n; k++) {
            String reason = in.text();
            long count = in.wholeCount();
            if (!reasons.contains(reason) || dropped.put(reason, count) != null || count > left) {
                throw in.damaged("their counts of rows contradict one another");
            }
            left -= count;
        }
        if (left != 0) {
            throw in.damaged("their counts of rows contradict one another");
        }
        return new RowCounts(read, used, dropped);
    }
}
