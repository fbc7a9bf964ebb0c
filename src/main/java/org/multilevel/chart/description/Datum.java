package org.multilevel.chart.description;

/** One thing that a mark shows; the mouse can ask for it. */
public sealed interface Datum {
    /** The row of data that are none, and the group of data that belong to none. */
    int NONE = -1;

    /** Returns the number of its group, or {@link #NONE}. */
    int group();

    /** Returns a number of it, NaN where it has no such number; of a row its position from 0, of a group its number. */
    double number(Value value);

    /**
     * A point.
     *
     * @param row its 0-based position in the table, or {@link #NONE}
     * @param group the number of its group, or {@link #NONE}
     */
    record Point(double x, double y, long row, int group) implements Datum {
        /** Returns a point that is no row. */
        public static Point of(double x, double y, int group) {
            return new Point(x, y, NONE, group);
        }

        @Override
        public double number(Value value) {
            return switch (value) {
                case X -> x;
                case Y -> y;
                case ROW -> row;
                case GROUP -> group;
                default -> Double.NaN;
            };
        }
    }

    /**
     * An interval or a place of a band: a place on one axis, and a middle and two ends on the other.
     *
     * @param at the place
     * @param middle such as an estimate
     */
    record Span(double at, double middle, double low, double high, int group) implements Datum {
        @Override
        public double number(Value value) {
            return switch (value) {
                case X, NAME -> at;
                case Y -> middle;
                case LOW -> low;
                case HIGH -> high;
                case GROUP -> group;
                default -> Double.NaN;
            };
        }
    }

    /**
     * A box with whiskers.
     *
     * @param at its place on the horizontal axis
     * @param values how many it stands for
     */
    record Box(
            double at,
            double low,
            double lowerQuartile,
            double median,
            double upperQuartile,
            double high,
            long values,
            int group)
            implements Datum {
        @Override
        public double number(Value value) {
            return switch (value) {
                case X, NAME -> at;
                case Y -> median;
                case LOW -> low;
                case HIGH -> high;
                case LOWER_QUARTILE -> lowerQuartile;
                case UPPER_QUARTILE -> upperQuartile;
                case COUNT -> values;
                case GROUP -> group;
                default -> Double.NaN;
            };
        }
    }

    /** An arrow. */
    record Arrow(double fromX, double fromY, double x, double y, int group) implements Datum {
        @Override
        public double number(Value value) {
            return switch (value) {
                case FROM_X -> fromX;
                case FROM_Y -> fromY;
                case X -> x;
                case Y -> y;
                case GROUP -> group;
                default -> Double.NaN;
            };
        }
    }

    /** A bar that lies along the horizontal axis, at a place of the vertical one. */
    record Bar(double at, double low, double high) implements Datum {
        @Override
        public int group() {
            return NONE;
        }

        @Override
        public double number(Value value) {
            return switch (value) {
                case X -> high - low;
                case Y, NAME -> at;
                case LOW -> low;
                case HIGH -> high;
                default -> Double.NaN;
            };
        }
    }
}
