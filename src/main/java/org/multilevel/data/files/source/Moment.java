package org.multilevel.data.files.source;

import java.time.LocalDate;

/**
 * How a format counts time; a table counts all of them in days since 1970-01-01.
 *
 * @param perDay how many of the format's units make a day
 * @param zero the day at which the format starts to count, in days since 1970-01-01
 */
public record Moment(double perDay, long zero) {
    public static final Moment STATA_DAYS = since(1960, 1, 1, 1);
    public static final Moment STATA_MILLISECONDS = since(1960, 1, 1, 86_400_000);
    public static final Moment SAS_DAYS = since(1960, 1, 1, 1);
    public static final Moment SAS_SECONDS = since(1960, 1, 1, 86_400);
    /** The day on which the Gregorian calendar was introduced. */
    public static final Moment SPSS_SECONDS = since(1582, 10, 14, 86_400);

    public static final Moment DAYS = new Moment(1, 0);

    public static Moment since(int year, int month, int day, double perDay) {
        return new Moment(perDay, LocalDate.of(year, month, day).toEpochDay());
    }

    /** Returns the days since 1970-01-01, with a fraction for the time of the day. */
    public double days(double value) {
        return value / perDay + zero;
    }
}
