package org.multilevel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.Inference;
import org.multilevel.inference.ResponseWords;
import org.multilevel.inference.equation.ModelEquation;
import org.multilevel.inference.shares.Icc;
import org.multilevel.inference.shares.LeastSquaresFit;
import org.multilevel.inference.shares.StandardisedScales;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportContent.Column;
import org.multilevel.report.ReportContent.Dropped;
import org.multilevel.report.ReportContent.Equation;
import org.multilevel.report.ReportContent.Facts;
import org.multilevel.report.ReportContent.Interval;
import org.multilevel.report.ReportContent.Outcome;
import org.multilevel.report.ReportContent.Rows;
import org.multilevel.report.ReportContent.Standardised;
import org.multilevel.report.ReportContent.Tables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;

/**
 * What a report tells about a fitted model, as one JSON document that {@link ReportPage} shows; immutable.
 *
 * <p>Its tables are those of {@link ResultTables}, column by column in full precision. Numbers that JSON cannot write are the
 * texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class ReportDocument {
    static final String FORMAT = "multilevel-report";
    static final int VERSION = 1;

    /** As many as a chart can show and a reader can search, in a file of less than a megabyte. */
    private static final int MOST_LEVELS = 5000;

    /** As many as the summary has. */
    private static final int EQUATION_DIGITS = 4;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final MixedModel model;
    private final ResultTables tables;
    private final Inference inference;
    private final int mostLevels;
    private final List<Object> ofRows;
    private final List<Object> answers;

    private ReportDocument(MixedModel model, Inference inference, int mostLevels, List<?> ofRows, List<?> answers) {
        this.model = model;
        this.tables = ResultTables.of(model, inference);
        this.inference = inference;
        this.mostLevels = mostLevels;
        this.ofRows = List.copyOf(ofRows);
        this.answers = List.copyOf(answers);
    }

    /** Returns the document with 95% intervals and at most 5,000 levels of every grouping factor. */
    public static ReportDocument of(MixedModel model) {
        return of(model, Inference.standard());
    }

    /** Returns the document with tests and intervals as the inference gives them. */
    public static ReportDocument of(MixedModel model, Inference inference) {
        return new ReportDocument(model, inference, MOST_LEVELS, List.of(), List.of());
    }

    /**
     * Returns this document with at most so many levels of every grouping factor: those whose effects lie furthest from zero. A
     * sentence in the document says how many it leaves out.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public ReportDocument withMostLevels(int levels) {
        if (levels < 1) {
            throw new IllegalArgumentException("The number of levels is " + levels + " but must be positive.");
        }
        return new ReportDocument(model, inference, levels, ofRows, answers);
    }

    /** Returns this document with pictures of rows before those of the model alone, as {@link ReportPictures#ofRows} has them. */
    public ReportDocument withPictures(List<DescribedPicture> pictures) {
        return new ReportDocument(
                model,
                inference,
                mostLevels,
                pictures.stream().map(PictureContent::of).toList(),
                answers);
    }

    /**
     * Returns this document with pictures of rows as {@link ReportPictures#written} has them.
     *
     * @throws IllegalArgumentException if a text is none of those
     */
    public ReportDocument withWrittenPictures(List<String> pictures) {
        return new ReportDocument(
                model,
                inference,
                mostLevels,
                pictures.stream().map(PictureContent::read).toList(),
                answers);
    }

    /**
     * Returns this document with tables of what else was asked of the model: comparisons, the ladder, intervals, tests of terms, means, what
     * moves without a group. They have a section of their own, in this order.
     */
    public ReportDocument withAnswers(List<ResultTable> tables) {
        return new ReportDocument(
                model,
                inference,
                mostLevels,
                ofRows,
                tables.stream().map(ReportTables::answer).toList());
    }

    /**
     * Returns this document with such tables as {@link #written} has them.
     *
     * @throws IllegalArgumentException if a text is none of those
     */
    public ReportDocument withWrittenAnswers(List<String> written) {
        return new ReportDocument(
                model,
                inference,
                mostLevels,
                ofRows,
                written.stream().map(PictureContent::read).toList());
    }

    /** Returns tables as texts, in ASCII, that {@link #withWrittenAnswers} takes: for hosts that show them later. */
    public static List<String> written(List<ResultTable> tables) {
        return tables.stream()
                .map(table -> json(ASCII, ReportTables.answer(table)))
                .toList();
    }

    /** Returns the document as one line of JSON. */
    public String json() {
        return json(MAPPER.writer(), content());
    }

    private static String json(ObjectWriter writer, Object content) {
        try {
            return writer.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written as JSON.", e);
        }
    }

    private ReportContent content() {
        ReportWords words = new ReportWords(model, inference);
        return new ReportContent(
                FORMAT,
                VERSION,
                model.provenance().version(),
                words.title(),
                words.sentences(),
                outcome(words),
                words.notes(),
                facts(),
                new Interval(inference.level(), inference.normalQuantile()),
                statistics(),
                new Tables(
                        ReportTables.table(tables.fixedEffects()),
                        ReportTables.table(tables.varianceComponents()),
                        ReportTables.table(tables.fitStatistics())),
                model.groupingFactors().stream()
                        .map(factor -> ReportTables.factor(factor, mostLevels))
                        .toList(),
                equation(),
                new Standardised(StandardisedScales.of(model)
                        .map(StandardisedScales::scales)
                        .orElse(new double[0])),
                answers,
                Stream.<Object>concat(
                                ofRows.stream(),
                                ReportPictures.of(model, inference).stream().map(PictureContent::of))
                        .toList(),
                Summary.of(model).withInference(inference).text());
    }

    private Equation equation() {
        Optional<String> none = ModelEquation.absence(model);
        if (none.isPresent()) {
            return new Equation(List.of(), List.of(), List.of(none.get()));
        }
        ModelEquation symbols = ModelEquation.of(model);
        return new Equation(
                symbols.elements(), symbols.withEstimates(EQUATION_DIGITS).elements(), symbols.notes());
    }

    private Outcome outcome(ReportWords words) {
        return new Outcome(
                words.status(),
                words.verdict(),
                words.explanation(),
                model.verdict().evaluations(),
                model.verdict().optimizer(),
                model.verdict().gradientNorm());
    }

    private Facts facts() {
        List<Dropped> dropped = model.rows().dropped().entrySet().stream()
                .map(entry -> new Dropped(entry.getKey(), entry.getValue()))
                .toList();
        return new Facts(
                model.formula(),
                model.response(),
                model.method().name(),
                weights(),
                ratio(),
                new Rows(model.rows().read(), model.rows().used(), dropped),
                model.provenance().columns().stream()
                        .map(column -> new Column(column.name(), column.type().name()))
                        .toList());
    }

    /** The trials of a generalised model are no weights. */
    private List<String> weights() {
        return model.generalised().flatMap(Generalised::trials).isPresent()
                ? List.of()
                : model.provenance().weights().stream().toList();
    }

    private List<String> ratio() {
        ResponseWords words = ResponseWords.of(model);
        return words.hasRatios() ? List.of(words.ratio()) : List.of();
    }

    private Map<String, Number> statistics() {
        FitStatistics statistics = model.statistics();
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("observations", statistics.observations());
        values.put("parameters", statistics.parameters());
        values.put("log_likelihood", statistics.logLikelihood());
        values.put("criterion", statistics.criterion());
        values.put("deviance", statistics.deviance());
        values.put("aic", statistics.aic());
        values.put("bic", statistics.bic());
        model.generalised()
                .ifPresentOrElse(
                        of -> {
                            if (of.distribution().family().hasDispersion()) {
                                values.put("dispersion", of.dispersion());
                            }
                            if (!ResponseWords.of(model).isYesOrNo()) {
                                values.put("overdispersion", of.overdispersion());
                            }
                        },
                        () -> {
                            if (model.hasOneResidualVariance()) {
                                values.put("sigma", statistics.sigma());
                            }
                        });
        OptionalDouble icc = Icc.of(model);
        icc.ifPresent(value -> values.put("icc", value));
        if (!model.groupingFactors().isEmpty()) {
            VarianceShares.of(model).ifPresent(shares -> {
                values.put("r2_marginal", shares.r2Marginal());
                values.put("r2_conditional", shares.r2Conditional());
            });
        }
        LeastSquaresFit.of(model).ifPresent(fit -> values.put("r_squared", fit.rSquared()));
        return values;
    }
}
