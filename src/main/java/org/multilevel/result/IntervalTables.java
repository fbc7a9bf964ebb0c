package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParameterInterval;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.intervals.ProfilePoint;

/** The tables and the text of intervals for all parameters; the same in every host. */
public final class IntervalTables {
    private static final int INDENT = 10;

    private static final TableDefinition<List<ParameterInterval>> INTERVALS_TABLE =
            TableDefinition.<List<ParameterInterval>>named("intervals")
                    .text("parameter", (rows, i) -> rows.get(i).parameter())
                    .real("estimate", (rows, i) -> rows.get(i).estimate())
                    .real("lower", (rows, i) -> rows.get(i).lower())
                    .real("upper", (rows, i) -> rows.get(i).upper())
                    .text("method", (rows, i) -> rows.get(i).method())
                    .real("std_error", (rows, i) -> rows.get(i).standardError());

    private static final TableDefinition<List<ProfilePoint>> PROFILE_TABLE = TableDefinition.<List<ProfilePoint>>named(
                    "profile")
            .text("parameter", (rows, i) -> rows.get(i).parameter())
            .real("value", (rows, i) -> rows.get(i).value())
            .real("rise", (rows, i) -> rows.get(i).rise())
            .real("zeta", (rows, i) -> rows.get(i).zeta());

    private static final TableDefinition<ParametricBootstrap> REPLICATES_TABLE =
            TableDefinition.<ParametricBootstrap>named("replicates")
                    .whole("replicate", (drawn, i) -> i / drawn.names().size() + 1L)
                    .text(
                            "parameter",
                            (drawn, i) -> drawn.names().get(i % drawn.names().size()))
                    .real(
                            "value",
                            (drawn, i) -> drawn.value(
                                    i / drawn.names().size(), i % drawn.names().size()));

    /** What {@link #intervals} looks like for any model. */
    public static final TableSchema INTERVALS = INTERVALS_TABLE.schema();

    /** What {@link #profile} looks like for any model. */
    public static final TableSchema PROFILE = PROFILE_TABLE.schema();

    /** What {@link #replicates} looks like for any model. */
    public static final TableSchema REPLICATES = REPLICATES_TABLE.schema();

    private IntervalTables() {}

    /** Returns the interval of every parameter. */
    public static ResultTable intervals(IntervalEstimates estimates) {
        return INTERVALS_TABLE.table(
                estimates.intervals(), estimates.intervals().size());
    }

    /** Returns the points of every profile. */
    public static ResultTable profile(IntervalEstimates estimates) {
        return PROFILE_TABLE.table(estimates.profile(), estimates.profile().size());
    }

    /** Returns {@code replicates}: replicate (from 1), parameter, value (missing where a replicate has none); replicate by replicate. */
    public static ResultTable replicates(ParametricBootstrap bootstrap) {
        return REPLICATES_TABLE.table(
                bootstrap,
                Math.multiplyExact(bootstrap.replicates(), bootstrap.names().size()));
    }

    private static boolean isExact(IntervalEstimates estimates) {
        return estimates.intervals().stream()
                .noneMatch(interval -> interval.method().equals("profile"));
    }

    /**
     * Returns the intervals as text: lines that end with a newline.
     *
     * @param percent the level as people write it
     * @param digits significant digits
     */
    public static String text(IntervalEstimates estimates, String percent, int digits) {
        List<String> lines = new ArrayList<>();
        lines.add(percent + " intervals, "
                + switch (estimates.method()) {
                    case WALD -> "Wald (estimate and standard error)";
                    case PROFILE -> isExact(estimates) ? "exact (Student's t and chi-squared)" : "profile likelihood";
                    case BOOTSTRAP ->
                        "parametric " + estimates.intervals().get(0).method();
                });
        List<List<String>> rows = new ArrayList<>();
        for (ParameterInterval interval : estimates.intervals()) {
            Decimals decimals =
                    Decimals.showing(new double[] {interval.estimate(), interval.lower(), interval.upper()}, digits);
            rows.add(List.of(
                    interval.parameter(),
                    decimals.text(interval.estimate()),
                    decimals.text(interval.lower()),
                    decimals.text(interval.upper())));
        }
        lines.addAll(TextLayout.table(
                List.of("Parameter", "estimate", "lower", "upper"), List.of(true, false, false, false), rows));
        if (!estimates.notes().isEmpty()) {
            lines.add("");
        }
        estimates.notes().forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }
}
