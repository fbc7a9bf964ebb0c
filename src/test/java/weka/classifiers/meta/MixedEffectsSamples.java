package weka.classifiers.meta;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.converters.CSVLoader;

/** Grouped data for schemes with random effects. */
final class MixedEffectsSamples {
    private MixedEffectsSamples() {}

    /** Returns a table with the named columns, of which the first is the class. */
    static Instances table(String name, String... columns) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", name + ".csv").toFile());
        loader.setBufferSize(10_000);
        Instances all = loader.getDataSet();
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (String column : columns) {
            attributes.add((Attribute) all.attribute(column).copy());
        }
        Instances data = new Instances(name, attributes, all.numInstances());
        data.setClassIndex(0);
        all.forEach(row -> data.add(new DenseInstance(
                1,
                IntStream.range(0, columns.length)
                        .mapToDouble(k -> row.value(all.attribute(columns[k])))
                        .toArray())));
        return data;
    }

    /**
     * Returns rows as Hajjem, Bellavance and Larocque (2014) simulate them: y = 0.8 (2 x1 + x2^2 + 4 [x3 &gt; 0] + 2 log|x1| x3) + level
     * of the group + error, with normal predictors and an error of variance 1.
     *
     * @param levelSd standard deviation of the groups' levels
     */
    static Instances forestWithGroups(int groups, int rowsEach, double levelSd, long seed) {
        List<String> names = IntStream.range(0, groups).mapToObj(g -> "g" + g).toList();
        Instances data = new Instances(
                "forest",
                new ArrayList<>(List.of(
                        new Attribute("y"),
                        new Attribute("x1"),
                        new Attribute("x2"),
                        new Attribute("x3"),
                        new Attribute("group", names))),
                groups * rowsEach);
        data.setClassIndex(0);
        Random random = new Random(seed);
        for (int g = 0; g < groups; g++) {
            double level = levelSd * random.nextGaussian();
            for (int i = 0; i < rowsEach; i++) {
                double x1 = random.nextGaussian();
                double x2 = random.nextGaussian();
                double x3 = random.nextGaussian();
                double fixed = 2 * x1 + x2 * x2 + (x3 > 0 ? 4 : 0) + 2 * Math.log(Math.abs(x1)) * x3;
                double y = 0.8 * fixed + level + random.nextGaussian();
                data.add(new DenseInstance(1, new double[] {y, x1, x2, x3, g}));
            }
        }
        return data;
    }

    /** Returns rows of y = 3 sin x1 + x2 + level of the group (of deviation 2) + error (of deviation 1), x1 and x2 even from -3 to 3. */
    static Instances smoothWithGroups(int groups, int rowsEach, long seed) {
        List<String> names = IntStream.range(0, groups).mapToObj(g -> "g" + g).toList();
        Instances data = new Instances(
                "smooth",
                new ArrayList<>(List.of(
                        new Attribute("y"), new Attribute("x1"), new Attribute("x2"), new Attribute("group", names))),
                groups * rowsEach);
        data.setClassIndex(0);
        Random random = new Random(seed);
        for (int g = 0; g < groups; g++) {
            double level = 2 * random.nextGaussian();
            for (int i = 0; i < rowsEach; i++) {
                double x1 = 6 * random.nextDouble() - 3;
                double x2 = 6 * random.nextDouble() - 3;
                double y = 3 * Math.sin(x1) + x2 + level + random.nextGaussian();
                data.add(new DenseInstance(1, new double[] {y, x1, x2, g}));
            }
        }
        return data;
    }

    /** Returns every row of a data set for which the remainder of its position is the one asked for, or is not. */
    static Instances part(Instances data, int divisor, boolean multiples) {
        Instances part = new Instances(data, 0);
        for (int row = 0; row < data.numInstances(); row++) {
            if (row % divisor == 0 == multiples) {
                part.add(data.instance(row));
            }
        }
        return part;
    }
}
