package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.data.Table;
import org.multilevel.error.MultilevelException;
import org.multilevel.formula.Formula;
import org.multilevel.formula.FormulaBuilder;
import org.multilevel.formula.Grouping;
import weka.classifiers.functions.MixedModelPlan.Attempt;
import weka.core.Attribute;
import weka.core.Instances;

/** Makes the plan for some data from what the user has chosen, and refuses choices that mean nothing. */
final class MixedModelPlanner {
    private static final String LEAST_SQUARES = "ordinary least squares, without groups";

    private final Instances data;
    private final MixedModelSettings settings;
    private final String response;
    private final UsableRows rows;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private MixedModelPlanner(Instances data, MixedModelSettings settings) {
        this.data = data;
        this.settings = settings;
        this.response = data.classAttribute().name();
        this.rows = UsableRows.of(data);
    }

    /**
     * Returns the plan.
     *
     * @throws MixedModelException if an option names no attribute, or one that cannot serve there, or the formula is none
     */
    static MixedModelPlan plan(Instances data, MixedModelSettings settings) throws MixedModelException {
        try {
            return new MixedModelPlanner(data, settings).plan();
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    private MixedModelPlan plan() throws MixedModelException {
        List<List<Attribute>> groups = groups();
        List<Attribute> slopes = slopes(groups);
        boolean written = !settings.formula().isEmpty();
        Set<String> columns =
                written ? attemptWritten(groups, slopes) : attemptBuilt(groupsOrDefault(groups, slopes), slopes);
        clearIfNoRowIsComplete(columns);
        boolean asWritten = written && !attempts.isEmpty();
        attempts.add(new Attempt(Formula.response(response).build(), "the mean of " + response));
        Optional<String> weights = isWeighted() ? Optional.of(InstancesTable.weightsName(data)) : Optional.empty();
        Table table = weights.isPresent()
                ? InstancesTable.withWeights(data, columns, weights.get())
                : InstancesTable.of(data, columns);
        return new MixedModelPlan(table, weights, attempts, asWritten, notes);
    }

    private boolean isWeighted() {
        return data.stream().anyMatch(row -> row.weight() != 1);
    }

    /** Drops all attempts if no row has all values, since none of them could work. */
    private void clearIfNoRowIsComplete(Set<String> columns) {
        List<Attribute> needed = columns.stream()
                .map(data::attribute)
                .filter(attribute -> attribute != null)
                .toList();
        if (rows.isEmpty()) {
            attempts.clear();
            notes.clear();
            notes.add("No row has a value of " + response + ".");
        } else if (rows.complete(needed).isEmpty()) {
            attempts.clear();
            notes.clear();
            notes.add("No row has a value of all of " + String.join(", ", columns) + ", so this is the mean of "
                    + response + " alone.");
        }
    }

    private List<List<Attribute>> groups() throws MixedModelException {
        List<List<Attribute>> groups = new NamedAttributes(data, "group").nestings(settings.group());
        for (Attribute attribute : flat(groups)) {
            if (attribute.isDate()) {
                throw new MixedModelException("The option group names " + NamedAttributes.quoted(attribute)
                        + ", a date attribute: a group must be nominal, string or numeric.");
            }
        }
        return groups;
    }

    private List<Attribute> slopes(List<List<Attribute>> groups) throws MixedModelException {
        List<Attribute> slopes = new NamedAttributes(data, "slopes").list(settings.slopes());
        for (Attribute slope : slopes) {
            if (slope.type() != Attribute.NUMERIC && slope.type() != Attribute.NOMINAL) {
                throw new MixedModelException("The option slopes names " + NamedAttributes.quoted(slope) + ", a "
                        + Attribute.typeToString(slope) + " attribute: a slope must be numeric or nominal.");
            }
            if (flat(groups).contains(slope)) {
                throw new MixedModelException("The option slopes names " + NamedAttributes.quoted(slope)
                        + ", which is also a group: remove it from one of the two options.");
            }
        }
        return slopes;
    }

    /** Plans what the user wrote; returns the columns that it needs. */
    private Set<String> attemptWritten(List<List<Attribute>> groups, List<Attribute> slopes)
            throws MixedModelException {
        WrittenFormula written = WrittenFormula.parse(settings.formula(), response);
        new NamedAttributes(data, "formula").checkExist(written.formula().columns());
        if (groups.isEmpty() && !slopes.isEmpty()) {
            throw new MixedModelException(
                    "The option slopes needs the option group beside a formula: name the group, or write the"
                            + " slopes into the formula, as in (1 + "
                            + slopes.get(0).name() + " | group).");
        }
        if (!groups.isEmpty() && written.hasRandomTerms()) {
            throw new MixedModelException(
                    "The formula has random terms already: leave the options group and slopes empty, or take"
                            + " the random terms out of the formula.");
        }
        Formula formula = written.formula();
        if (!groups.isEmpty()) {
            formula = Formula.parse(formula
                    + groupings(groups, slopes).stream()
                            .map(grouping -> " + " + grouping)
                            .collect(Collectors.joining()));
        }
        List<String> dotColumns = formula.hasDot() ? dotColumns(formula) : List.of();
        attempts.add(new Attempt(formula, "the formula as it was written"));
        if (!formula.groupColumns().isEmpty()) {
            attempts.add(new Attempt(written.fixedPart(dotColumns), LEAST_SQUARES));
        }
        Set<String> columns = new LinkedHashSet<>(formula.columns());
        columns.addAll(dotColumns);
        return columns;
    }

    /** Returns what a dot stands for: all other attributes that can be fixed effects, as where there is no formula. */
    private List<String> dotColumns(Formula formula) {
        return names(
                predictors(formula.groupColumns().stream().map(data::attribute).toList()));
    }

    private List<Attribute> predictors(List<Attribute> groups) {
        PredictorChoice predictors = new PredictorChoice(data, rows, groups);
        if (!predictors.left().isEmpty()) {
            notes.add("Left out of the fixed effects: " + String.join(", ", predictors.left()) + ".");
        }
        return predictors.chosen();
    }

    private List<List<Attribute>> groupsOrDefault(List<List<Attribute>> groups, List<Attribute> slopes)
            throws MixedModelException {
        if (!groups.isEmpty()) {
            return groups;
        }
        Optional<Attribute> chosen = GroupChoice.of(data, rows, slopes);
        if (chosen.isPresent()) {
            notes.add(
                    "The option group is empty, so the group is " + chosen.get().name()
                            + ": of the nominal and string attributes whose levels repeat, it has the most levels.");
            return List.of(List.of(chosen.get()));
        }
        if (!slopes.isEmpty()) {
            throw new MixedModelException("The option slopes needs a group, and no nominal or string attribute has "
                    + GroupChoice.FEWEST_LEVELS + " levels that repeat: name the group in the option group.");
        }
        notes.add("The option group is empty and no nominal or string attribute has " + GroupChoice.FEWEST_LEVELS
                + " levels that repeat, so there are no groups, and the model asked for is ordinary least squares.");
        return List.of();
    }

    /** Plans what the options ask for; returns the columns that it needs. */
    private Set<String> attemptBuilt(List<List<Attribute>> groups, List<Attribute> slopes) {
        List<String> fixed = names(predictors(flat(groups)));
        FormulaBuilder start = Formula.response(response).fixed(fixed.toArray(String[]::new));
        attempts.add(new Attempt(withGroups(start, groups, slopes), "the model as it was asked for"));
        if (!slopes.isEmpty()) {
            attempts.add(new Attempt(withGroups(start, groups, List.of()), "a model with random intercepts only"));
        }
        if (groups.size() > 1) {
            for (List<Attribute> group : groups) {
                attempts.add(new Attempt(
                        withGroups(start, List.of(group), List.of()),
                        "a model with random intercepts by " + String.join("/", names(group)) + " only"));
            }
        }
        if (!groups.isEmpty()) {
            attempts.add(new Attempt(start.build(), LEAST_SQUARES));
        }
        Set<String> columns = new LinkedHashSet<>(List.of(response));
        columns.addAll(fixed);
        columns.addAll(names(slopes));
        columns.addAll(names(flat(groups)));
        return columns;
    }

    private Formula withGroups(FormulaBuilder start, List<List<Attribute>> groups, List<Attribute> slopes) {
        FormulaBuilder builder = start;
        for (Grouping grouping : groupings(groups, slopes)) {
            builder = builder.random(grouping);
        }
        return builder.build();
    }

    private List<Grouping> groupings(List<List<Attribute>> groups, List<Attribute> slopes) {
        return groups.stream()
                .map(nesting -> Grouping.nested(names(nesting).toArray(String[]::new)))
                .map(grouping -> grouping.slopes(names(slopes).toArray(String[]::new)))
                .map(grouping -> settings.uncorrelated() && !slopes.isEmpty() ? grouping.uncorrelated() : grouping)
                .toList();
    }

    private static List<Attribute> flat(Collection<List<Attribute>> groups) {
        return groups.stream().flatMap(List::stream).distinct().toList();
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }
}
