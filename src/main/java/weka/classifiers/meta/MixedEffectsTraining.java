package weka.classifiers.meta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.data.Progress;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import weka.classifiers.Classifier;
import weka.classifiers.functions.GroupChoice;
import weka.classifiers.functions.LentGroups;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Capabilities.Capability;
import weka.core.Instances;
import weka.core.WeightedInstancesHandler;
import weka.filters.Filter;
import weka.filters.unsupervised.attribute.Remove;

/** Estimates a scheme and group effects in turn, on the rows that have a class value. */
final class MixedEffectsTraining {
    private final Classifier template;
    private final Instances data;
    private final Settings settings;
    private final LinearMixedModel random;
    private final List<String> notes = new ArrayList<>();

    /**
     * What was asked for.
     *
     * @param group the grouping attributes as they were typed
     * @param lentGroups those of an evaluation, taken where none are typed
     * @param folds of whole groups; 1 for the scheme's own fitted values
     * @param seed of the folds
     * @param rule when to end
     */
    record Settings(String group, List<String> lentGroups, int folds, long seed, Rounds.Rule rule) {}

    /**
     * What was learnt.
     *
     * @param scheme trained on all rows
     */
    record Result(Classifier scheme, FittedMixedEffects fitted) {}

    /**
     * Creates the training.
     *
     * @param template the scheme, which stays as it is
     * @param data rows with a class value
     * @param random the random part with its options, which is trained here
     */
    MixedEffectsTraining(Classifier template, Instances data, LinearMixedModel random, Settings settings) {
        this.template = template;
        this.data = data;
        this.random = random;
        this.settings = settings;
    }

    /**
     * Learns.
     *
     * @throws MixedModelException if an option means nothing on these data
     * @throws InterruptedException if the calling thread is interrupted
     * @throws Exception if the scheme cannot be built on these data
     */
    Result train() throws Exception {
        List<Attribute> groups = groups();
        Remove remove = withoutGroups(groups);
        Instances rows = Filter.useFilter(data, remove);
        RandomPart part = RandomPart.of(random, data);
        // Without the scheme, which may be slow, what is wrong with the options shows at once, and so do rows that bear
        // no group effects.
        if (groups.isEmpty() || data.isEmpty() || !part.fit(new double[data.numInstances()])) {
            notes.addAll(random.notes());
            notes.add("So this is the scheme alone, without group effects.");
            Classifier scheme = new FixedPart(template, rows, Optional.empty()).scheme(responses());
            return new Result(scheme, new FittedMixedEffects(remove, part.name(), random, false, Rounds.NONE, notes));
        }
        return inTurn(part, new FixedPart(template, rows, folds(groups)), remove);
    }

    private Result inTurn(RandomPart part, FixedPart fixed, Remove remove) throws Exception {
        double[] responses = responses();
        double[] target = responses;
        Rounds rounds = new Rounds(List.of(), settings.rule());
        double[] bestTarget = target;
        FixedPart.Learnt best = new FixedPart.Learnt(target, Optional.empty());
        while (!rounds.isOver()) {
            FixedPart.Learnt learnt = fixed.learn(target);
            if (!part.fit(learnt.fitted())) {
                throw nothingLeft();
            }
            rounds = rounds.with(part.logLikelihood());
            if (rounds.best() == rounds.count() - 1) {
                bestTarget = target;
                best = learnt;
            }
            double[] effects = part.groupEffects();
            target = responses.clone();
            for (int row = 0; row < target.length; row++) {
                target[row] -= effects[row];
            }
        }
        part.fit(best.fitted());
        notes.addAll(random.notes());
        Classifier scheme = best.scheme().isPresent() ? best.scheme().get() : fixed.scheme(bestTarget);
        return new Result(scheme, new FittedMixedEffects(remove, part.name(), random, true, rounds, notes));
    }

    private MixedModelException nothingLeft() {
        String name = template.getClass().getSimpleName();
        return new MixedModelException(
                settings.folds() == 1
                        ? name
                                + " leaves nothing of its own training rows to group effects: set the option folds to 2 or"
                                + " more, so that it predicts groups that it was not trained on."
                        : "What " + name + " leaves bears no group effects: " + String.join(" ", random.notes()));
    }

    /** Returns the grouping attributes, the one first that the folds go by; those of the random part are set. */
    private List<Attribute> groups() throws MixedModelException {
        String named = settings.group().isBlank() ? lent() : settings.group();
        if (named.isBlank()) {
            Optional<GroupChoice> choice = GroupChoice.of(data);
            if (choice.isEmpty()) {
                notes.add(
                        "The option group is empty, and no nominal or string attribute has 5 levels or more that repeat.");
                return List.of();
            }
            String chosen = choice.get().attribute().name();
            named = RandomPart.quoted(chosen);
            notes.add("The option group is empty, so the group is " + chosen + ": "
                    + choice.get().reason());
        }
        random.setGroup(named);
        return new NamedAttributes(data, "group")
                .nestings(named).stream().flatMap(List::stream).distinct().toList();
    }

    /** Returns the groups of the evaluation around this, as the option takes them; blank if there are none. */
    private String lent() {
        LentGroups lent = LentGroups.of(data, settings.lentGroups());
        lent.note().ifPresent(notes::add);
        return lent.attributes().stream()
                .map(attribute -> RandomPart.quoted(attribute.name()))
                .collect(Collectors.joining("/"));
    }

    /** Returns the filter that takes out what the scheme does not get: groups, and texts where it cannot read them. */
    private Remove withoutGroups(List<Attribute> groups) throws Exception {
        List<Attribute> out = new ArrayList<>(groups);
        List<String> unread = new ArrayList<>();
        for (Attribute attribute : Collections.list(data.enumerateAttributes())) {
            boolean readable =
                    !attribute.isString() || template.getCapabilities().handles(Capability.STRING_ATTRIBUTES);
            if (!readable && !groups.contains(attribute)) {
                out.add(attribute);
                unread.add(attribute.name());
            }
        }
        if (!unread.isEmpty()) {
            notes.add("Left out of the fixed part, since " + template.getClass().getSimpleName()
                    + " reads no string attributes: " + String.join(", ", unread) + ".");
        }
        if (!(template instanceof WeightedInstancesHandler) && data.stream().anyMatch(row -> row.weight() != 1)) {
            notes.add(template.getClass().getSimpleName()
                    + " takes no account of instance weights; they count in the random part only.");
        }
        Remove remove = new Remove();
        remove.setAttributeIndicesArray(out.stream().mapToInt(Attribute::index).toArray());
        remove.setInputFormat(data);
        return remove;
    }

    /** Returns folds of whole groups by the first grouping attribute, no more than it has groups. */
    private Optional<InstanceFolds> folds(List<Attribute> groups) throws MixedModelException {
        if (settings.folds() == 1) {
            return Optional.empty();
        }
        List<String> name = List.of(groups.get(0).name());
        InstanceFolds oneForEach =
                InstanceFolds.of(data, GroupFolds.leaveOneGroupOut(name).withSeed(settings.seed()), Progress.NONE);
        return Optional.of(
                oneForEach.groups() <= settings.folds()
                        ? oneForEach
                        : InstanceFolds.of(
                                data,
                                GroupFolds.of(FoldMode.WHOLE_GROUPS, settings.folds(), name)
                                        .withSeed(settings.seed()),
                                Progress.NONE));
    }

    private double[] responses() {
        return data.attributeToDoubleArray(data.classIndex());
    }
}
