package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.data.Table;
import org.multilevel.error.MultilevelException;
import org.multilevel.formula.Formula;
import org.multilevel.formula.FormulaBuilder;
import org.multilevel.formula.Grouping;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.LikelyGroups;
import weka.classifiers.functions.MixedModelPlan.Attempt;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.Utils;

/** Makes the plan for some data from what the user has chosen, and refuses choices that mean nothing. */
final class MixedModelPlanner {
    /** The largest whole number up to which a double tells each from the next. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private final Instances data;
    private final MixedModelSettings settings;
    private final String response;
    /** What the model would be without groups, as words after "is". */
    private final String ungrouped;

    private final Optional<Attribute> weights;
    private final Optional<Attribute> trials;
    private final NamedResiduals residuals;
    private final UsableRows rows;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> likelyGroups = new LinkedHashSet<>();
    private List<String> dotColumns = List.of();

    private MixedModelPlanner(Instances data, MixedModelSettings settings, String ungrouped)
            throws MixedModelException {
        this.data = data;
        this.settings = settings;
        this.ungrouped = ungrouped;
        this.response = data.classAttribute().name();
        this.weights = amounts("weights", settings.weights());
        this.trials = amounts("trials", settings.own().trials());
        if (weights.isPresent() && trials.isPresent()) {
            throw new MixedModelException(
                    "The options weights and trials are both given, and trials are weights already: leave"
                            + " one of the two empty.");
        }
        this.residuals = NamedResiduals.of(data, settings.own());
        this.rows = UsableRows.of(data, taken().findFirst());
    }

    /** Returns the attributes that serve otherwise than as predictors. */
    private Stream<Attribute> taken() {
        return Stream.concat(weights.stream(), trials.stream());
    }

    /** Returns the attribute of positive amounts that an option names. */
    private Optional<Attribute> amounts(String option, String text) throws MixedModelException {
        List<Attribute> named = new NamedAttributes(data, option).list(text);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Attribute attribute = named.get(0);
        if (named.size() > 1 || attribute.type() != Attribute.NUMERIC) {
            throw new MixedModelException("The option " + option + " names "
                    + (named.size() > 1
                            ? named.size() + " attributes"
                            : NamedAttributes.quoted(attribute) + ", a " + Attribute.typeToString(attribute)
                                    + " attribute")
                    + ": name one numeric attribute.");
        }
        for (int row = 0; row < data.numInstances(); row++) {
            double amount = data.instance(row).value(attribute);
            if (amount < 0 || Double.isInfinite(amount)) {
                throw new MixedModelException("The option " + option + " names " + NamedAttributes.quoted(attribute)
                        + ", which is " + Utils.doubleToString(amount, 6) + " in row " + (row + 1)
                        + ": " + option + " must be positive, or 0 for a row that is left out.");
            }
        }
        return Optional.of(attribute);
    }

    /** Returns the name of the column of weights, if the rows differ in weight. */
    private Optional<String> weightsColumn() {
        boolean weighted = data.stream().anyMatch(row -> row.weight() != 1);
        return weights.map(attribute -> weighted ? InstancesTable.weightsName(attribute) : attribute.name())
                .or(() -> weighted ? Optional.of(InstancesTable.weightsName(data)) : Optional.empty());
    }

