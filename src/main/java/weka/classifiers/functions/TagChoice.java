package weka.classifiers.functions;

import java.io.InvalidObjectException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import weka.core.SelectedTag;
import weka.core.Tag;

/**
 * A closed choice as Weka's object editor and command line offer it: a name for each value.
 *
 * @param values what can be chosen, in the order shown
 * @param names what the values are called, in the same order
 * @param <E> the type of the values
 */
public record TagChoice<E>(List<E> values, List<String> names) {

    /** Copies the lists. */
    public TagChoice {
        values = List.copyOf(values);
        names = List.copyOf(names);
    }

    /** Returns the choice among values that name themselves. */
    public static <E> TagChoice<E> of(E[] values, Function<? super E, String> name) {
        return new TagChoice<>(List.of(values), Stream.of(values).map(name).toList());
    }

    /** Returns the choice among values that name themselves, and none of them, which comes first. */
    public static <E> TagChoice<Optional<E>> orNone(E[] values, Function<? super E, String> name) {
        return new TagChoice<>(
                Stream.concat(Stream.of(Optional.<E>empty()), Stream.of(values).map(Optional::of))
                        .toList(),
                Stream.concat(Stream.of("none"), Stream.of(values).map(name)).toList());
    }

    /** Returns a value as Weka holds it. */
    public SelectedTag tag(E value) {
        Tag[] tags = IntStream.range(0, names.size())
                .mapToObj(i -> new Tag(i, names.get(i), names.get(i), false))
                .toArray(Tag[]::new);
        return new SelectedTag(values.indexOf(value), tags);
    }

    /**
     * Checks what was typed for an option, and returns the name that was meant.
     *
     * @param option the name of the option
     * @param name the name of a value, or nothing for the default
     * @throws MixedModelException if no value has that name
     */
    public String checked(String option, String name) throws MixedModelException {
        if (name.isEmpty()) {
            return name;
        }
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new MixedModelException(
                        "The option -" + option + " is \"" + name + "\": write " + String.join(" or ", names) + "."));
    }

    /** Returns the value that Weka holds. */
    public E value(SelectedTag tag) {
        return values.get(tag.getSelectedTag().getID());
    }

    /** Returns what a value is called. */
    public String name(E value) {
        return names.get(values.indexOf(value));
    }

    /**
     * Returns the value with a name.
     *
     * @throws InvalidObjectException if there is none, for a file that holds the name
     */
    public E named(String name) throws InvalidObjectException {
        int position = names.indexOf(name);
        if (position < 0) {
            throw new InvalidObjectException("The file holds the option value \"" + name
                    + "\", which this version does not know: use the version that saved it, or a newer one.");
        }
        return values.get(position);
    }
}
