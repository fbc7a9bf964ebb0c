package weka.classifiers.functions;

import weka.core.Utils;

/**
 * Looks over options as they were typed, before Weka sets them by the metadata of their setters.
 *
 * <p>Weka's own reading prints what is wrong and goes on, so that a typing error would go unnoticed. Values are taken out of a copy one
 * after another: what is the value of one option is never mistaken for another.
 */
public final class TypedOptions {
    private final String[] typed;
    private final String[] left;

    private TypedOptions(String[] typed) {
        this.typed = typed;
        this.left = typed.clone();
    }

    /** Returns the options, of which only choices are changed: they are written as they are called, however they were typed. */
    public static TypedOptions of(String[] options) {
        return new TypedOptions(options);
    }

    /**
     * Takes options that may be any text.
     *
     * @throws Exception if one has no value
     */
    public TypedOptions texts(String... names) throws Exception {
        for (String name : names) {
            Utils.getOption(name, left);
        }
        return this;
    }

    /**
     * Takes an option that is a choice, in capitals or not.
     *
     * @throws MixedModelException if it is none of what can be chosen
     * @throws Exception if it has no value
     */
    public TypedOptions choice(String option, TagChoice<?> choice) throws Exception {
        int position = Utils.getOptionPos(option, left);
        String name = choice.checked(option, Utils.getOption(option, left));
        if (!name.isEmpty()) {
            typed[position + 1] = name;
        }
        return this;
    }

    /** Writes what was typed in another way. */
    @FunctionalInterface
    public interface Spelling {
        /**
         * Returns a text as it is called.
         *
         * @throws MixedModelException if it means nothing
         */
        String of(String typed) throws MixedModelException;
    }

    /**
     * Writes an option as it is called; it is not yet taken.
     *
     * @throws Exception if it has no value or one that means nothing
     */
    public TypedOptions canonical(String option, Spelling spelling) throws Exception {
        int position = Utils.getOptionPos(option, left);
        if (position >= 0 && position + 1 < left.length && !left[position + 1].isEmpty()) {
            left[position + 1] = spelling.of(left[position + 1]);
        }
        return this;
    }

    /**
     * Takes an option that is a whole number.
     *
     * @param pattern what it must look like
     * @param advice what to write, as a noun
     * @throws MixedModelException if it looks otherwise
     * @throws Exception if it has no value
     */
    public TypedOptions number(String name, String pattern, String advice) throws Exception {
        String number = Utils.getOption(name, left);
        if (!number.isEmpty() && !number.matches(pattern)) {
            throw new MixedModelException("The option -" + name + " is \"" + number + "\": write " + advice + ".");
        }
        return this;
    }
}