    /**
     * Returns the plan.
     *
     * @param ungrouped what the model would be without groups, as words after "is"
     * @throws MixedModelException if an option names no attribute, or one that cannot serve there, or the formula is none
     */
    static MixedModelPlan plan(Instances data, MixedModelSettings settings, String ungrouped)
            throws MixedModelException {
        try {
            return new MixedModelPlanner(data, settings, ungrouped).plan();
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    private MixedModelPlan plan() throws MixedModelException {
        List<List<Attribute>> groups = groups();
        List<Attribute> slopes = slopes(groups);
        boolean written = !settings.formula().isEmpty();
        Formula asked = written ? written(groups, slopes) : built(groupsOrDefault(groups, slopes), slopes);
        Set<String> columns = new LinkedHashSet<>(asked.columns());
        columns.addAll(dotColumns);
        Set<String> fixed = new LinkedHashSet<>(columns);
        fixed.removeAll(asked.groupColumns());
        trials.map(Attribute::name).ifPresent(columns::add);
        columns.addAll(residuals.columns());
        boolean possible = isSomeRowComplete(fixed);
        Optional<String> weighting = weightsColumn();
        Table table = weighting
                .map(name -> InstancesTable.withWeights(data, columns, name))
                .orElseGet(() -> InstancesTable.of(data, columns));
        checkDistinct(asked.groupColumns());
        checkDistinct(residuals.subject());
        return new MixedModelPlan(
                table,
                weighting,
                residuals,
                possible ? Optional.of(new Attempt(asked, "the model as it was asked for")) : Optional.empty(),
                dotColumns,
                rows,
                new Attempt(Formula.response(response).build(), centre()),
                written,
                possible && rows.complete(attributes(columns)).isEmpty(),
                notes,
                likelyGroups);
    }

    /** Refuses ids beyond the whole numbers that Weka's doubles tell apart: several would be one group without a word. */
    private void checkDistinct(Collection<String> groups) throws MixedModelException {
        for (Attribute attribute : attributes(groups)) {
            boolean large = attribute.type() == Attribute.NUMERIC
                    && data.stream().anyMatch(row -> Math.abs(row.value(attribute)) > LARGEST_WHOLE);
            if (large) {
                throw new MixedModelException("The group " + NamedAttributes.quoted(attribute)
                        + " holds numbers of more than 15 digits, of which Weka's numbers cannot tell all apart: read it as"
                        + " nominal or as text (with the option -N or -S of the CSVLoader).");
            }
        }
    }

    /** Returns whether there can be a model; if not, that is all there is to say. Groups may still be missing everywhere. */
    private boolean isSomeRowComplete(Set<String> columns) {
        if (rows.isEmpty()) {
            notes.clear();
            notes.add("No row has a value of " + response + ".");
            return false;
        }
        if (rows.complete(attributes(columns)).isEmpty()) {
            notes.clear();
            notes.add("No row has a value of all of " + String.join(", ", columns) + ", so this is " + centre()
                    + " alone.");
            return false;
        }
        return true;
    }

    /** Returns what is left without predictors. */
    private String centre() {
        return data.classAttribute().isNominal()
                ? "the shares of the labels of " + response
                : "the mean of " + response;
    }

    private List<Attribute> attributes(Collection<String> names) {
        return names.stream()
                .map(data::attribute)
                .filter(attribute -> attribute != null)
                .toList();
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

    /** Returns what the user wrote, with the groups of the options. */
    private Formula written(List<List<Attribute>> groups, List<Attribute> slopes) throws MixedModelException {
        WrittenFormula written = WrittenFormula.parse(settings.formula(), response);
        new NamedAttributes(data, "formula").checkExist(written.formula().columns());
        if (!groups.isEmpty() && written.hasRandomTerms()) {
            throw new MixedModelException(
                    "The formula has random terms already: leave the options group and slopes empty, or take"
                            + " the random terms out of the formula.");
        }
        List<List<Attribute>> all = groups.isEmpty() && !written.hasRandomTerms() ? lent(slopes) : groups;
        if (all.isEmpty() && !slopes.isEmpty()) {
            throw new MixedModelException(
                    "The option slopes needs the option group beside a formula: name the group, or write the"
                            + " slopes into the formula, as in (1 + "
                            + slopes.get(0).name() + " | group).");
        }
        if (all.isEmpty() && !written.hasRandomTerms()) {
            nameLikelyGroups(taken().toList());
        }
        Formula formula = Formula.parse(written.formula()
                + groupings(all, slopes).stream()
                        .map(grouping -> " + " + grouping)
                        .collect(Collectors.joining()));
        if (formula.hasDot()) {
            dotColumns = dotColumns(formula);
        }
        return formula;
    }

    private void nameLikelyGroups(List<Attribute> excluded) throws MixedModelException {
        LikelyGroups likely = GroupChoice.likely(data, excluded);
        likely.columns().forEach(column -> likelyGroups.add(column.name()));
        likely.finding().map(Finding::text).ifPresent(notes::add);
    }

    /**
     * Returns the groups of an evaluation that this model is part of, if there is one and the data have them. Where residuals of a subject go
     * together that is all that rows have in common: an intercept of each group beside it would be another model.
     */
    private List<List<Attribute>> lent(List<Attribute> slopes) {
        if (residuals.structure().isPresent() && slopes.isEmpty()) {
            return List.of();
        }
        LentGroups lent = LentGroups.of(data, settings.lentGroups());
        lent.note().ifPresent(notes::add);
        return lent.attributes().isEmpty() ? List.of() : List.of(lent.attributes());
    }

    /** Returns what a dot stands for: all other attributes that can be fixed effects, as where there is no formula. */
    private List<String> dotColumns(Formula formula) {
        return names(
                predictors(formula.groupColumns().stream().map(data::attribute).toList()));
    }

    private List<Attribute> predictors(List<Attribute> groups) {
        List<Attribute> taken =
                Stream.concat(taken(), attributes(residuals.subject()).stream()).toList();
        PredictorChoice predictors = new PredictorChoice(data, rows, groups, taken);
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
        List<List<Attribute>> lent = lent(slopes);
        if (!lent.isEmpty()) {
            return lent;
        }
        if (residuals.structure().isPresent() && slopes.isEmpty()) {
            notes.add(
                    "The option group is empty, and the option residual says how the rows of a subject go together, so there are no"
                            + " random effects.");
            return List.of();
        }
        List<Attribute> taken = Stream.concat(slopes.stream(), taken()).toList();
        Optional<GroupChoice> chosen = GroupChoice.of(data, rows, taken);
        if (chosen.isPresent()) {
            notes.add("The option group is empty, so the group is "
                    + chosen.get().attribute().name() + ": " + chosen.get().reason());
            return List.of(List.of(chosen.get().attribute()));
        }
        if (!slopes.isEmpty()) {
            throw new MixedModelException("The option slopes needs a group, and no nominal or string attribute has "
                    + GroupChoice.FEWEST_LEVELS + " levels that repeat: name the group in the option group.");
        }
        notes.add("The option group is empty and no nominal or string attribute has " + GroupChoice.FEWEST_LEVELS
                + " levels that repeat, so there are no groups, and the model asked for is " + ungrouped + ".");
        nameLikelyGroups(taken);
        return List.of();
    }

    /** Returns what the options ask for. */
    private Formula built(List<List<Attribute>> groups, List<Attribute> slopes) {
        List<String> fixed = names(predictors(flat(groups)));
        FormulaBuilder start = Formula.response(response).fixed(fixed.toArray(String[]::new));
        return withGroups(start, groups, slopes);
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
