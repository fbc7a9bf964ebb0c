package org.multilevel.inference;

import java.util.Locale;

/** How sentences, summaries and charts write how many there are. */
public final class Counts {
    private Counts() {}

    /** Returns a number with commas between thousands. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a number and what is counted, as in "1 row" and "2,500 rows". */
    public static String of(long number, String what) {
        return of(number) + " " + what + (number == 1 ? "" : "s");
    }
}
