package weka.classifiers.functions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.FindingKind;

/**
 * What is to be estimated on some data.
 *
 * @param table the columns that the formulas speak of
 * @param weights the column of prior weights, if the instances differ in weight
 * @param residuals how residuals go together, in the model that was asked for
 * @param asked the model that was asked for; nothing where the fixed effects have no complete row
 * @param dotColumns what a dot in its formula stands for
 * @param rows that can take part
 * @param mean the last model that is left
 * @param written whether the formula is the user's own, so that what is wrong with it is not the data's fault
 * @param groupsAreMissing whether some rows have all but the groups, and none has the groups too
 * @param notes sentences about choices that were made for the user
 * @param likelyGroups the attributes of which the notes say that they may be groups
 */
record MixedModelPlan(
        Table table,
        Optional<String> weights,
        NamedResiduals residuals,
        Optional<Attempt> asked,
        List<String> dotColumns,
        UsableRows rows,
        Attempt mean,
        boolean written,
        boolean groupsAreMissing,
        List<String> notes,
        Set<String> likelyGroups) {

    /** Copies the collections. */
    MixedModelPlan {
        dotColumns = List.copyOf(dotColumns);
        notes = List.copyOf(notes);
        likelyGroups = Set.copyOf(likelyGroups);
    }

    /** Returns the findings that the notes do not have already, in words that also fit where nothing is named. */
    List<Finding> untold(List<Finding> findings) {
        return findings.stream()
                .filter(finding ->
                        finding.kind() != FindingKind.NUMERIC_GROUP || !likelyGroups.contains(finding.subject()))
                .toList();
    }

    /** Returns this plan with independent residuals, for the mean alone. */
    MixedModelPlan withIndependentResiduals() {
        return new MixedModelPlan(
                table,
                weights,
                NamedResiduals.INDEPENDENT,
                asked,
                dotColumns,
                rows,
                mean,
                written,
                groupsAreMissing,
                notes,
                likelyGroups);
    }

    /**
     * One model.
     *
     * @param formula what to estimate
     * @param description what it is, as the end of "this is ..."
     */
    record Attempt(Formula formula, String description) {}
}
