package org.multilevel.data;

import java.util.concurrent.atomic.AtomicInteger;

/** Cancels after it has been asked a number of times whether to go on. */
public final class CancelAfter implements Progress {
    private final AtomicInteger left;

    public CancelAfter(int checks) {
        this.left = new AtomicInteger(checks);
    }

    @Override
    public void report(String activity, double fraction) {}

    @Override
    public boolean isCancelled() {
        return left.getAndDecrement() <= 0;
    }
}
