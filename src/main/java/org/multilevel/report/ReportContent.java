package org.multilevel.report;

import java.util.List;
import java.util.Map;
import org.multilevel.inference.equation.MathSection;

/**
 * The shape of a report's document; component names are its keys, in snake case.
 *
 * @param format what kind of document it is
 * @param version raised when an old page could misread a new document; additions leave it as it is
 * @param program version of the program that fitted the model
 * @param title what the report is about
 * @param sentences what was found, in plain words
 * @param verdict how the fit ended
 * @param notes what a reader should know about data and fit
 * @param model what was fitted to which data
 * @param interval how wide intervals are
 * @param statistics the numbers that describe the fit; {@code icc} where there is one
 * @param tables result tables
 * @param groupEffects one entry for every grouping factor
 * @param equation the model as a textbook writes it
 * @param standardised what makes the fixed effects comparable
 * @param answers to what else was asked of the model, each an {@link Answer} or what was read of a written one
 * @param pictures as {@link PictureContent} writes them, or as it reads what it has written
 * @param summary the summary as text in a fixed-width font
 */
record ReportContent(
        String format,
        int version,
        String program,
        String title,
        List<String> sentences,
        Outcome verdict,
        List<String> notes,
        Facts model,
        Interval interval,
        Map<String, Number> statistics,
        Tables tables,
        List<Factor> groupEffects,
        Equation equation,
        Standardised standardised,
        List<Object> answers,
        List<Object> pictures,
        String summary) {

    /**
     * How the fit ended.
     *
     * @param status {@code converged}, {@code singular} or {@code not_converged}
     * @param title the status in words
     * @param sentence what it means
     */
    record Outcome(
            String status, String title, String sentence, int evaluations, String optimizer, double gradientNorm) {}

    /**
     * What was fitted.
     *
     * @param weights the column of prior weights, or nothing
     * @param ratio what the exponentials of a generalised model's fixed effects are, such as Odds ratio; nothing where they have no reading
     * @param columns the columns of the data that the model reads
     */
    record Facts(
            String formula,
            String response,
            String method,
            List<String> weights,
            List<String> ratio,
            Rows rows,
            List<Column> columns) {}

    /** Numbers of rows. */
    record Rows(long read, long used, List<Dropped> dropped) {}

    /** Rows left out for one reason. */
    record Dropped(String reason, long rows) {}

    /** A column of the data. */
    record Column(String name, String type) {}

    /**
     * How wide intervals are: a group effect's reaches quantile x conditional SD to both sides.
     *
     * @param level confidence level
     * @param quantile of the normal distribution for that level
     */
    record Interval(double level, double quantile) {}

    /** The result tables. */
    record Tables(Table fixedEffects, Table varianceComponents, Table fitStatistics) {}

    /**
     * The model in one equation, and behind it level by level.
     *
     * @param symbols with the symbols of parameters
     * @param estimates with their estimates
     * @param notes what a reader of them should know
     */
    record Equation(List<MathSection> symbols, List<MathSection> estimates, List<String> notes) {}

    /**
     * What makes the fixed effects comparable: an effect times its scale is in standard deviations of the response for one of its column.
     *
     * @param scales in the order of the table of fixed effects, 0 for a column that does not vary; empty if they are not known
     */
    record Standardised(double[] scales) {}

    /**
     * A table that was asked for beside those of every model.
     *
     * @param name such as {@code model_comparison}
     */
    record Answer(String name, Table table) {}

    /** A result table, column by column. */
    record Table(int rows, List<TableColumn> columns) {}

    /**
     * A column of a result table.
     *
     * @param type {@code text} or {@code number}
     * @param values an array of texts or numbers
     */
    record TableColumn(String name, String type, Object values) {}

    /**
     * The effects of a grouping factor.
     *
     * @param group its name
     * @param levels how many levels it has
     * @param labels those in this document, in the order of the factor
     * @param leftOut says how many are not in this document and which; empty if all are
     * @param terms one entry for every column whose effects vary
     */
    record Factor(String group, int levels, List<String> labels, String leftOut, List<Term> terms) {}

    /**
     * The effects of one column, as in the table group_effects, in the order of the labels.
     *
     * @param standardDeviation that of the effects, from the variance components
     */
    record Term(String term, double standardDeviation, double[] effect, double[] conditionalSd, double[] coefficient) {}
}
