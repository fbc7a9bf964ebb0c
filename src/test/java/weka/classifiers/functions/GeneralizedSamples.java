package weka.classifiers.functions;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.converters.CSVLoader;

/** Data for generalised models as a Weka user would have them. */
final class GeneralizedSamples {
    private GeneralizedSamples() {}

    /** Returns the use of contraception by 1934 women in 60 districts, with labels in code-point order. */
    static Instances contraception() throws Exception {
        Instances data =
                csv("contraception", "-N", "1", "-L", "3:0,1,2,3+", "-L", "2:N,Y", "-L", "5:N,Y", "-B", "10000");
        data.setClass(data.attribute("use"));
        return data;
    }

    /** Returns a disease of cattle in 15 herds, with the share of new cases as the class. */
    static Instances cbpp() throws Exception {
        Instances data = csv("cbpp", "-N", "1", "-L", "4:1,2,3,4");
        data.setClass(data.attribute("share"));
        return data;
    }

    private static Instances csv(String name, String... options) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setOptions(options);
        loader.setSource(Path.of("src", "test", "resources", "reference-glmm", name + ".csv")
                .toFile());
        return loader.getDataSet();
    }

    /**
     * Returns 400 rows of y, x, f, g: a nominal y of the given labels that become more likely with x one after the other, a nominal f and 20
     * groups that differ.
     */
    static Instances labelled(String... labels) {
        Instances data = WekaSamples.empty(
                "labelled",
                new Attribute("y", List.of(labels)),
                new Attribute("x"),
                new Attribute("f", List.of("high", "low")),
                new Attribute("g", groups()));
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            int g = i % 20;
            double x = 2 * random.nextDouble() - 1;
            int f = random.nextInt(2);
            double latent = 1.5 * x - 0.8 * f + 0.15 * (g - 10) + random.nextGaussian();
            int label = Math.max(0, Math.min(labels.length - 1, (int) Math.floor(latent + labels.length / 2.0)));
            data.add(new DenseInstance(1, new double[] {label, x, f, g}));
        }
        return data;
    }

    /** Returns 200 rows of y, x, g: counts that rise with x in 20 groups that differ. */
    static Instances counts() {
        Instances data =
                WekaSamples.empty("counts", new Attribute("y"), new Attribute("x"), new Attribute("g", groups()));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int g = i % 20;
            double x = random.nextDouble();
            double mean = Math.exp(0.5 + x + 0.05 * (g - 10));
            int count = 0;
            for (double product = random.nextDouble(); product > Math.exp(-mean); count++) {
                product *= random.nextDouble();
            }
            data.add(new DenseInstance(1, new double[] {count, x, g}));
        }
        return data;
    }

    private static List<String> groups() {
        return IntStream.range(1, 21).mapToObj(g -> "g" + g).toList();
    }

    /** Returns a classifier that was built with options. */
    static GeneralizedLinearMixedModel built(Instances data, String... options) throws Exception {
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setOptions(options);
        classifier.buildClassifier(data);
        return classifier;
    }
}
