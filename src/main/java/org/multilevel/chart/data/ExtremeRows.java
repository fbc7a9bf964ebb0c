package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the rows of a stream that come last in an order, as many as fit; of equals the first. */
final class ExtremeRows {
    private final int capacity;
    private final Comparator<RowPoint> order;
    private final PriorityQueue<RowPoint> leastFirst;

    /**
     * Creates an empty collection.
     *
     * @param order what is kept comes last in it
     */
    ExtremeRows(int capacity, Comparator<RowPoint> order) {
        this.capacity = capacity;
        this.order = order;
        this.leastFirst = new PriorityQueue<>(order);
    }

    void add(long row, int level, double x, double y) {
        RowPoint point = new RowPoint(row, level, -1, x, y);
        if (leastFirst.size() < capacity) {
            leastFirst.add(point);
            return;
        }
        RowPoint least = leastFirst.peek();
        if (least != null && order.compare(point, least) > 0) {
            leastFirst.poll();
            leastFirst.add(point);
        }
    }

    /** Returns the rows kept, in the order. */
    List<RowPoint> points() {
        List<RowPoint> points = new ArrayList<>(leastFirst);
        points.sort(order);
        return points;
    }
}
