package org.multilevel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.chart.picture.PictureRequest;

/** Writes a picture as a page draws it: what was asked for, and the chart number by number in columns, with the labels of the groups that occur. */
final class PictureContent {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** More digits than anyone sees, of a number and of how far apart the numbers of an axis lie. */
    private static final int DIGITS = 6;

    /** What counts on the horizontal axis; all else but numbers of rows counts on the vertical one, or across where intervals lie. */
    private static final Set<Value> ACROSS = EnumSet.of(Value.X, Value.FROM_X);

    /** What a straight line may miss by rounding, in units of the last place. */
    private static final int ROUNDING = 8;

    /** Relative to the height of a line; points in between need not be written where it is straight. */
    private static final double STRAIGHT = 1e-9;

    private final PictureRequest request;
    private final ChartDescription chart;
    private final Map<Integer, Integer> groups = new TreeMap<>();
    private final List<String> labels = new ArrayList<>();
    /** How far the numbers of each axis lie apart. */
    private final double across;

    private final double up;

    private PictureContent(DescribedPicture picture) {
        this.request = picture.request();
        this.chart = picture.chart();
        this.across = spread(ACROSS);
        this.up = spread(EnumSet.complementOf(
                EnumSet.of(Value.X, Value.FROM_X, Value.COUNT, Value.ROW, Value.GROUP, Value.NAME)));
    }

    private double spread(Set<Value> values) {
        DoubleSummaryStatistics found = chart.marks().stream()
                .flatMap(mark -> mark instanceof Mark.Lines lines
                        ? lines.paths().stream().flatMap(path -> path.points().stream())
                        : mark.data().stream())
                .flatMapToDouble(datum -> values.stream().mapToDouble(datum::number))
                .filter(Double::isFinite)
                .summaryStatistics();
        return found.getCount() == 0 ? 0 : found.getMax() - found.getMin();
    }

    static Map<String, Object> of(DescribedPicture picture) {
        return new PictureContent(picture).content();
    }

    /** Returns a picture as JSON in ASCII. */
    static String text(DescribedPicture picture) {
        try {
            return MAPPER.writeValueAsString(of(picture));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written as JSON.", e);
        }
    }

    /**
     * Returns what a text holds that {@link #text} has written.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no part of a report.", e);
        }
    }

    private Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kind", request.kind().text());
        content.put("term", request.term().orElse(""));
        content.put("title", chart.title());
        content.put("sentences", chart.sentences());
        content.put("horizontal", axis(chart.horizontal()));
        content.put("vertical", axis(chart.vertical()));
        content.put("marks", chart.marks().stream().map(this::mark).toList());
        content.put("factor", chart.groups().factor());
        content.put("labels", labels);
        return content;
    }

    private static Map<String, Object> axis(Axis axis) {
        if (axis instanceof Axis.Names names) {
            return Map.of("title", names.title(), "names", names.names());
        }
        return axis instanceof Axis.Ratios
                ? Map.of("title", axis.title(), "ratios", true)
                : Map.of("title", axis.title());
    }

    private Map<String, Object> mark(Mark mark) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kind", mark.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (mark instanceof Mark.Rule rule) {
            content.put("vertical", rule.vertical());
            content.put("at", rule.at());
            return content;
        }
        content.put("name", mark.name());
        content.put("tone", mark.ink().tone().name().toLowerCase(Locale.ROOT));
        content.put("number", mark.ink().number());
        content.put("opacity", mark.ink().opacity());
        content.put(
                "hint", mark.hint().pieces().stream().map(PictureContent::piece).toList());
        if (mark instanceof Mark.Points points) {
            content.put("size", points.size());
        } else if (mark instanceof Mark.Lines lines) {
            content.put("width", lines.width());
            content.put("dashed", lines.dashed());
            content.put("paths", lines.paths().stream().map(this::path).toList());
            return content;
        } else if (mark instanceof Mark.Intervals intervals) {
            content.put("horizontal", intervals.horizontal());
            content.put("width", intervals.width());
            content.put("size", intervals.size());
        } else if (mark instanceof Mark.Arrows arrows) {
            content.put("width", arrows.width());
        }
        content.putAll(columns(mark.data()));
        return content;
    }

    private static Map<String, String> piece(Hint.Piece piece) {
        return piece.value()
                .map(value -> Map.of("value", value.name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> Map.of("text", piece.text()));
    }

    private Map<String, Object> path(Path path) {
        List<Datum.Point> corners = corners(path.points());
        return Map.of(
                "group", group(path.group()),
                "x", numbers(corners, Value.X),
                "y", numbers(corners, Value.Y));
    }

    /** A straight line is known by its ends. */
    private static List<Datum.Point> corners(List<Datum.Point> points) {
        if (points.size() < 3) {
            return points;
        }
        Datum.Point first = points.get(0);
        Datum.Point last = points.get(points.size() - 1);
        double slope = (last.y() - first.y()) / (last.x() - first.x());
        DoubleSummaryStatistics heights =
                points.stream().mapToDouble(Datum.Point::y).summaryStatistics();
        double largest = Math.max(Math.abs(heights.getMin()), Math.abs(heights.getMax()));
        double least = STRAIGHT * (heights.getMax() - heights.getMin()) + ROUNDING * Math.ulp(largest);
        boolean isStraight = points.stream()
                .allMatch(point -> Math.abs(first.y() + slope * (point.x() - first.x()) - point.y()) <= least);
        return isStraight ? List.of(first, last) : points;
    }

    /** Returns the columns of what data of one kind can tell; where a datum lies on an axis of names is known by its place. */
    private Map<String, Object> columns(List<? extends Datum> data) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Value value : Value.values()) {
            if (value == Value.GROUP) {
                columns.put(
                        "group",
                        data.stream().mapToInt(datum -> group(datum.group())).toArray());
            } else if (value != Value.NAME && data.stream().anyMatch(datum -> !Double.isNaN(datum.number(value)))) {
                columns.put(value.name().toLowerCase(Locale.ROOT), numbers(data, value));
            }
        }
        return columns;
    }

    private double[] numbers(List<? extends Datum> data, Value value) {
        double spread = ACROSS.contains(value) ? across : up;
        return data.stream()
                .mapToDouble(datum -> value == Value.ROW ? datum.number(value) : rounded(datum.number(value), spread))
                .toArray();
    }

    /** Numbers that lie far from 0 beside their spread keep the digits in which they differ. */
    private static double rounded(double value, double spread) {
        if (!Double.isFinite(value) || value == 0) {
            return value;
        }
        BigDecimal exact = new BigDecimal(value);
        int places = places(exact);
        return exact.setScale(
                        spread > 0 ? Math.max(places, places(new BigDecimal(spread))) : places, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** Returns how many decimal places a number with so many digits has. */
    private static int places(BigDecimal value) {
        return DIGITS - (value.precision() - value.scale());
    }

    /** Groups are numbered as they come, since a picture of some needs no labels of all. */
    private int group(int number) {
        if (number == Datum.NONE) {
            return Datum.NONE;
        }
        return groups.computeIfAbsent(number, any -> {
            labels.add(chart.groups().labels().get(number));
            return labels.size() - 1;
        });
    }
}
