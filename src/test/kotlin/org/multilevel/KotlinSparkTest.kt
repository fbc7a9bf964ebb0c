package org.multilevel

import java.nio.file.Files
import java.nio.file.Path
import org.apache.spark.sql.Dataset
import org.apache.spark.sql.Row
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.multilevel.model.LinearMixedModel
import org.multilevel.result.ResultTables
import org.multilevel.spark.LinearMixedModelEstimator
import org.multilevel.spark.LocalSpark
import org.multilevel.spark.SparkMixedModels

/** The Kotlin code of docs/spark.md, with what comes out of it. */
class KotlinSparkTest {
    private val pupils: Dataset<Row> = LocalSpark.session().read()
        .option("header", true).option("inferSchema", true).csv("workflows/data/hsb.csv")

    @Test
    fun `a Dataset is fitted, predicted, and asked for its groups`() {
        val spark = LocalSpark.session()

        val model = SparkMixedModels.fit(pupils, LinearMixedModel.of("mathach ~ ses + (ses | school)"))
        val slope = model.fixedEffects().estimate("ses")
        val schools = SparkMixedModels.table(spark, ResultTables.of(model).groupEffects())
        val predicted = SparkMixedModels.predict(model, pupils).where("prediction > 20")

        // lme4 1.1-31 prints 2.3938 for this model
        assertEquals(2.3938, slope, 5e-5)
        assertEquals(320, schools.count())
        assertTrue(predicted.count() in 1..7184)
        val page = Files.readString(Path.of("docs/spark.md"))
        val source = Files.readString(Path.of("src/test/kotlin/org/multilevel/KotlinSparkTest.kt"))
        val block = page.substringAfter("```kotlin\n").substringBefore("```")
        assertTrue(block.isNotBlank())
        block.lines().forEach { assertTrue(source.contains(it.trim()), it) }
    }

    @Test
    fun `an estimator is a stage like any other`() {
        val stage = LinearMixedModelEstimator()
            .setFormula("mathach ~ ses + (ses | school)")
            .setMethod("ML")
            .fit(pupils)
        assertEquals(7185, stage.mixedModel().rows().used())
        assertTrue("prediction" in stage.transform(pupils).columns())
    }
}
