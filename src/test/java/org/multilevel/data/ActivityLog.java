package org.multilevel.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is told of the activity, and never cancels; may be told by many threads. */
public final class ActivityLog implements Progress {
    private final List<String> activities = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void report(String activity, double fraction) {
        activities.add(activity);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    /** Returns all activities so far, in the order in which they were told. */
    public List<String> activities() {
        return List.copyOf(activities);
    }
}
