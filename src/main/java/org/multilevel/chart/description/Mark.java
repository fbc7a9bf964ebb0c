package org.multilevel.chart.description;

import java.util.List;

/** Data that are drawn in one way; later marks of a chart cover earlier ones. */
public sealed interface Mark {
    /** Returns what the legend calls it; empty for nothing. Marks of one name share an entry. */
    String name();

    /** Returns how it is coloured. */
    Ink ink();

    /** Returns what the mouse is told. */
    Hint hint();

    /** Returns all that it shows. */
    List<? extends Datum> data();

    /**
     * Dots.
     *
     * @param size their diameter in units of the page
     */
    record Points(String name, Ink ink, Hint hint, double size, List<Datum.Point> data) implements Mark {
        /** Copies the data. */
        public Points {
            data = List.copyOf(data);
        }
    }

    /**
     * Lines; one of a single point is a dot.
     *
     * @param width in units of the page
     */
    record Lines(String name, Ink ink, Hint hint, double width, boolean dashed, List<Path> paths) implements Mark {
        /** Copies the paths. */
        public Lines {
            paths = List.copyOf(paths);
        }

        @Override
        public List<Datum.Point> data() {
            return paths.stream().flatMap(path -> path.points().stream()).toList();
        }
    }

    /** The area between two ends, over the horizontal axis. */
    record Band(String name, Ink ink, Hint hint, List<Datum.Span> data) implements Mark {
        /** Copies the data. */
        public Band {
            data = List.copyOf(data);
        }
    }

    /**
     * Intervals: lines from one end to the other, with the middle as a dot.
     *
     * @param horizontal whether they lie along the horizontal axis, at places of the vertical one
     * @param width of the lines
     * @param size diameter of the dots, 0 for none
     */
    record Intervals(
            String name, Ink ink, Hint hint, boolean horizontal, double width, double size, List<Datum.Span> data)
            implements Mark {
        /** Copies the data. */
        public Intervals {
            data = List.copyOf(data);
        }
    }

    /** Boxes with whiskers, upright. */
    record Boxes(String name, Ink ink, Hint hint, List<Datum.Box> data) implements Mark {
        /** Copies the data. */
        public Boxes {
            data = List.copyOf(data);
        }
    }

    /** Arrows. */
    record Arrows(String name, Ink ink, Hint hint, double width, List<Datum.Arrow> data) implements Mark {
        /** Copies the data. */
        public Arrows {
            data = List.copyOf(data);
        }
    }

    /** Bars that lie along the horizontal axis. */
    record Bars(String name, Ink ink, Hint hint, List<Datum.Bar> data) implements Mark {
        /** Copies the data. */
        public Bars {
            data = List.copyOf(data);
        }
    }

    /**
     * A line across the whole chart, such as at zero.
     *
     * @param vertical whether it stands upright
     */
    record Rule(boolean vertical, double at) implements Mark {
        @Override
        public String name() {
            return "";
        }

        @Override
        public Ink ink() {
            return Ink.MUTED;
        }

        @Override
        public Hint hint() {
            return Hint.NONE;
        }

        @Override
        public List<Datum> data() {
            return List.of();
        }
    }
}
