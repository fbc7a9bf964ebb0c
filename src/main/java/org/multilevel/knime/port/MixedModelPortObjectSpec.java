package org.multilevel.knime.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Requirements;
import org.multilevel.error.MethodException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.Inference;

/** What is known of a model before it is fitted: enough for the nodes after the learner to configure themselves. */
public final class MixedModelPortObjectSpec extends AbstractSimplePortObjectSpec {
    private static final int VERSION = 2;

    /** That of a linear model, which versions before generalised ones read too. */
    private static final int LINEAR_VERSION = 1;

    private static final String VERSION_KEY = "version";
    private static final String RESPONSE_KEY = "response";
    private static final String FORMULA_KEY = "formula";
    private static final String METHOD_KEY = "method";
    private static final String LEVEL_KEY = "confidence_level";
    private static final String PREDICTORS_KEY = "predictors";
    private static final String KINDS_KEY = "predictor_kinds";
    private static final String FACTORS_KEY = "grouping_factors";
    private static final String FAMILY_KEY = "family";
    private static final String LABELS_KEY = "labels";
    private static final String RESIDUALS_KEY = "residual_structure";
    /** Only where residuals go together, which versions before them need not know. */
    private static final String RESIDUAL_KEY = "residual";

    /** Reads and writes specs of this kind. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<MixedModelPortObjectSpec> {}

    private Content content =
            new Content("", "", EstimationMethod.REML, 0.95, List.of(), List.of(), Optional.empty(), false, "");

    /** What a spec holds. */
    private record Content(
            String response,
            String formula,
            EstimationMethod method,
            double confidenceLevel,
            List<Column> predictors,
            List<String> factors,
            Optional<ResponseFamily> family,
            boolean residualStructure,
            String residual) {}

    /** Creates the spec that KNIME then loads. */
    public MixedModelPortObjectSpec() {}

    private MixedModelPortObjectSpec(Content content) {
        this.content = content;
    }

    /**
     * Returns the spec of a model that can be fitted to a table with these columns.
     *
     * @param columns all columns of the table, as they will be read
     * @param confidenceLevel the level of the intervals in the model's summary
     * @throws org.multilevel.error.ModelException if no such model can be fitted, as {@link Requirements#of}
     * @throws org.multilevel.error.FormulaException likewise
     */
    public static MixedModelPortObjectSpec of(
            Formula formula,
            List<Column> columns,
            DesignOptions options,
            EstimationMethod method,
            double confidenceLevel) {
        Requirements needs = Requirements.of(formula, columns, options);
        return new MixedModelPortObjectSpec(new Content(
                needs.response(),
                formula.toString(),
                method,
                confidenceLevel,
                needs.predictors(),
                needs.factors(),
                Optional.empty(),
                options.hasResidualStructure(),
                options.residual().map(ResidualTerm::toString).orElse("")));
    }

    /**
     * Returns the spec of a generalised model.
     *
     * @param needs what the model needs of its table, with the columns as they will be read
     * @param confidenceLevel the level of the intervals in the model's summary
     */
    public static MixedModelPortObjectSpec of(
            Formula formula, Requirements needs, ResponseFamily family, double confidenceLevel) {
        return new MixedModelPortObjectSpec(new Content(
                needs.response(),
                formula.toString(),
                EstimationMethod.ML,
                confidenceLevel,
                needs.predictors(),
                needs.factors(),
                Optional.of(family),
                false,
                ""));
    }

    /** Returns what a generalised model's response is like; empty for a linear model. */
    public Optional<ResponseFamily> family() {
        return content.family();
    }

    /** Returns whether the residuals of a subject go together, so that those of the fit tell of its other rows. */
    public boolean carriesResiduals() {
        return !content.residual().isEmpty();
    }

    /**
     * Makes sure that the model is a linear one.
     *
     * @param what is for linear models only, as the beginning of a sentence
     * @throws org.multilevel.error.MethodException if it is a generalised one
     */
    public void requireLinear(String what) {
        content.family().ifPresent(family -> {
            throw family.distribution().onlyLinear(what);
        });
    }

    /** Returns the response as results have it, such as {@code log(y)}, without backticks where it is a column. */
    public String response() {
        return content.response();
    }

    /** Returns the formula's text. */
    public String formula() {
        return content.formula();
    }

    /** Returns the likelihood that is maximised. */
    public EstimationMethod method() {
        return content.method();
    }

