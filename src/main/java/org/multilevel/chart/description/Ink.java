package org.multilevel.chart.description;

/**
 * How a mark is coloured, whatever the theme.
 *
 * @param tone what the colour says
 * @param number which of the colours that are told apart; 0 with other tones
 * @param opacity from 0, not to be seen, to 1, which covers what lies behind
 */
public record Ink(Tone tone, int number, double opacity) {
    /** How many colours of {@link Tone#SERIES} can be told apart; further ones begin again. */
    public static final int COLOURS = 8;

    /** What a chart is about. */
    public static final Ink MAIN = new Ink(Tone.MAIN, 0, 1);

    /** What stands out. */
    public static final Ink ACCENT = new Ink(Tone.ACCENT, 0, 1);

    /** What is there for comparison. */
    public static final Ink MUTED = new Ink(Tone.MUTED, 0, 1);

    /** Returns one of the colours that are told apart, counted from 0. */
    public static Ink series(int number) {
        return new Ink(Tone.SERIES, number % COLOURS, 1);
    }

    /** Returns this ink with another opacity. */
    public Ink withOpacity(double opacity) {
        return new Ink(tone, number, opacity);
    }
}
