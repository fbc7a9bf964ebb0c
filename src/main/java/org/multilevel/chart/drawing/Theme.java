package org.multilevel.chart.drawing;

import java.awt.Color;
import java.util.List;
import org.multilevel.chart.description.Ink;

/** The colours of a chart, for a light page or a dark one. */
public enum Theme {
    /**
     * Dark on white, with the palette of Okabe and Ito (2008), which colour-blind readers tell apart, and three more that differ in
     * lightness.
     */
    LIGHT(
            new Color(0xFFFFFF),
            new Color(0x1D2730),
            new Color(0x4F5B66),
            new Color(0xE3E7EB),
            new Color(0x7C8894),
            new Color(0x0072B2),
            new Color(0xD55E00),
            List.of(
                    new Color(0x0072B2),
                    new Color(0xE69F00),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0x56B4E9),
                    new Color(0x8C6D31),
                    new Color(0x5F4B8B),
                    new Color(0x444444))),
    /** The same hues, light enough to be read on a dark page. */
    DARK(
            new Color(0x14191E),
            new Color(0xE6EBEF),
            new Color(0xA3B0BB),
            new Color(0x2C353D),
            new Color(0x8A96A0),
            new Color(0x56B4E9),
            new Color(0xFF8B4A),
            List.of(
                    new Color(0x56B4E9),
                    new Color(0xE69F00),
                    new Color(0x2BC49B),
                    new Color(0xE396C2),
                    new Color(0xA8D8F5),
                    new Color(0xC9A45C),
                    new Color(0xAB9BE3),
                    new Color(0xCFCFCF)));

    private final Color page;
    private final Color text;
    private final Color faint;
    private final Color grid;
    private final Color muted;
    private final Color main;
    private final Color accent;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives lists that nobody can change
    private final List<Color> series;

    Theme(Color page, Color text, Color faint, Color grid, Color muted, Color main, Color accent, List<Color> series) {
        this.page = page;
        this.text = text;
        this.faint = faint;
        this.grid = grid;
        this.muted = muted;
        this.main = main;
        this.accent = accent;
        this.series = series;
    }

    Color page() {
        return page;
    }

    Color text() {
        return text;
    }

    Color faint() {
        return faint;
    }

    Color grid() {
        return grid;
    }

    Color muted() {
        return muted;
    }

    /** Returns the colour of an ink, as opaque as it says. */
    Color colour(Ink ink) {
        Color full = switch (ink.tone()) {
            case MAIN -> main;
            case ACCENT -> accent;
            case MUTED -> muted;
            case SERIES -> series.get(ink.number() % series.size());
        };
        int alpha = (int) Math.round(255 * Math.max(0, Math.min(1, ink.opacity())));
        return new Color(full.getRed(), full.getGreen(), full.getBlue(), alpha);
    }

    /** Returns the opaque colour that an ink has on an empty page. */
    Color tint(Ink ink) {
        Color full = colour(ink.withOpacity(1));
        return new Color(
                mixed(full.getRed(), page.getRed(), ink.opacity()),
                mixed(full.getGreen(), page.getGreen(), ink.opacity()),
                mixed(full.getBlue(), page.getBlue(), ink.opacity()));
    }

    private static int mixed(int above, int below, double opacity) {
        return (int) Math.round(opacity * above + (1 - opacity) * below);
    }
}
