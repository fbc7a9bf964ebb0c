package org.multilevel.chart.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Words;
import org.multilevel.data.PendingFile;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/** A figure that can be shown in a window or written as SVG or PNG, the same on every run. */
public final class Chart {
    /** Pixels of a PNG picture for each unit of its size, so that it stays sharp in print and on fine screens. */
    private static final int SHARPNESS = 2;

    private static final String SVG = ".svg";
    private static final String PNG = ".png";

    private final String title;
    private final JFreeChart chart;

    private Chart(String title, JFreeChart chart) {
        this.title = title;
        this.chart = chart;
    }

    /** Draws a description, dark on white. */
    public static Chart of(ChartDescription description) {
        return of(description, Theme.LIGHT);
    }

    /** Draws a description in the colours of a theme. */
    public static Chart of(ChartDescription description, Theme theme) {
        return new Chart(Words.name(description.title()), Drawing.of(description, theme));
    }

    /** Returns the title, which stands above the chart too. */
    public String title() {
        return title;
    }

    /** Returns the chart as an SVG document. */
    public synchronized String svg(int width, int height) {
        return withFonts(() -> drawnAsSvg(width, height));
    }

    private String drawnAsSvg(int width, int height) {
        SVGGraphics2D svg = new SVGGraphics2D(width, height);
        // The names of definitions would else hold the time.
        svg.setDefsKeyPrefix("chart");
        svg.setGeomDoubleConverter(Chart::coordinate);
        svg.setTransformDoubleConverter(Chart::coordinate);
        chart.draw(svg, new Rectangle2D.Double(0, 0, width, height));
        String document = svg.getSVGDocument();
        svg.dispose();
        return titled(document);
    }

    /** Gives the picture a title for those who hear it, where it stands in a page. */
    private String titled(String document) {
        return document.replaceFirst(
                "<svg ([^>]*)>",
                Matcher.quoteReplacement("<svg role=\"img\" ") + "$1>"
                        + Matcher.quoteReplacement("<title>" + escaped(title) + "</title>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns the chart as a PNG file, with two pixels for each unit of width and height. */
    public synchronized byte[] png(int width, int height) {
        return withFonts(() -> drawnAsPng(width, height));
    }

    /** Returns the chart as an image, with two pixels for each unit of width and height. */
    public synchronized BufferedImage image(int width, int height) {
        return withFonts(() -> drawnAsImage(width, height));
    }

    /**
     * Draws, or says what is missing: Java writes texts with the fonts of the machine, and a bare server has none.
     *
     * @throws DataException where there are no fonts
     */
    static <T> T withFonts(Supplier<T> drawing) {
        try {
            return drawing.get();
        } catch (InternalError | LinkageError e) {
            throw new DataException(
                    "A picture needs fonts, and Java finds none here ("
                            + e.getClass().getSimpleName()
                            + "): install fontconfig and a font, such as Debian's packages fontconfig and fonts-dejavu-core.",
                    e);
        }
    }

    private BufferedImage drawnAsImage(int width, int height) {
        BufferedImage image = new BufferedImage(SHARPNESS * width, SHARPNESS * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SHARPNESS, SHARPNESS);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        graphics.dispose();
        return image;
    }

    private byte[] drawnAsPng(int width, int height) {
        BufferedImage image = drawnAsImage(width, height);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (PendingFile pending = PendingFile.create(file)) {
            try (OutputStream out = pending.out()) {
                out.write(bytes);
            }
            pending.commit();
        }
    }

    /**
     * Writes the chart to a file: SVG where its name ends in {@code .svg}, PNG where it ends in {@code .png}.
     *
     * @throws DataException if it ends otherwise or cannot be written
     */
    public void save(Path file, int width, int height) {
        byte[] bytes = bytes(file, width, height);
        try {
            write(file, bytes);
        } catch (IOException e) {
            throw new DataException(
                    "The chart cannot be written to " + file + " (" + FileReason.of(e)
                            + "): name another file or folder.",
                    e);
        }
    }

    /**
     * Returns what a file of that name holds: SVG where it ends in {@code .svg}, PNG where it ends in {@code .png}.
     *
     * @throws DataException if it ends otherwise
     */
    public byte[] bytes(Path file, int width, int height) {
        checkEnding(file);
        return hasEnding(file, SVG) ? svg(width, height).getBytes(StandardCharsets.UTF_8) : png(width, height);
    }

    /**
     * Returns the chart as a Swing component: drag to zoom into a part, drag back or up to see all again, the wheel zooms as well, and
     * a tooltip tells what the mouse points at.
     */
    public JComponent panel() {
        ChartPanel panel = new ChartPanel(chart, false, false, false, true, true);
        panel.setMouseWheelEnabled(true);
        panel.setInitialDelay(150);
        panel.setDismissDelay(60_000);
        // Without these bounds a large window would show a small chart enlarged.
        panel.setMinimumDrawWidth(200);
        panel.setMinimumDrawHeight(150);
        panel.setMaximumDrawWidth(Integer.MAX_VALUE);
        panel.setMaximumDrawHeight(Integer.MAX_VALUE);
        return panel;
    }

    /**
     * Says early that a file cannot be written because of its name.
     *
     * @throws DataException if it ends neither in {@code .svg} nor in {@code .png}
     */
    public static void checkEnding(Path file) {
        if (!hasEnding(file, SVG) && !hasEnding(file, PNG)) {
            throw new DataException(file
                    + " has neither the ending .svg nor .png: choose one of them, which says how to write the chart.");
        }
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Two decimals of a pixel are more than anyone sees. */
    private static String coordinate(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == (long) rounded ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
