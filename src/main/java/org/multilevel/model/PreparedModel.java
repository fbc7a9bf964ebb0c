package org.multilevel.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.GeneralisedFit;
import org.multilevel.glm.GeneralisedProblem;

/**
 * A generalised model that has met its table and knows how the response is read there, before anything is estimated; immutable.
 *
 * <p>Who looks at the rows while they are read, to say what is wrong with a formula for them, puts a table of the same rows in the place of
 * {@link #table()}.
 */
public final class PreparedModel {
    private final String written;
    private final Distribution distribution;
    private final GeneralisedResponse response;
    private final DesignOptions options;
    private final FitOptions fitOptions;
    private final int points;
    private final List<Column> columns;
    private final Progress progress;

    /**
     * Knows what is asked for.
     *
     * @param written the formula as the user wrote it
     * @param columns of the user's table
     */
    PreparedModel(
            String written,
            Distribution distribution,
            GeneralisedResponse response,
            DesignOptions options,
            FitOptions fitOptions,
            int points,
            List<Column> columns,
            Progress progress) {
        this.written = written;
        this.distribution = distribution;
        this.response = response;
        this.options = options;
        this.fitOptions = fitOptions;
        this.points = points;
        this.columns = List.copyOf(columns);
        this.progress = progress;
    }

    /** Returns the formula with the column that the response is read into. */
    public Formula formula() {
        return response.formula();
    }

    /** Returns the table with that column. */
    public Table table() {
        return response.table();
    }

    /** Returns how the table is read. */
    public DesignOptions options() {
        return options;
    }

    /** Returns the family and its link. */
    public Distribution distribution() {
        return distribution;
    }

    /** Returns how many nodes quadrature is to have, 1 for Laplace's approximation. */
    public int points() {
        return points;
    }

    /** Returns this model with another table of the same columns and rows in the place of {@link #table()}. */
    public PreparedModel with(Table table) {
        return new PreparedModel(
                written,
                distribution,
                new GeneralisedResponse(table, response.formula(), response.trials(), response.labels()),
                options,
                fitOptions,
                points,
                columns,
                progress);
    }

    /** Reads what the columns are. */
    public Design design() {
        return Design.of(formula(), table(), options, progress);
    }

    /** Reads the rows. */
    public GeneralisedProblem problem(Design design) {
        return GeneralisedProblem.read(
                design, table(), distribution, response.trials().isPresent(), fitOptions, progress);
    }

    /**
     * Estimates the model and keeps its rows.
     *
     * @throws org.multilevel.error.ModelException as {@link GeneralisedLinearMixedModel#fit}
     */
    public LiveGeneralisedModel live() {
        long start = System.nanoTime();
        Design design = design();
        GeneralisedProblem problem = problem(design);
        GeneralisedFit found = problem.fit(points);
        Generalised generalised = new Generalised(
                distribution,
                found.points(),
                found.dispersion(),
                found.overdispersion(),
                found.nullMean(),
                response.labels().map(TwoLabels::event),
                response.labels().map(TwoLabels::other),
                response.trials());
        double seconds = (System.nanoTime() - start) / 1e9;
        MixedModel model = new MixedModel(FitParts.of(
                design, written, found.fit(), Optional.of(generalised), table(), columnsRead(design), seconds));
        return new LiveGeneralisedModel(model, problem, found);
    }

    /** Returns the columns of the user's table that the model reads, where the design may read others that are computed from them. */
    private List<Column> columnsRead(Design design) {
        Set<String> read = new LinkedHashSet<>(design.columns());
        read.addAll(Formula.parse(written).responseColumns());
        return columns.stream().filter(column -> read.contains(column.name())).toList();
    }
}
