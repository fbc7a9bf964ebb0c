package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * Finds the attributes that a user lists in an option: by name, between backticks where a name holds a separator, or by position
 * as everywhere in Weka (1, 2, ..., first, last).
 */
public final class NamedAttributes {
    private static final int MOST_LISTED = 10;

    private final Instances data;
    private final String option;

    /**
     * Creates the finder for one option.
     *
     * @param data the data, of which the class attribute cannot be named
     * @param option the name of the option, for the sentences
     */
    public NamedAttributes(Instances data, String option) {
        this.data = data;
        this.option = option;
    }

    /**
     * Returns the attributes in a list with commas; none for an empty text.
     *
     * @throws MixedModelException with a sentence about the first that is no attribute, or is the class attribute
     */
    public List<Attribute> list(String text) throws MixedModelException {
        List<Attribute> found = new ArrayList<>();
        for (String part : parts(text, ',')) {
            found.add(one(part));
        }
        return List.copyOf(found);
    }

    /**
     * Returns the attributes in a list with commas that may hold ranges of positions (2-5, first-last), each attribute once.
     *
     * @param suitable which attributes a range stands for; one that is named or numbered by itself is taken in any case
     * @throws MixedModelException as {@link #list}
     */
    public List<Attribute> ranges(String text, Predicate<Attribute> suitable) throws MixedModelException {
        Set<Attribute> found = new LinkedHashSet<>();
        for (String part : parts(text, ',')) {
            int dash = part.indexOf('-');
            if (data.attribute(unquoted(part)) != null || dash < 1) {
                found.add(one(part));
            } else {
                int last = position(part.substring(dash + 1).strip());
                for (int k = position(part.substring(0, dash).strip()); k <= last; k++) {
                    if (k != data.classIndex() && suitable.test(data.attribute(k))) {
                        found.add(data.attribute(k));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * Returns, for each element of a list with commas, the attributes that slashes nest in it, the outermost first.
     *
     * @throws MixedModelException as {@link #list}
     */
    public List<List<Attribute>> nestings(String text) throws MixedModelException {
        List<List<Attribute>> found = new ArrayList<>();
        for (String part : parts(text, ',')) {
            List<Attribute> nesting = new ArrayList<>();
            for (String name : parts(part, '/')) {
                nesting.add(one(name));
            }
            found.add(List.copyOf(nesting));
        }
        return List.copyOf(found);
    }

    /** Refuses names that no attribute has. */
    void checkExist(Collection<String> names) throws MixedModelException {
        for (String name : names) {
            if (data.attribute(name) == null) {
                throw missing(name, "");
            }
        }
    }

    /** Splits at a separator outside backticks, unless the whole text is an attribute's name. */
    private List<String> parts(String text, char separator) throws MixedModelException {
        String whole = text.strip();
        if (whole.isEmpty()) {
            return List.of();
        }
        if (data.attribute(whole) != null) {
            return List.of(whole);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            quoted ^= c == '`';
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        if (parts.contains("")) {
            throw new MixedModelException("The option " + option + " has nothing before or after a '" + separator
                    + "' in \"" + whole + "\": name an attribute there, or remove the sign.");
        }
        return parts;
    }

    private Attribute one(String text) throws MixedModelException {
        Attribute attribute = data.attribute(unquoted(text));
        if (attribute == null) {
            attribute = data.attribute(position(text));
        }
        if (attribute.index() == data.classIndex()) {
            throw new MixedModelException("The option " + option + " names " + quoted(attribute)
                    + ", which is the class attribute: choose another attribute.");
        }
        return attribute;
    }

    private int position(String text) throws MixedModelException {
        int position = switch (text.toLowerCase(Locale.ROOT)) {
            case "first" -> 0;
            case "last" -> data.numAttributes() - 1;
            default -> text.matches("[0-9]{1,9}") ? Integer.parseInt(text) - 1 : -1;
        };
        if (position >= 0 && position < data.numAttributes()) {
            return position;
        }
        throw missing(text, ", or a number from 1 to " + data.numAttributes());
    }

    private MixedModelException missing(String name, String orElse) {
        return new MixedModelException("The option " + option + " names \"" + name
                + "\", but there is no such attribute: choose " + choices() + orElse + ".");
    }

    private String choices() {
        List<Attribute> all = Collections.list(data.enumerateAttributes());
        String shown =
                all.stream().limit(MOST_LISTED).map(NamedAttributes::quoted).collect(Collectors.joining(", "));
        return all.size() > MOST_LISTED ? shown + ", ..." : shown;
    }

    /** Returns a name as an option takes it: between backticks where it holds a separator. */
    public static String written(String name) {
        return name.matches(".*[,/`].*") ? "`" + name.replace("`", "``") + "`" : name;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("`") && text.endsWith("`");
        return quoted ? text.substring(1, text.length() - 1).replace("``", "`") : text;
    }

    static String quoted(Attribute attribute) {
        return "\"" + attribute.name() + "\"";
    }
}
