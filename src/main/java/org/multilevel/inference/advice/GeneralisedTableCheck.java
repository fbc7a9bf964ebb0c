package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.Structure;
import org.multilevel.design.StructureSurvey;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Outcomes;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.PreparedModel;

/**
 * Finds in a table alone what may be wrong with a generalised model for it, as {@link TableCheck} does for a linear one.
 *
 * <p>Beside {@link #fit} it costs no pass over the table. Without a fit, {@link #of} reads the table as a fit would, and asks the
 * model without random effects, which is quick, whether predictors separate the outcomes.
 */
public final class GeneralisedTableCheck {
    private final PreparedModel model;
    private final StructureSurvey survey;

    private GeneralisedTableCheck(PreparedModel model, StructureSurvey survey) {
        this.model = model.with(survey.table());
        this.survey = survey;
    }

    /**
     * Prepares the check of a table that a model is about to be fitted to.
     *
     * @throws ModelException if a column does not exist, or does not go with the family
     */
    public static GeneralisedTableCheck beside(GeneralisedLinearMixedModel model, Table table, Progress progress) {
        PreparedModel prepared = model.withProgress(progress).prepared(table);
        return new GeneralisedTableCheck(
                prepared, StructureSurvey.of(prepared.formula(), prepared.table(), prepared.options(), progress));
    }

    /**
     * Fits the model to the table, which is looked at when it is read.
     *
     * @throws ModelException if the model cannot be estimated on this table
     */
    public LiveGeneralisedModel fit() {
        return model.live();
    }

    /** Returns what was found in the table that a model was {@linkplain #fit fitted} to, the most important first. */
    public List<Finding> findings(LiveGeneralisedModel fitted) {
        Stream<Finding> few = OutcomeFindings.few(
                fitted.problem().events(), model.distribution().family())
                .stream();
        return Advice.ordered(Stream.concat(few, inTable().stream()).toList());
    }

    /** Returns a fitted model with what was found in its table. */
    public LiveGeneralisedModel told(LiveGeneralisedModel fitted) {
        return new LiveGeneralisedModel(
                fitted.model()
                        .withTableFindings(
                                findings(fitted).stream().map(Finding::kept).toList()),
                fitted.problem(),
                fitted.fit());
    }

    private List<Finding> inTable() {
        return survey.structure().map(TableFindings::ofOutcomes).orElse(List.of());
    }

    /**
     * Returns what can be said of a model before a search, as {@link TableCheck#of} does, and what the outcomes tell: whether predictors
     * separate them, whether they are too few, which groups have one only, and whether counts vary too much within groups.
     *
     * @throws ModelException if a column does not exist or is of the wrong type, or no row can be used
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static List<Finding> of(GeneralisedLinearMixedModel model, Table table, Progress progress) {
        GeneralisedTableCheck check = beside(model, table, progress);
        List<Finding> findings = new ArrayList<>();
        Optional<Design> design = Optional.empty();
        try {
            design = Optional.of(check.model.design());
            Outcomes outcomes = check.model.problem(design.get()).outcomes(check.model.points());
            findings.addAll(
                    OutcomeFindings.of(outcomes, check.model.distribution().family()));
        } catch (ModelException refused) {
            if (check.survey.structure().isEmpty()) {
                throw refused;
            }
            findings.add(Finding.note(FindingKind.REFUSED, "", String.valueOf(refused.getMessage())));
        }
        Structure structure = check.survey.structure().orElseThrow();
        findings.addAll(check.inTable());
        design.ifPresent(known -> {
            findings.addAll(DesignFindings.ofOutcomes(known, structure, check.model.points()));
            check.model
                    .table()
                    .notes(known.columns())
                    .forEach(note -> findings.add(Finding.note(FindingKind.NOTE, "", note)));
        });
        return Advice.ordered(findings);
    }
}
