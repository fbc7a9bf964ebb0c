package org.multilevel

import java.nio.file.Path
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.jvm.optionals.getOrNull
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import org.multilevel.data.Column
import org.multilevel.data.csv.CsvOptions
import org.multilevel.data.csv.CsvTable
import org.multilevel.error.DataException
import org.multilevel.data.MemoryTable
import org.multilevel.data.Progress
import org.multilevel.data.Table
import org.multilevel.design.scan.MissingRows
import org.multilevel.error.ModelException
import org.multilevel.fit.EstimationMethod
import org.multilevel.fit.optimum.Verdict
import org.multilevel.formula.Formula
import org.multilevel.error.FormulaException
import org.multilevel.formula.Grouping
import org.multilevel.inference.advice.Diagnosis
import org.multilevel.inference.shares.Icc
import org.multilevel.inference.Inference
import org.multilevel.model.GroupingFactor
import org.multilevel.model.LinearMixedModel
import org.multilevel.model.MixedModel
import org.multilevel.model.UnseenGroups
import org.multilevel.model.VarianceComponent
import org.multilevel.result.ResultColumn
import org.multilevel.result.ResultTables
import org.multilevel.result.Summary

/** Calls the public API as a Kotlin user would: a type that may be null would not compile here. */
class KotlinUserTest {
    private val table: Table = CsvTable.open(Path.of("workflows/data/sleepstudy.csv"))

    private val sleepstudy: MixedModel =
        LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").withMethod(EstimationMethod.REML).fit(table)

    @Test
    fun `a model is fitted and read without a null check`() {
        val names: List<String> = sleepstudy.fixedEffects().names()
        assertEquals(listOf("(Intercept)", "Days"), names)
        // The REML criterion that lme4's tests publish, with ten digits.
        assertEquals(1743.628272, sleepstudy.statistics().criterion, 1e-6)
    }

    @Test
    fun `what may be absent is an Optional that becomes a nullable type`() {
        val subject: GroupingFactor? = sleepstudy.groupingFactor("Subject").getOrNull()
        val school: GroupingFactor? = sleepstudy.groupingFactor("School").orElse(null)
        assertEquals(18, subject?.size())
        assertNull(school)
        val weights: String? = sleepstudy.provenance().weights.getOrNull()
        assertNull(weights)
        val icc: Double? = Icc.of(sleepstudy).let { if (it.isPresent) it.asDouble else null }
        assertNull(icc, "a slope varies")
    }

    @Test
    fun `tables are built from arrays and lists`() {
        val y = doubleArrayOf(1.0, 2.1, 2.9, 4.2, 5.0, 5.8)
        val groups = listOf("a", "a", "b", "b", "c", "c")
        val built = MemoryTable.builder()
            .numeric("y", *y)
            .categorical("g", groups)
            .categorical("size", intArrayOf(1, 0, 1, 0, 1, 0), listOf("small", "large"))
            .build()
        val model = LinearMixedModel.of("y ~ size + (1 | g)").fit(built)
        // The first declared level is the reference, though "large" comes first in the alphabet.
        assertEquals(listOf("(Intercept)", "size[large]"), model.fixedEffects().names())
        assertEquals(6L, built.rowCount().orElse(0))
    }

    @Test
    fun `a column is named and typed without a null check`() {
        val column: Column = Column.numeric("Days")
        val name: String = column.name
        assertEquals("Days", name)
        assertNull(column.declaredLevels.getOrNull())
    }

    @Test
    fun `formulas are built from raw column names`() {
        val built = Formula.response("Exam score")
            .fixed("age", "sex")
            .random(Grouping.nested("school", "class").slopes("age").uncorrelated())
            .build()
        assertEquals(Formula.parse("`Exam score` ~ age + sex + (1 + age || school/class)"), built)
    }

    @Test
    fun `records are read as properties`() {
        val (intercept, days) = Inference.asymptotic().withLevel(0.9).coefficients(sleepstudy)
        assertEquals("(Intercept)", intercept.term)
        assertEquals("Days", days.term)
        // Published by lme4's tests, with ten digits.
        assertEquals(10.46728596, days.estimate, 1e-8)
        assertTrue(days.lower < days.estimate && days.estimate < days.upper)

        val bySd = sleepstudy.varianceComponents()
            .filter { it.kind == VarianceComponent.Kind.VARIANCE }
            .associate { it.term1 to it.sdOrCorrelation }
        assertEquals(setOf("(Intercept)", "Days"), bySd.keys)
    }

    @Test
    fun `residuals get a structure`() {
        val model = LinearMixedModel.of("Reaction ~ Days")
            .withResidual("ar1(Days | Subject)")
            .fit(table)
        val rho: VarianceComponent = model.varianceComponents().single { it.kind == VarianceComponent.Kind.CORRELATION }
        assertEquals("Subject", rho.group)
        assertEquals("rho", rho.term1)
        assertTrue(rho.value > 0.5 && rho.value < 1)
        assertEquals("ar1(Days | Subject)", model.provenance().residual.getOrNull()?.toString())
        assertNull(model.provenance().strata.getOrNull())
    }

