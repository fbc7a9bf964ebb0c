package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.error.MultilevelException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** What a Dataset may hold, and what is said where a model cannot be fitted to it. */
class SparkMixedModelsTest {
    private static final LinearMixedModel MODEL = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");
    private static final MixedModel EXPECTED = MODEL.fit(Samples.sleepstudy());

    private static Dataset<Row> sleepstudy() {
        return LocalSpark.dataset(Samples.sleepstudy(), 3);
    }

    private static Dataset<Row> with(String name, Column value) {
        return sleepstudy().withColumn(name, value);
    }

    private static String refusal(Executable fit) {
        return String.valueOf(assertThrows(MultilevelException.class, fit).getMessage());
    }

    private static void assertFits(Way way, Dataset<Row> rows) {
        Way.Fitted found = way.fit(rows, MODEL);
        assertEquals(
                EXPECTED.statistics().criterion(), found.model().statistics().criterion(), 1e-9 * 1744);
        assertEquals(EXPECTED.groupingFactors().get(0).levels(), found.levels());
    }

    @ParameterizedTest
    @EnumSource
    void numbersOfEveryTypeAreNumbers(Way way) {
        for (String type : List.of("tinyint", "smallint", "int", "bigint", "float", "decimal(5,0)", "decimal(9,2)")) {
            assertFits(way, with("Days", functions.col("Days").cast(type)));
        }
        // days since 1970-01-01
        assertFits(way, with("Days", functions.expr("date_add(date'1970-01-01', cast(Days as int))")));
        assertFits(way, with("Days", functions.expr("timestamp_seconds(Days * 86400)")));
    }

    @ParameterizedTest
    @EnumSource
    void groupsMayBeWholeNumbersOfManyDigits(Way way) {
        Dataset<Row> rows = with("Subject", functions.expr("9007199254740992 + cast(Subject as bigint)"));
        Way.Fitted found = way.fit(rows, MODEL);
        assertEquals("9007199254741300", found.levels().get(0));
        assertEquals(
                EXPECTED.statistics().criterion(), found.model().statistics().criterion(), 1e-9 * 1744);
    }

    @ParameterizedTest
    @EnumSource
    void namesMayHaveDotsAndDifferInCaseOnly(Way way) {
        Dataset<Row> rows = sleepstudy()
                .select(
                        functions.col("Reaction").as("the.response"),
                        functions.col("Reaction").multiply(2).as("The.Response"),
                        functions.col("Days"),
                        functions.col("Subject"));
        Way.Fitted found = way.fit(rows, LinearMixedModel.of("`the.response` ~ Days + (Days | Subject)"));
        assertEquals(
                EXPECTED.statistics().criterion(), found.model().statistics().criterion(), 1e-9 * 1744);
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutAGroupAreLeftOut(Way way) {
        Dataset<Row> some = with(
                "Subject",
                functions
                        .when(functions.col("Days").equalTo(3), functions.lit(null))
                        .otherwise(functions.col("Subject")));
        Way.Fitted found = way.fit(some, MODEL);
        assertEquals(162, found.model().statistics().observations());
        assertEquals(18, found.levels().size());
        assertEquals(
                "No row can be used: of 180 rows 180 because Subject is missing; complete the data, or leave that variable out of the"
                        + " model.",
                refusal(() -> way.fit(with("Subject", functions.lit(null).cast("string")), MODEL)));
    }

    @ParameterizedTest
    @EnumSource
    void oneGroupMayHaveAThirdOfTheRowsAndThereMayBeMorePartitionsThanGroups(Way way) {
        Dataset<Row> skewed = sleepstudy();
        for (int k = 0; k < 9; k++) {
            skewed = skewed.union(sleepstudy()
                    .where("Subject = '308'")
                    .withColumn("Reaction", functions.col("Reaction").plus(k)));
        }
        Way.Fitted few = way.fit(skewed.repartition(1), MODEL);
        Way.Fitted many = way.fit(skewed.repartition(50), MODEL);
        assertEquals(270, few.model().statistics().observations());
        assertEquals(
                few.model().statistics().criterion(), many.model().statistics().criterion(), 0);
        assertEquals(EXPECTED.groupingFactors().get(0).levels(), many.levels());
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatIsNoVariableIsNamed(Way way) {
        String struct = refusal(() ->
                way.fit(with("Days", functions.struct(functions.col("Days"), functions.col("Reaction"))), MODEL));
        assertEquals(
                "Column \"Days\" is struct<Days:double,Reaction:double>, which is neither numbers nor labels: select the field or"
                        + " the value of it that the model is about, or cast it.",
                struct);
        // one that the model does not read is no matter
        assertFits(way, with("other", functions.struct(functions.col("Days"))));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsRefused(Way way) {
        Dataset<Row> stream = LocalSpark.session().readStream().format("rate").load();
        assertEquals(
                "The Dataset is a stream, which has no end, and a fit reads its rows more than once: write the rows to a table"
                        + " first and fit that.",
                refusal(() -> way.fit(stream, MODEL)));
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatStopsTheFitIsTold(Way way) {
        Dataset<Row> rows = with(
                "Days",
                functions
                        .when(functions.expr("Subject = '309' and Days = 4"), functions.lit(Double.POSITIVE_INFINITY))
                        .otherwise(functions.col("Days")));
        String sentence = refusal(() -> way.fit(rows, MODEL));
        assertTrue(sentence.contains("Subject = 309"), sentence);
        assertTrue(sentence.contains("infinite"), sentence);
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsOnTheClusterIsOneSentence(Way way) {
        Dataset<Row> rows = with("Days", functions.expr("if(Days = 4, raise_error('the disk is on fire'), Days)"));
        String sentence = refusal(() -> way.fit(rows, MODEL));
        assertTrue(sentence.startsWith("The rows cannot be read on Spark ("), sentence);
        assertTrue(sentence.contains("the disk is on fire"), sentence);
        assertTrue(sentence.endsWith("mend what they come from, and fit again."), sentence);
        assertEquals(1, sentence.lines().count());
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatIsNotThereIsNamed(Way way) {
        String sentence = refusal(() -> way.fit(sleepstudy(), LinearMixedModel.of("Reaction ~ Dayz + (1 | Subject)")));
        assertTrue(sentence.contains("Dayz") && sentence.contains("Days"), sentence);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyDatasetIsRefused(Way way) {
        assertEquals(
                "The table has no rows: a model needs data.",
                refusal(() -> way.fit(sleepstudy().where("Days > 100"), MODEL)));
    }

    @Test
    void withoutABucketThereIsNothingToDo() {
        assertEquals(
                "The number of buckets is 0: name at least 1.",
                refusal(() -> SparkMixedModels.fit(sleepstudy(), MODEL, 0)));
        assertEquals(
                "The number of buckets is -3: name at least 1.",
                refusal(() -> SparkMixedModels.spread(sleepstudy(), MODEL, -3)));
    }
}
