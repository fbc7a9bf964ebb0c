package org.multilevel.knime;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.PredictionCheck;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;
import org.multilevel.fit.FitOptions;
import org.multilevel.formula.Formula;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** Reads from a KNIME table the columns of a model as its learner read them. */
public final class ModelTable {
    private ModelTable() {}

    /**
     * Refuses a table that cannot be the one of the fit, before a row is read.
     *
     * @throws DataException if the table lacks a column of the model
     * @throws org.multilevel.error.ModelException if it has texts where the model needs numbers
     */
    public static void check(MixedModelPortObjectSpec model, DataTableSpec table) {
        Formula formula = Formula.parse(model.formula());
        for (String response : formula.responseColumns()) {
            checkPresent(response, table);
        }
        for (Column predictor : model.predictors()) {
            checkPresent(predictor.name(), table);
        }
        PredictionCheck.check(formula, model.predictors(), KnimeColumns.of(table));
    }

    private static void checkPresent(String name, DataTableSpec table) {
        if (!table.containsName(name)) {
            throw new DataException("The table has no column " + Labels.quoted(name)
                    + ", which the model reads: connect the table that the model was fitted to.");
        }
    }

    /**
     * Returns the columns of a model.
     *
     * @throws DataException if the table lacks one
     */
    public static Table of(MixedModel model, BufferedDataTable table) {
        return of(model, List.of(), table);
    }

    /**
     * Returns the columns of several models of the same table.
     *
     * @param model where models read a column differently, as this one does
     * @throws DataException if the table lacks one
     */
    public static Table of(MixedModel model, List<MixedModel> others, BufferedDataTable table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Stream.concat(Stream.of(model), others.stream())
                .flatMap(one -> one.provenance().columns().stream())
                .forEach(column -> columns.putIfAbsent(column.name(), column));
        Collection<Column> read = columns.values();
        Set<String> labels = new HashSet<>();
        for (Column column : read) {
            checkPresent(column.name(), table.getDataTableSpec());
            if (column.type() == ColumnType.CATEGORICAL) {
                labels.add(column.name());
            }
        }
        return KnimeTable.of(table, read.stream().map(Column::name).toList(), labels);
    }

    /**
     * Reads the table of a model's fit once more, for questions that need its cross-products.
     *
     * @throws DataException if the table lacks a column of the model
     * @throws org.multilevel.error.ModelException if it is not the table of the fit
     */
    public static LiveModel live(MixedModel model, BufferedDataTable table, Progress progress) {
        return LiveModel.again(model, of(model, table), progress);
    }

    /**
     * Reads the table of a generalised model's fit once more, as {@link #live} does that of a linear one.
     *
     * @throws DataException if the table lacks a column of the model
     * @throws org.multilevel.error.ModelException if it is not the table of the fit
     */
    public static LiveGeneralisedModel liveGeneralised(MixedModel model, BufferedDataTable table, Progress progress) {
        return LiveGeneralisedModel.again(model, of(model, table), FitOptions.DEFAULT.threads(), progress);
    }

    /**
     * Returns the table of a model's fit.
     *
     * @throws DataException if the table lacks a column of the model
     * @throws org.multilevel.error.ModelException if it is not the table of the fit
     */
    public static Table checked(MixedModel model, BufferedDataTable table, Progress progress) {
        if (model.generalised().isPresent()) {
            liveGeneralised(model, table, progress);
        } else {
            live(model, table, progress);
        }
        return of(model, table);
    }
}
