package org.multilevel

import java.nio.file.Path
import java.util.Locale
import java.util.Optional
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.jvm.optionals.getOrNull
import kotlin.math.exp
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.multilevel.data.csv.CsvOptions
import org.multilevel.data.csv.CsvTable
import org.multilevel.data.Progress
import org.multilevel.data.RowTable
import org.multilevel.data.Table
import org.multilevel.fit.EstimationMethod
import org.multilevel.formula.Formula
import org.multilevel.glm.Distribution
import org.multilevel.glm.Family
import org.multilevel.model.GeneralisedLinearMixedModel
import org.multilevel.model.LinearMixedModel
import org.multilevel.model.VarianceComponent

/** The Kotlin code of README.md and docs/library.md, word for word, with what comes out of it. */
class KotlinSnippetsTest {
    data class Visit(val patient: String, val week: Double, val weight: Double?)

    fun tableOf(visits: List<Visit>): Table =
        RowTable.over<Visit> { rows -> visits.forEach(rows) }
            .numeric("week") { it.week }
            .numeric("weight") { it.weight ?: Double.NaN }
            .categorical("patient") { Optional.of(it.patient) }
            .build()

    private val visits = listOf(
        Visit("a", 0.0, 81.2), Visit("a", 4.0, 79.9), Visit("a", 8.0, 78.8),
        Visit("b", 0.0, 95.0), Visit("b", 4.0, 92.1), Visit("b", 8.0, 90.2),
        Visit("c", 0.0, 70.3), Visit("c", 4.0, 69.8), Visit("c", 8.0, null),
    )

    @Test
    fun `the README fits the growth of boys`() {
        val table = CsvTable.open(Path.of("workflows/data/Oxboys.csv"))
        val model = LinearMixedModel.of("height ~ age + (1 + age | Subject)").withMethod(EstimationMethod.ML).fit(table)

        val growth = model.fixedEffects().run { estimate(indexOf("age")) }
        val fastest = model.groupingFactors().first().let { boys -> (0 until boys.size()).maxByOrNull { boys.effect(it, 1) } }

        // lme4 1.1-31 by ML with a tight optimiser, which agrees to about 1e-7.
        assertEquals(6.52546749, growth, 1e-6)
        assertEquals(3, fastest)
    }

    @Test
    fun `the library page fits and predicts the weight of patients`() {
        val formula = Formula.response("weight").fixed("week").random("patient").build()
        val model = LinearMixedModel.of(formula).fit(tableOf(visits))

        val atStart: Map<String, Double> = model.groupingFactor("patient").getOrNull()
            ?.let { patients -> (0 until patients.size()).associate { patients.level(it) to patients.coefficient(it, 0) } }
            .orEmpty()

        assertEquals(listOf("a", "b", "c"), atStart.keys.toList())
        assertEquals(8L, model.rows().used)

        val newVisits = listOf(Visit("a", 12.0, null), Visit("d", 0.0, null))
        val stopped = AtomicBoolean()
        val progress = object : Progress {
            override fun report(activity: String, fraction: Double) = Unit
            override fun isCancelled() = stopped.get()
        }
        val lines = mutableListOf<String>()
        model.predictor().withUncertainty().predict(tableOf(newVisits), progress) { rows ->
            for (i in 0 until rows.size()) lines += "%.1f +- %.1f".format(Locale.ROOT, rows.conditional(i), 2 * rows.observationSd(i))
        }

        // lme4 1.1-31: the intercept, and twice the root of its variance plus those between patients and within.
        assertEquals("82.2 +- 26.9", lines[1])
        assertEquals(2, lines.size)
    }

    @Test
    fun `the library page fits the odds of a disease`() {
        val disease = GeneralisedLinearMixedModel.of("cbind(incidence, size - incidence) ~ period + (1 | herd)", Distribution.of(Family.BINOMIAL))
            .fit(CsvTable.open(Path.of("workflows/data/cbpp.csv"), CsvOptions.defaults().withCategorical(listOf("period"))))
        val ratio = exp(disease.fixedEffects().estimate("period[2]"))

        // glmmTMB 1.1.5, polished: exp(-0.99233274); the standard error of the logarithm is 0.3
        assertEquals(0.37071091, ratio, 1e-5)
    }

    @Test
    fun `the library page fits residuals that spread differently`() {
        val children = CsvTable.open(Path.of("workflows/data/Orthodont.csv"))
        val faces = LinearMixedModel.of("distance ~ age * Sex + (1 | Subject)").withResidualVariance("Sex").fit(children)
        val spread = faces.varianceComponents().filter { it.kind() == VarianceComponent.Kind.RESIDUAL }.associate { it.term1() to it.sdOrCorrelation() }

        // reference-structures/open.json, orthodont-intercept-sex: roots of 0.61043077979509 and 2.78830882786942
        assertEquals(0.78130069, spread.getValue("Female"), 1e-5)
        assertEquals(1.66982300, spread.getValue("Male"), 1e-5)
    }
}
