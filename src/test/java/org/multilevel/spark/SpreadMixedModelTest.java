package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.MultilevelException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** A model whose groups stay on the cluster: what comes out of it, and what it refuses. */
class SpreadMixedModelTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sleepstudy; Reaction ~ Days + (Days | Subject); Subject",
                "Pastes; strength ~ 1 + (1 | batch/cask); batch cask"
            })
    void predictionsAndTheirErrorsAreThoseOfTheCore(String data, String formula, String categorical) {
        LinearMixedModel specified = LinearMixedModel.of(formula);
        String[] columns = categorical.split(" ", -1);
        String group = columns[0];
        Table table = Samples.table(data, columns);
        MixedModel expected = specified.fit(table);
        Dataset<Row> rows = LocalSpark.dataset(table, 3).withColumn("row", functions.monotonically_increasing_id());
        Dataset<Row> others = rows.union(
                        rows.limit(2).withColumn(group, functions.lit(null).cast("string")))
                .union(rows.limit(2).withColumn(group, functions.lit("unseen")));
        List<Row> there = SparkMixedModels.predict(expected, others).collectAsList();
        try (SpreadMixedModel spread = SparkMixedModels.spread(rows, specified, Way.BUCKETS)) {
            List<Row> here = spread.predict(others).collectAsList();
            assertEquals(there.size(), here.size());
            Map<String, Row> known = new HashMap<>();
            there.forEach(row -> known.put(name(row, group), row));
            double size = expected.sigma();
            for (Row row : here) {
                Row same = known.get(name(row, group));
                for (String column : List.of("prediction", "prediction_population", "prediction_std_error")) {
                    assertEquals(
                            same.<Double>getAs(column),
                            row.getAs(column),
                            TOLERANCE * Math.max(size, Math.abs(same.<Double>getAs(column))));
                }
            }
            assertEquals(
                    expected.groupingFactors().get(0).size(),
                    spread.model().groupingFactors().get(0).fittedLevels());
            assertEquals(
                    expected.groupingFactors().stream()
                            .mapToInt(f -> f.size() * f.width())
                            .sum(),
                    spread.reliability().count());
        }
    }

    private static String name(Row row, String group) {
        return row.getAs("row") + " " + row.getAs(group);
    }

    @Test
    void otherPartitionsAndBucketsOfOtherNumberGiveTheSameModel() {
        LinearMixedModel specified = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");
        Dataset<Row> rows = LocalSpark.dataset(Samples.sleepstudy(), 2);
        try (SpreadMixedModel few = SparkMixedModels.spread(rows, specified, 2);
                SpreadMixedModel many = SparkMixedModels.spread(rows, specified, 40)) {
            assertEquals(
                    few.model().statistics().criterion(),
                    many.model().statistics().criterion(),
                    TOLERANCE * 1744);
            assertEquals(2, few.groupEffects().rdd().getNumPartitions());
        }
    }

    /** Not only of what was made last: levels and, for columns that nearly repeat each other, products twice. */
    @Test
    void whatExecutorsHoldIsLetGoWithTheModel() {
        Dataset<Row> rows = LocalSpark.dataset(Samples.table("Oxboys", "Subject"), 2);
        Set<Object> before = held(rows);
        LinearMixedModel specified = LinearMixedModel.of("height ~ I(age + 9999) + I((age + 9999)^2) + (1 | Subject)");
        try (SpreadMixedModel spread = SparkMixedModels.spread(rows, specified, Way.BUCKETS)) {
            assertEquals(18 + 8, spread.groupEffects().count());
            assertFalse(before.containsAll(held(rows)));
        }
        // what nobody refers to any more may go at any time
        assertTrue(before.containsAll(held(rows)));
    }

    private static Set<Object> held(Dataset<Row> rows) {
        return Set.copyOf(JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext())
                .getPersistentRDDs()
                .keySet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Penicillin; diameter ~ 1 + (1 | plate) + (1 | sample); 'Some groups of plate are in several of sample, so their"
                        + " cross-products have no one machine to stay on; fit with --spread no, where the driver holds them all, or"
                        + " with grouping factors that lie within one another.'",
                "Oxboys; height ~ age + cs(1 + age | Subject); 'Covariance structures are estimated from the rows themselves, which"
                        + " go to one machine for that, and here they stay spread over the cluster; take the structures out, or fit"
                        + " with --spread no.'",
                "sleepstudy; Reaction ~ Days; 'The formula has no groups that could stay on the cluster: fit it with"
                        + " SparkMixedModels.fit.'"
            })
    void whatCannotStaySpreadIsRefused(String data, String formula, String sentence) {
        Dataset<Row> rows = LocalSpark.dataset(Samples.table(data), 2);
        MultilevelException refusal = assertThrows(
                MultilevelException.class,
                () -> SparkMixedModels.spread(rows, LinearMixedModel.of(formula), Way.BUCKETS));
        assertEquals(sentence, refusal.getMessage());
    }

    @Test
    void whatIsHeldGoesToDiskAndBackWithEitherSerializer() throws IOException, ClassNotFoundException {
        HeldPart refused = HeldPart.of(() -> {
            throw new DataException("no");
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        byte[] expected = refused.answer(part -> new byte[0]);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertArrayEquals(expected, ((HeldPart) in.readObject()).answer(part -> new byte[0]));
        }
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        Output out = new Output(100, -1);
        kryo.writeObject(out, refused);
        HeldPart read = kryo.readObject(new Input(out.toBytes()), HeldPart.class);
        assertArrayEquals(expected, read.answer(part -> new byte[0]));
        assertTrue(expected.length > 1);
    }
}
