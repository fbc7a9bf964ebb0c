package org.multilevel.model;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import java.util.Map;
import org.multilevel.data.ColumnType;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.StructureEstimate;

/**
 * The model file, version 2, field by field: records here are objects there, with names in snake_case.
 *
 * <p>A field may be added with care (old files lack it); to rename, remove or reinterpret one asks for a new version number. Version 2
 * added the information.
 *
 * @param readingNotes what there was to say of how the table was read; absent where there was nothing, and in files of early versions,
 *     which have it among the notes
 * @param tableFindings what a check of the table found; absent where there was nothing or no check, and in files of early versions
 * @param information what degrees of freedom are found from, in a list of its own; absent in files of version 1
 * @param generalised what a generalised model has beside a linear one, in a list of its own; absent in linear models, in files of which a
 *     program that does not know it would take a generalised model for a linear one, so that they are of version 3
 * @param structures what a model with covariance structures has beside, in a list of its own; its files are of version 4 likewise
 * @param approximation how far the estimates of an approximate fit may be from exact ones, in a list of its own; its files are of version 5
 *     likewise
 */
record ModelDocument(
        String format,
        int version,
        String createdBy,
        String formula,
        EstimationMethod method,
        Data data,
        Variables variables,
        Response response,
        Fixed fixed,
        List<Factor> factors,

        @JacksonInject(value = ModelJson.THIRD_OPTIONAL_LIST, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Joint> joint,

        @JacksonInject(value = ModelJson.OPTIONAL_ROWS, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Rows> rows,

        double sigma,
        double criterion,
        double deviance,
        Outcome verdict,
        List<Step> log,

        @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> readingNotes,

        @JacksonInject(value = ModelJson.OPTIONAL_FINDINGS, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<TableFinding> tableFindings,

        List<String> notes,
        double seconds,

        @JacksonInject(value = ModelJson.OPTIONAL_INFORMATION, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Facts> information,

        @JacksonInject(value = ModelJson.OPTIONAL_GENERALISED, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Family> generalised,

        @JacksonInject(value = ModelJson.OPTIONAL_STRUCTURES, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Structures> structures,

        @JacksonInject(value = ModelJson.OPTIONAL_APPROXIMATION, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Errors> approximation) {

    /**
     * The table that was read.
     *
     * @param weights the column of prior weights in a list of its own, which is empty where there was none
     * @param fingerprint of the rows used, 16 hexadecimal digits; absent in the oldest files
     * @param missingCodes the texts that meant a missing value; absent in files of early versions, and where the table was no text
     */
    record Data(
            List<String> weights,
            MissingRows missingRows,
            List<DataColumn> columns,
            long rowsRead,
            long rowsUsed,
            List<Dropped> rowsDropped,

            @JacksonInject(value = ModelJson.OPTIONAL_TEXT, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            String fingerprint,

            @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> missingCodes) {}

    /** A column that the model reads. */
    record DataColumn(String name, ColumnType type) {}

    /** Rows that were left out for one reason. */
    record Dropped(String reason, long rows) {}

    /**
     * What the data decided about the variables of the formula.
     *
     * @param covariates by the name of a numeric column of the fixed part its mean, least and largest value, and its values if there are
     *     at most two; absent in files of early versions
     */
    record Variables(
            List<String> dotColumns,
            List<String> categorical,
            Map<String, List<String>> levels,
            Map<String, double[]> constants,
            Map<String, List<String>> combinations,

            @JacksonInject(value = ModelJson.OPTIONAL_MAP, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            Map<String, Covariate> covariates) {}

    /** A numeric column that the fixed part reads. */
    record Covariate(double mean, double minimum, double maximum, double[] values) {}

    /** The response. */
    record Response(String name, double mean, double sd) {}

    /** A column of X or Z. */
    record DesignColumn(String name, double centre, double scale) {}

    /**
     * The fixed effects.
     *
     * @param kept positions in {@code columns} of the p estimated coefficients
     * @param covariance upper triangle, row by row, p (p+1) / 2
     * @param leftOut the other columns; absent in files of early versions, and where there are none
     */
    record Fixed(
            List<DesignColumn> columns,
            int[] kept,
            double[] estimates,
            double[] covariance,

            @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Combination> leftOut) {}

    /** A column of X that was left out, and the p coefficients of the kept columns that it is a combination of. */
    record Combination(int column, double[] combination) {}

    /**
     * A grouping factor with G levels and q columns.
     *
     * @param terms the columns, term by term
     * @param lambda q x q
     * @param covariance q x q
     * @param effects G x q, level by level
     * @param conditionalCovariance upper triangles, row by row, G x q (q+1) / 2
     * @param influenceOfFixed -d effects / d beta, G x q x p, level by level, row by row
     * @param notIdentified the variances and covariances that the data do not determine; absent in files of early versions, and where there
     *     are none
     */
    record Factor(
            String name,
            List<String> levels,
            List<List<DesignColumn>> terms,
            double[][] lambda,
            double[][] covariance,
            double[] effects,
            double[] conditionalCovariance,
            double[] influenceOfFixed,

            @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Component> notIdentified,

            @JacksonInject(value = ModelJson.SECOND_OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Long> levelsElsewhere) {}

    /** A variance or covariance, by the positions of its columns, {@code row} not before {@code column}. */
    record Component(int row, int column) {}

    /**
     * What the fit tells of the uncertainty of the fixed effects.
     *
     * @param crossFactor upper triangle of R with R'R = X'WX, row by row, p (p+1) / 2
     * @param satterthwaite in a list of its own, which is empty where it was not computed
     * @param kenwardRoger in a list of its own, which is empty where it was not computed
     */
    record Facts(double[] crossFactor, List<Variances> satterthwaite, List<Adjusted> kenwardRoger) {}

    /**
     * The response of a generalised model.
     *
     * @param distribution family and link, such as {@code binomial:logit}
     * @param points nodes of the quadrature, 1 for Laplace's approximation
     * @param nullMean the mean at the intercept of the model without predictors, in a list of its own; empty where there is none, absent in files of
     *     early versions
     * @param event the label that counts as success, in a list of its own; empty where the response is numeric
     * @param other the label that does not count, likewise; absent in files of early versions
     * @param trials the column of numbers of trials, likewise
     */
    record Family(
            String distribution,
            int points,
            double dispersion,
            double overdispersion,

            @JacksonInject(value = ModelJson.SECOND_OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Double> nullMean,

            List<String> event,

            @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> other,

            List<String> trials) {}

    /**
     * The covariance structures; those of random terms are in the formula.
     *
     * @param residual how residuals of a subject go together, such as {@code ar1(week | child)}, in a list of its own; empty where they do not
     * @param strata the column of the residual variances, likewise
     * @param residualParameters of the residuals beside their variance
     * @param carried rows from which predictions carry residuals on, in a list of its own; absent where there is nothing to carry, or too much
     */
    record Structures(
            List<String> residual,
            List<String> strata,
            int residualParameters,
            List<Estimate> estimates,
            Cost cost,

            @JacksonInject(value = ModelJson.OPTIONAL_CARRIED, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Carried> carried) {}

    /**
     * The Monte Carlo standard errors of an approximate fit, and what it reached.
     *
     * @param variances one per factor
     * @param criterion of the criterion and the deviance
     * @param probes random vectors
     * @param iterations of the last solution
     * @param left of a right-hand side at most, relative to it
     */
    record Errors(double[] variances, double residual, double criterion, int probes, int iterations, double left) {}

    /**
     * What it took to estimate them.
     *
     * @param passes how often the table was read
     * @param sets of cross-products
     * @param readsRows whether each evaluation went through the rows
     */
    record Cost(int passes, int sets, boolean readsRows) {}

    /**
     * The rows from which predictions carry residuals on, by subject and within it by time.
     *
     * @param subjects the labels of each subject's columns
     * @param start where the rows of each subject begin; one more than there are subjects
     * @param positions times, of text the place among {@code positionLabels}
     * @param strata places among {@code stratumLabels}
     * @param residuals y - X beta - Zb
     * @param x the estimated columns of X, rows x p
     * @param z per factor rows x q
     * @param levels per factor the level of each subject, or of each row where it changes within subjects
     * @param occasions all times
     * @param step the distance of which all are multiples, 0 if there is none
     * @param lastOnly whether there is the last row of each subject only
     */
    record Carried(
            List<List<String>> subjects,
            int[] start,
            double[] positions,
            int[] strata,
            double[] weights,
            double[] residuals,
            double[] x,
            List<double[]> z,
            List<int[]> levels,
            double[] occasions,
            List<String> positionLabels,
            List<String> stratumLabels,
            double step,
            boolean lastOnly) {}

    /** A correlation, or a residual standard deviation. */
    record Estimate(
            StructureEstimate.Kind kind,
            String group,
            String first,
            String second,
            double value,
            double standardError) {}

    /**
     * The k variance parameters.
     *
     * @param covariance upper triangle, row by row, k (k+1) / 2
     * @param derivatives of the covariance of the fixed effects, k upper triangles, row by row, p (p+1) / 2 each
     */
    record Variances(double[] covariance, List<double[]> derivatives) {}

    /**
     * What Kenward and Roger's method needs.
     *
     * @param covariance the adjusted one of the fixed effects, upper triangle, row by row, p (p+1) / 2
     */
    record Adjusted(double[] covariance, Variances variances) {}

    /**
     * How the effects of several grouping factors vary together; a list of one, or absent where there is one factor or none, where the
     * pairs of groups are too many, and in files of early versions.
     *
     * @param half per factor q x q, row by row
     * @param own per factor upper triangles, row by row, G x q (q+1) / 2
     */
    record Joint(List<double[]> half, List<double[]> own, List<Pair> pairs) {}

    /**
     * The blocks between two grouping factors.
     *
     * @param first position in {@code factors}, that of {@code second} is larger
     * @param levels two numbers a pair
     * @param blocks q_first x q_second numbers a pair, row by row
     */
    record Pair(int first, int second, int[] levels, double[] blocks) {}

    /**
     * How the columns vary over the rows of the fit; a list of one, or absent in files of early versions.
     *
     * @param fixedCovariance upper triangle, row by row, p (p+1) / 2
     * @param groups for each grouping factor
     * @param patterns likewise; absent in files of early versions
     */
    record Rows(
            double[] fixedCovariance,
            List<Groups> groups,

            @JacksonInject(value = ModelJson.OPTIONAL_LIST, useInput = OptBoolean.TRUE)
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Pattern> patterns) {}

    /**
     * What varies where, of one grouping factor.
     *
     * @param constantColumns positions among the estimated columns of X of those that are constant within its levels
     * @param withinFactors positions of the factors that it is nested in
     */
    record Pattern(List<Integer> constantColumns, List<Integer> withinFactors) {}

    /**
     * The rows as one grouping factor sees them.
     *
     * @param meanSquares of its columns, upper triangle, row by row, q (q+1) / 2
     * @param smallest rows of the smallest level
     * @param largest rows of the largest level
     * @param sumOfSquares of the rows per level
     * @param sumOfReciprocals of the rows per level
     */
    record Groups(double[] meanSquares, long smallest, long largest, double sumOfSquares, double sumOfReciprocals) {}

    /** How the optimisation ended. */
    record Outcome(Verdict.Status status, double gradientNorm, int evaluations, String optimizer, String explanation) {}

    /** A line of the optimiser's log. */
    record Step(int number, String phase, double criterion, double gradientNorm, double[] theta) {}
}
