package org.multilevel;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A picture in the sixteen colours that it has most of: thousands of translucent rows in all their shades are too much for a page. */
record SmallPng(BufferedImage image) {
    private static final int COLOURS = 16;

    /** Squared distance in RGB below which two colours are one. */
    private static final int SAME = 900;

    private static final int RGB = 0xffffff;

    /** The grid in which pictures are compared: coarser than the letters, which differ from machine to machine. */
    private static final int COLUMNS = 24;

    private static final int ROWS = 16;

    static SmallPng read(Path file) {
        try {
            return new SmallPng(ImageIO.read(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the picture with each pixel in the nearest of the few colours. */
    SmallPng reduced() {
        List<Integer> palette = palette();
        byte[][] channels = new byte[3][palette.size()];
        for (int c = 0; c < palette.size(); c++) {
            for (int channel = 0; channel < 3; channel++) {
                channels[channel][c] = (byte) channel(palette.get(c), channel);
            }
        }
        IndexColorModel model = new IndexColorModel(4, palette.size(), channels[0], channels[1], channels[2]);
        BufferedImage few =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                few.getRaster().setSample(x, y, 0, nearest(palette, image.getRGB(x, y)));
            }
        }
        return new SmallPng(few);
    }

    private List<Integer> palette() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) & RGB, 1, Integer::sum);
            }
        }
        List<Map.Entry<Integer, Integer>> byCount = new ArrayList<>(counts.entrySet());
        byCount.sort(
                Map.Entry.<Integer, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        List<Integer> palette = new ArrayList<>();
        for (Map.Entry<Integer, Integer> colour : byCount) {
            if (palette.size() < COLOURS && palette.stream().allMatch(c -> distance(c, colour.getKey()) >= SAME)) {
                palette.add(colour.getKey());
            }
        }
        return palette;
    }

    private static int nearest(List<Integer> palette, int colour) {
        int best = 0;
        for (int c = 1; c < palette.size(); c++) {
            if (distance(palette.get(c), colour) < distance(palette.get(best), colour)) {
                best = c;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            int difference = channel(a, channel) - channel(b, channel);
            sum += difference * difference;
        }
        return sum;
    }

    private static int channel(int rgb, int channel) {
        return (rgb >> (16 - 8 * channel)) & 255;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam strongest = writer.getDefaultWriteParam();
        strongest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        strongest.setCompressionQuality(0);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), strongest);
        } finally {
            writer.dispose();
        }
    }

    /** Returns by how much the mean colours of the cells of a grid differ, from 0 to 255, on average. */
    double difference(SmallPng other) {
        double[] mine = cells();
        double[] others = other.cells();
        double sum = 0;
        for (int c = 0; c < mine.length; c++) {
            sum += Math.abs(mine[c] - others[c]);
        }
        return sum / mine.length;
    }

    private double[] cells() {
        double[] sums = new double[3 * COLUMNS * ROWS];
        int[] pixels = new int[3 * COLUMNS * ROWS];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int cell = y * ROWS / image.getHeight() * COLUMNS + x * COLUMNS / image.getWidth();
                for (int channel = 0; channel < 3; channel++) {
                    sums[3 * cell + channel] += channel(image.getRGB(x, y), channel);
                    pixels[3 * cell + channel]++;
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] /= pixels[c];
        }
        return sums;
    }
}
