package org.multilevel.knime.learner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Requirements;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.GeneralisedProblem;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.GeneralisedTableCheck;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.KnimeCells;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.port.ResponseFamily;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.MixedModel;

/** The generalised model that a learner's settings mean on a table with some spec: checked as far as that is possible without its rows. */
final class GeneralisedLearnerModel {
    private static final int TWO = 2;

    private final GeneralisedLinearMixedModel model;
    private final Requirements needs;
    private final Optional<ResponseFamily> family;
    private final Optional<String> event;
    private final double level;

    private GeneralisedLearnerModel(
            GeneralisedLinearMixedModel model,
            Requirements needs,
            Optional<ResponseFamily> family,
            Optional<String> event,
            double level) {
        this.model = model;
        this.needs = needs;
        this.family = family;
        this.event = event;
        this.level = level;
    }

    /**
     * Returns the model.
     *
     * @throws InvalidSettingsException if a setting is left open or means nothing
     * @throws org.multilevel.error.FormulaException if the formula is none
     * @throws org.multilevel.error.DataException if a column cannot be used
     * @throws org.multilevel.error.ModelException if the model cannot be fitted to such a table
     */
    static GeneralisedLearnerModel of(GeneralisedLearnerParameters parameters, DataTableSpec table)
            throws InvalidSettingsException {
        parameters.check();
        MixedModelLearnerParameters choice = choice(parameters, table);
        Formula formula = ModelChoice.formula(choice, table);
        GeneralisedLinearMixedModel model = parameters.model(formula);
        Set<String> named = new LinkedHashSet<>(formula.columns());
        parameters.weights.ifPresent(named::add);
        parameters.trials.ifPresent(named::add);
        KnimeColumns.checkUsable(table, named);
        List<Column> columns = KnimeColumns.of(table);
        Requirements needs = model.requirements(
                KnimeColumns.of(table, model.requirements(columns).labels()));
        GeneralisedProblem.checkPoints(parameters.approximation.points(parameters.quadraturePoints), needs.factors());
        RoleCheck.check(formula, columns, parameters.weights);
        return new GeneralisedLearnerModel(
                model, needs, family(model, parameters, table), parameters.event, parameters.confidenceLevel);
    }

    /** Returns what makes the formula, with columns that nobody has chosen guessed where the table tells them. */
    private static MixedModelLearnerParameters choice(GeneralisedLearnerParameters parameters, DataTableSpec table)
            throws InvalidSettingsException {
        if (parameters.isGuessed()) {
            parameters.guess(table);
        }
        MixedModelLearnerParameters choice = parameters.choice();
        boolean byColumns = choice.specification == Specification.COLUMNS;
        if (byColumns && choice.response.isEmpty()) {
            throw new InvalidSettingsException("No response is chosen: choose the column to be explained.");
        }
        if (parameters.isGuessed() && choice.groupings.length == 1 && choice.groupings[0].group.isEmpty()) {
            throw ColumnGuess.of(table).unclear(", or remove the grouping");
        }
        return choice;
    }

    /** Returns what the response is; nothing where its labels are not known before the rows are read. */
    private static Optional<ResponseFamily> family(
            GeneralisedLinearMixedModel model, GeneralisedLearnerParameters parameters, DataTableSpec table) {
        Optional<DataColumnSpec> response = labelled(model.formula(), parameters, table);
        if (response.isEmpty()) {
            return Optional.of(ResponseFamily.ofNumbers(model.distribution()));
        }
        return labels(response.get())
                .map(labels -> ResponseFamily.ofLabels(
                        model.distribution(), response.get().getName(), labels, parameters.event));
    }

    private static Optional<DataColumnSpec> labelled(
            Formula formula, GeneralisedLearnerParameters parameters, DataTableSpec table) {
        return formula.response() instanceof Expression.Column response && parameters.trials.isEmpty()
                ? table.stream()
                        .filter(column -> column.getName().equals(response.name()))
                        .filter(column -> KnimeColumns.kind(column).equals(Optional.of(ColumnType.CATEGORICAL)))
                        .findFirst()
                : Optional.empty();
    }

    /** A filter before the node may have left fewer values than the specification lists, so only two of them are the labels for sure. */
    private static Optional<Set<String>> labels(DataColumnSpec column) {
        if (column.getType().isCompatible(BooleanValue.class)) {
            return Optional.of(Set.of("false", "true"));
        }
        return column.getDomain().hasValues() && column.getDomain().getValues().size() == TWO
                ? Optional.of(column.getDomain().getValues().stream()
                        .map(Object::toString)
                        .collect(Collectors.toSet()))
                : Optional.empty();
    }

    /** Returns the spec of the model port; nothing where it is not known before the rows are read. */
    Optional<MixedModelPortObjectSpec> spec() {
        return family.map(known -> MixedModelPortObjectSpec.of(model.formula(), needs, known, level));
    }

    /** Returns the formula. */
    Formula formula() {
        return model.formula();
    }

    /** Returns the family and its link. */
    Distribution distribution() {
        return model.distribution();
    }

    /** Returns how the model's results tell of uncertainty. */
    Inference inference() {
        return Inference.standard().withLevel(level);
    }

    /** Returns the response as results have it. */
    String response() {
        return needs.response();
    }

    /** Returns the columns that the model reads. */
    Table table(BufferedDataTable data) {
        List<String> names = needs.columns().stream().map(Column::name).toList();
        return KnimeTable.of(data, names, needs.labels());
    }

    /** Fits the model to a table, which is read where it is, and keeps its rows in a compact form for what else is asked. */
    LiveGeneralisedModel fit(BufferedDataTable data, Progress progress) {
        GeneralisedTableCheck check = GeneralisedTableCheck.beside(model, table(data), progress);
        return check.told(check.fit()).withObservationLevel();
    }

    /** Returns the port object of the fitted model. */
    MixedModelPortObject port(MixedModel fitted, BufferedDataTable data) {
        return new MixedModelPortObject(
                fitted,
                spec().orElseGet(() -> MixedModelPortObjectSpec.of(
                        model.formula(),
                        needs,
                        ResponseFamily.ofLabels(distribution(), needs.response(), found(data), event),
                        level)));
    }

    /** Returns the labels of a table to which the model could be fitted, so that there are two. */
    private Set<String> found(BufferedDataTable data) {
        int column = data.getDataTableSpec().findColumnIndex(needs.response());
        Set<String> found = new LinkedHashSet<>();
        for (DataRow row : data) {
            KnimeCells.label(row.getCell(column)).ifPresent(found::add);
            if (found.size() == TWO) {
                break;
            }
        }
        return found;
    }
}
