package weka.classifiers.functions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.converters.CSVLoader;

/** Data as a Weka user would have them. */
final class WekaSamples {
    private WekaSamples() {}

    /** Returns HSB, 7185 pupils in 160 schools, with mathach as the class. */
    static Instances hsb(boolean schoolIsNominal) throws IOException {
        Instances data = csv("hsb", schoolIsNominal ? "first" : "");
        data.setClass(data.attribute("mathach"));
        return data;
    }

    /** Returns Oxboys, 26 boys on nine occasions, with height as the class and Subject as a number. */
    static Instances oxboys() throws IOException {
        Instances data = csv("Oxboys", "");
        data.setClass(data.attribute("height"));
        return data;
    }

    /** Returns Penicillin, 144 diameters of 24 plates crossed with 6 samples, with diameter as the class. */
    static Instances penicillin() throws IOException {
        Instances data = csv("Penicillin", "");
        data.setClass(data.attribute("diameter"));
        return data;
    }

    private static Instances csv(String name, String nominal) throws IOException {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", name + ".csv").toFile());
        loader.setNominalAttributes(nominal);
        // The loader settles the types on the first rows that it buffers.
        loader.setBufferSize(10_000);
        return loader.getDataSet();
    }

    /**
     * Returns 120 rows of y, x, f, g: 12 groups g1, ..., g12 in that declared order, of which each has its own level and slope, and a
     * nominal f with the levels high and low in that order.
     */
    static Instances grouped() {
        List<String> groups = new ArrayList<>();
        for (int g = 1; g <= 12; g++) {
            groups.add("g" + g);
        }
        Instances data = empty(
                "grouped",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("f", List.of("high", "low")),
                new Attribute("g", groups));
        Random random = new Random(1);
        for (int i = 0; i < 120; i++) {
            int g = i % 12;
            double x = random.nextInt(10);
            int f = random.nextInt(2);
            double y = 3 + g + (0.5 + 0.1 * g) * x - f + random.nextGaussian();
            data.add(new DenseInstance(1, new double[] {y, x, f, g}));
        }
        return data;
    }

    /** Returns data without rows, of which the first attribute is the class. */
    static Instances empty(String name, Attribute... attributes) {
        Instances data = new Instances(name, new ArrayList<>(List.of(attributes)), 0);
        data.setClassIndex(0);
        return data;
    }

    /** Returns rows of numbers (the codes of nominal attributes), of which the first is the class. */
    static Instances rows(Instances empty, double[][] rows) {
        Instances data = new Instances(empty, rows.length);
        for (double[] row : rows) {
            data.add(new DenseInstance(1, row));
        }
        return data;
    }

    /** Returns a classifier that was built with options. */
    static LinearMixedModel built(Instances data, String... options) throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setOptions(options);
        classifier.buildClassifier(data);
        return classifier;
    }
}