    /** Returns the level of the confidence intervals in the model's summary. */
    public double confidenceLevel() {
        return content.confidenceLevel();
    }

    /** Returns how the model's results tell of uncertainty. */
    public Inference inference() {
        return Inference.standard().withLevel(content.confidenceLevel());
    }

    /** Returns the columns that a prediction needs, in the order of the learner's table, as the learner reads them. */
    public List<Column> predictors() {
        return content.predictors();
    }

    /** Returns the names of the grouping factors in the order of the formula, such as {@code school} or {@code cask:batch}. */
    public List<String> groupingFactors() {
        return content.factors();
    }

    /** Returns the names of the factors whose levels can be left out: the grouping factors, then the subjects of residuals that go together. */
    public List<String> factorsToLeaveOut() {
        Stream<String> subject = carriesResiduals()
                ? Stream.of(ResidualTerm.parse(content.residual()).subjectName())
                : Stream.empty();
        return Stream.concat(content.factors().stream(), subject).distinct().toList();
    }

    @Override
    protected void save(ModelContentWO model) {
        model.addInt(VERSION_KEY, content.family().isPresent() ? VERSION : LINEAR_VERSION);
        model.addString(RESPONSE_KEY, content.response());
        model.addString(FORMULA_KEY, content.formula());
        model.addString(METHOD_KEY, content.method().name());
        model.addDouble(LEVEL_KEY, content.confidenceLevel());
        model.addStringArray(
                PREDICTORS_KEY, content.predictors().stream().map(Column::name).toArray(String[]::new));
        model.addStringArray(
                KINDS_KEY,
                content.predictors().stream()
                        .map(column -> column.type().name())
                        .toArray(String[]::new));
        model.addStringArray(FACTORS_KEY, content.factors().toArray(String[]::new));
        if (content.residualStructure()) {
            model.addBoolean(RESIDUALS_KEY, true);
        }
        if (carriesResiduals()) {
            model.addString(RESIDUAL_KEY, content.residual());
        }
        content.family().ifPresent(family -> {
            model.addString(FAMILY_KEY, family.distribution().toString());
            model.addStringArray(LABELS_KEY, family.labels().toArray(String[]::new));
        });
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        int version = model.getInt(VERSION_KEY);
        if (version > VERSION) {
            throw new InvalidSettingsException("The model port is of version " + version
                    + ", but this extension reads version " + VERSION + ": update the Multilevel extension.");
        }
        content = new Content(
                model.getString(RESPONSE_KEY),
                model.getString(FORMULA_KEY),
                constant(EstimationMethod.class, model.getString(METHOD_KEY)),
                model.getDouble(LEVEL_KEY),
                columns(model.getStringArray(PREDICTORS_KEY), model.getStringArray(KINDS_KEY)),
                List.of(model.getStringArray(FACTORS_KEY)),
                version == LINEAR_VERSION ? Optional.empty() : Optional.of(family(model)),
                model.getBoolean(RESIDUALS_KEY, false),
                model.getString(RESIDUAL_KEY, ""));
    }

    private static ResponseFamily family(ModelContentRO model) throws InvalidSettingsException {
        try {
            return new ResponseFamily(
                    Distribution.parse(model.getString(FAMILY_KEY)), List.of(model.getStringArray(LABELS_KEY)));
        } catch (MethodException | IllegalArgumentException e) {
            throw new InvalidSettingsException(
                    "The model port is damaged: " + e.getMessage() + "; execute the learner again.", e);
        }
    }

    private static List<Column> columns(String[] names, String[] kinds) throws InvalidSettingsException {
        if (names.length != kinds.length) {
            throw new InvalidSettingsException("The model port is damaged: it names " + names.length + " columns with "
                    + kinds.length + " kinds; execute the learner again.");
        }
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < names.length; k++) {
            columns.add(
                    switch (constant(ColumnType.class, kinds[k])) {
                        case NUMERIC -> Column.numeric(names[k]);
                        case CATEGORICAL -> Column.categorical(names[k]);
                    });
        }
        return List.copyOf(columns);
    }

    private static <E extends Enum<E>> E constant(Class<E> choices, String name) throws InvalidSettingsException {
        try {
            return Enum.valueOf(choices, name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidSettingsException(
                    "The model port is damaged: \"" + name + "\" is not known; execute the learner again.", unknown);
        }
    }
}