    @Test
    fun `numbers are found by names`() {
        val subjects = sleepstudy.groupingFactor("Subject").get()
        assertEquals(subjects.effect(subjects.indexOf("308"), 1), sleepstudy.effect("Subject", "308", "Days"))
        assertEquals(
            sleepstudy.coefficient("Days") + sleepstudy.effect("Subject", "308", "Days"),
            sleepstudy.coefficient("Subject", "308", "Days")
        )
        val error = assertThrows<IllegalArgumentException> { sleepstudy.coefficient("days") }
        assertEquals("There is no coefficient \"days\"; there are (Intercept), Days.", error.message)
    }

    @Test
    fun `a verdict is told apart without an else`() {
        val word: String = when (sleepstudy.verdict().status) {
            Verdict.Status.CONVERGED -> "good"
            Verdict.Status.SINGULAR -> "at the edge"
            Verdict.Status.NOT_CONVERGED -> "bad"
        }
        assertEquals("good", word)
        assertEquals(emptyList<String>(), Diagnosis.of(sleepstudy))
    }

    @Test
    fun `result columns are told apart without an else`() {
        val fixed = ResultTables.of(sleepstudy).fixedEffects()
        val kinds = fixed.columns.map { column ->
            when (column) {
                is ResultColumn.Text -> "text ${column.cells.apply(1)}"
                is ResultColumn.Real -> "real"
                is ResultColumn.Whole -> "whole"
            }
        }
        assertEquals(listOf("text Days", "real", "real", "real", "real", "real", "real", "real"), kinds)
        assertTrue(Summary.of(sleepstudy).withDigits(3).text().contains("Days"))
    }

    @Test
    fun `an unseen group gets the prediction of the population`() {
        val newcomer = MemoryTable.builder().numeric("Days", 1.0).categorical("Subject", "newcomer").build()
        val beta = sleepstudy.fixedEffects().estimates()
        val prediction: DoubleArray = sleepstudy.predict(newcomer)
        // The same two terms, added once more: rounding only.
        assertEquals(beta[0] + beta[1], prediction[0], 1e-9)
    }

    @Test
    fun `predictions are handed to a lambda`() {
        val rows = mutableListOf<Pair<Double, Double>>()
        val summary = sleepstudy.predictor().withUnseenGroups(UnseenGroups.MISSING).predict(
            MemoryTable.builder().numeric("Days", 9.0, 9.0).categorical("Subject", "308", "newcomer").build(),
            Progress.NONE,
        ) { predictions ->
            for (i in 0 until predictions.size()) rows += predictions.conditional(i) to predictions.population(i)
        }
        // lme4 1.1-31 at a tight optimum: day 9 of subject 308; optima agree to about 1e-6 of it.
        assertEquals(430.659991, rows[0].first, 1e-4)
        assertTrue(rows[1].first.isNaN())
        assertEquals(mapOf("Subject" to 1L), summary.unseenGroups)
        assertEquals(1L, summary.missing)
    }

    @Test
    fun `residuals are handed to a lambda`() {
        var sum = 0.0
        var count = 0
        sleepstudy.fitted(table, Progress.NONE) { rows ->
            for (i in 0 until rows.size()) {
                sum += rows.residual(i)
                count++
            }
        }
        assertEquals(180, count)
        // Residuals of a model with an intercept add up to zero, in this balanced design.
        assertEquals(0.0, sum / count, 1e-8)
    }

    @Test
    fun `progress is heard by an object and cancels`() {
        val reports = AtomicInteger()
        val impatient = object : Progress {
            override fun report(activity: String, fraction: Double) {
                assertTrue(activity.isNotBlank())
                reports.incrementAndGet()
            }

            override fun isCancelled() = reports.get() > 0
        }
        val model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").withProgress(impatient)
        assertThrows<CancellationException> { model.fit(table) }
    }

    @Test
    fun `problems are sentences`() {
        val unreadable = assertThrows<FormulaException> { LinearMixedModel.of("Reaction ~ Days^2") }
        assertEquals(16, unreadable.position())
        assertEquals(
            "Found '^' at position 16 after Days, where it would mean interactions; write I(Days^2) for a power.",
            unreadable.message,
        )
        val unknown = assertThrows<ModelException> { LinearMixedModel.of("Reaction ~ Dayz + (1 | Subject)").fit(table) }
        assertEquals(
            "The table has no column \"Dayz\"; the nearest name is \"Days\".",
            unknown.message,
        )
        assertThrows<DataException> { CsvTable.open(Path.of("no such file.csv"), CsvOptions.defaults()) }
    }

    @Test
    fun `rows with missing values may be refused`() {
        val gap = MemoryTable.builder()
            .numeric("y", 1.0, Double.NaN, 3.0, 4.0, 5.5)
            .categorical("g", "a", "a", "b", "b", "b")
            .build()
        val strict = LinearMixedModel.of("y ~ 1 + (1 | g)").withMissing(MissingRows.FAIL)
        assertThrows<ModelException> { strict.fit(gap) }
        assertEquals(1L, strict.withMissing(MissingRows.DROP).fit(gap).rows().droppedTotal())
    }

    @Test
    fun `a model is saved and loaded`(@TempDir folder: Path) {
        val file = folder.resolve("sleepstudy.json")
        sleepstudy.save(file)
        val loaded = MixedModel.load(file)
        assertEquals(sleepstudy.toJson(), loaded.toJson())
    }
}
