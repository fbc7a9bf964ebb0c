package weka.classifiers.meta;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;
import org.multilevel.result.Summary;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.Notes;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;
import weka.filters.unsupervised.attribute.Remove;

/** What a classifier with random effects has learnt beside its scheme: how to make a scheme's prediction a whole one. */
final class FittedMixedEffects {
    private static final int LABEL = 13;

    private final Remove groups;
    private final String name;
    private final LinearMixedModel random;
    /** Whether there are group effects; otherwise the scheme is all there is. */
    private final boolean grouped;

    private final Rounds rounds;
    private final List<String> notes;
    /** Of the dataset of the last instance, with the fixed part as one more attribute. */
    private Optional<Header> header = Optional.empty();

    /**
     * Creates what was learnt.
     *
     * @param groups takes out of an instance what the scheme does not get
     * @param name of the attribute that holds the fixed part
     * @param random the model of the random part
     * @param grouped whether that has group effects
     */
    FittedMixedEffects(
            Remove groups, String name, LinearMixedModel random, boolean grouped, Rounds rounds, List<String> notes) {
        this.groups = groups;
        this.name = name;
        this.random = random;
        this.grouped = grouped;
        this.rounds = rounds;
        this.notes = List.copyOf(notes);
    }

    /**
     * A dataset that was met, and one with the same attributes and the fixed part.
     *
     * @param of the dataset
     * @param attributes how many it had then
     */
    private record Header(Instances of, int attributes, Instances wider) {
        @SuppressWarnings("ReferenceEquality") // equal datasets may number their levels otherwise
        boolean isOf(Instances dataset) {
            return of == dataset && attributes == dataset.numAttributes();
        }
    }

    /** Returns the model of the random part, if the rows bore group effects. */
    Optional<MixedModel> model() {
        return grouped ? random.fittedModel() : Optional.empty();
    }

    Rounds rounds() {
        return rounds;
    }

    /** Returns an instance as the scheme knows it; also safe where several threads classify. */
    synchronized Instance forScheme(Instance instance) throws Exception {
        groups.input(instance);
        return groups.output();
    }

    /** Returns an instance as the random part knows it. */
    synchronized Instance forRandomPart(Instance instance, double fixedPart) {
        Instances dataset = instance.dataset();
        Header fitting = header.filter(last -> last.isOf(dataset)).orElseGet(() -> {
            Instances empty = new Instances(dataset, 0);
            return new Header(dataset, dataset.numAttributes(), RandomPart.withFixedPart(empty, name));
        });
        header = Optional.of(fitting);
        return RandomPart.withFixedPart(instance, fixedPart, fitting.wider());
    }

    /** Returns what a user reads of it. */
    String text() {
        StringBuilder text = new StringBuilder();
        model().ifPresent(model -> {
            text.append(Notes.paragraph("Random part", LABEL, model.formula() + ", by maximum likelihood"))
                    .append(Notes.paragraph("Beside it", LABEL, coefficients(model.fixedEffects())))
                    .append(Notes.paragraph("Rounds", LABEL, rounds.count() + ", " + rounds.words()));
            text.append('\n').append(Summary.of(model).randomPart());
        });
        return text.append(Notes.text(notes)).toString();
    }

    private static String coefficients(FixedEffects fixed) {
        return IntStream.range(0, fixed.size())
                .mapToObj(k -> Utils.doubleToString(fixed.estimate(k), 4) + " "
                        + fixed.names().get(k))
                .collect(Collectors.joining(", "));
    }

    /** Writes numbers, texts and classifiers, which travel in formats of their own. */
    void write(ObjectOutput out) throws IOException {
        out.writeObject(groups);
        out.writeUTF(name);
        out.writeBoolean(grouped);
        out.writeObject(rounds.logLikelihoods().stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        out.writeInt(rounds.rule().most());
        out.writeDouble(rounds.rule().tolerance());
        out.writeObject(notes.toArray(String[]::new));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param random the model of the random part, which is saved beside it
     */
    static FittedMixedEffects read(ObjectInput in, LinearMixedModel random) throws IOException, ClassNotFoundException {
        Remove groups = (Remove) in.readObject();
        String name = in.readUTF();
        boolean grouped = in.readBoolean();
        List<Double> logLikelihoods =
                Arrays.stream((double[]) in.readObject()).boxed().toList();
        Rounds rounds = new Rounds(logLikelihoods, new Rounds.Rule(in.readInt(), in.readDouble()));
        return new FittedMixedEffects(groups, name, random, grouped, rounds, List.of((String[]) in.readObject()));
    }
}
