package org.multilevel.fit.leastsquares;

/** What one task needs beside its results while it works through nodes; lent by a {@link BlockedWorkspace}. */
final class NodeScratch {
    /** Blocks of at most q x q of the widest node. */
    final double[] a;

    final double[] b;
    final double[] c;
    /** V_ii. */
    final double[] own;
    /** V_is, and Y = L^-T R, of the longest row. */
    final double[] row;

    final double[] y;

    NodeScratch(int widest, int longestRow) {
        a = new double[widest * widest];
        b = new double[widest * widest];
        c = new double[widest * widest];
        own = new double[widest * widest];
        row = new double[longestRow];
        y = new double[longestRow];
    }
}
