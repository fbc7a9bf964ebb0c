package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.Structure;
import org.multilevel.design.StructureSurvey;
import org.multilevel.error.ModelException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.problem.Problem;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * Finds in a table alone what may be wrong with a formula for it.
 *
 * <p>Beside a fit it costs no pass over the table: fit the model to {@link #table()}, then let {@link #told} give the model what was found, so
 * that everything that shows it says so, also from a file. Without a fit,
 * {@link #of(LinearMixedModel, Table, Progress)} reads the table once.
 */
public final class TableCheck {
    private final StructureSurvey survey;

    private TableCheck(StructureSurvey survey) {
        this.survey = survey;
    }

    /**
     * Prepares the check of a table that a model is about to be fitted to.
     *
     * @throws ModelException if a column does not exist or is of the wrong type
     */
    public static TableCheck beside(LinearMixedModel model, Table table, Progress progress) {
        return new TableCheck(StructureSurvey.of(model.formula(), table, model.designOptions(), progress));
    }

    /** Returns the table to fit to: the same rows, which are looked at when they are read. */
    public Table table() {
        return survey.table();
    }

    /** Returns what was found in the table, the most important first; nothing if it has not been read. */
    public List<Finding> findings() {
        return Advice.ordered(survey.structure().map(TableFindings::of).orElse(List.of()));
    }

    /** Returns a model that was fitted to {@link #table()} with what was found there. */
    public MixedModel told(MixedModel model) {
        return model.withTableFindings(findings().stream().map(Finding::kept).toList());
    }

    /** Returns a model with its cross-products as {@link #told(MixedModel)}. */
    public LiveModel told(LiveModel live) {
        return new LiveModel(told(live.model()), live.problem());
    }

    /**
     * Returns what can be said of a model before a search: what {@link #findings} has, and how the groups lie to one another, how many
     * covariance parameters there are for how many groups, and how long the fit will take. Where residuals have a structure the table is read
     * twice more, since rows tell how many parameters that has, and whether they bear it.
     *
     * @throws ModelException if a column does not exist or is of the wrong type, or no row can be used
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static List<Finding> of(LinearMixedModel model, Table table, Progress progress) {
        TableCheck check = beside(model, table, progress);
        List<Finding> findings = new ArrayList<>();
        Optional<Design> design = Optional.empty();
        OptionalInt ofResiduals =
                model.designOptions().hasResidualStructure() ? OptionalInt.empty() : OptionalInt.of(0);
        try {
            design = Optional.of(Design.of(model.formula(), check.table(), model.designOptions(), progress));
            Problem.check(design.get());
            ofResiduals = OptionalInt.of(ofResiduals(design.get(), check.table(), progress));
        } catch (ModelException refused) {
            if (check.survey.structure().isEmpty()) {
                throw refused;
            }
            findings.add(Finding.note(FindingKind.REFUSED, "", String.valueOf(refused.getMessage())));
        }
        Structure structure = check.survey.structure().orElseThrow();
        findings.addAll(TableFindings.of(structure));
        if (design.isPresent()) {
            findings.addAll(DesignFindings.of(design.get(), structure, ofResiduals));
            table.notes(design.get().columns()).forEach(note -> findings.add(Finding.note(FindingKind.NOTE, "", note)));
        }
        return Advice.ordered(findings);
    }

    private static int ofResiduals(Design design, Table table, Progress progress) {
        return design.options().hasResidualStructure()
                ? Problem.read(design, table, FitOptions.DEFAULT, progress).residualParameters(progress)
                : 0;
    }
}
