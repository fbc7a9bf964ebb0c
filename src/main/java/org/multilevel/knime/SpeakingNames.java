package org.multilevel.knime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the name of a column tells of its role, where a table's specification tells nothing else. */
final class SpeakingNames {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** What rows come in: the noun stands last in a name, as in {@code home_school}, or before a word for a label. */
    private static final Set<String> GROUPS = Set.of(
            ("subject subj participant person individual respondent proband informant patient client member employee pupil"
                            + " student child infant donor animal mouse rat dog cat pig sow cow bull sheep bird chick fish monkey"
                            + " sire dam litter herd flock colony nest cage tank pond lake tree plant seed stem leaf plot block"
                            + " field site station transect school classroom kindergarten university teacher instructor"
                            + " tutor therapist physician doctor surgeon nurse hospital clinic ward practice center centre lab"
                            + " laboratory technician operator worker interviewer rater judge reviewer observer coder reader"
                            + " company firm customer user account store shop branch outlet team club player athlete driver"
                            + " rider household family couple dyad twin village county district municipality neighborhood"
                            + " neighbourhood precinct cluster batch lot cask plate vial vessel wafer spool rail sensor device"
                            + " stimulus speaker trialist author court")
                    .split(" "));

    /** What is of groups where there are many of them, and else a category. */
    private static final Set<String> GROUPS_IF_MANY = Set.of("class", "sample", "item", "word", "city", "town");

    /** What is said of one row in words, and so groups none. */
    private static final Set<String> FREE_TEXTS = Set.of(
            "comment",
            "note",
            "remark",
            "description",
            "text",
            "message",
            "title",
            "address",
            "email",
            "url",
            "timestamp");

    /** What is written after a group's noun to say that its label is meant. */
    private static final Set<String> LABELS =
            Set.of("id", "ids", "identifier", "no", "nr", "num", "number", "code", "key", "name");

    /** What a predictor measures rather than a response: when, where and in which order, and what holds for a whole group. */
    private static final Set<String> NO_RESPONSES = Set.of(
            ("time day date week month quarter year hour minute second age occasion visit wave trial period order"
                            + " sequence index row position lag latitude longitude lat lon mean average avg size count weights"
                            + " fold dose diet treatment trt condition arm type group class level grade intercept")
                    .split(" "));

    private SpeakingNames() {}

    /** Tells whether a name is that of groups or of their labels, such as {@code Subject}, {@code schoolId}, {@code id}. */
    static boolean isOfGroups(String name) {
        List<String> words = words(name);
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1);
        if (words.size() > 1 && LABELS.contains(last)) {
            return isGroup(words.get(words.size() - 2)) || last.startsWith("id");
        }
        if (words.size() > 1 && words.get(0).equals("id")) {
            return true;
        }
        return isGroup(last) || last.equals("id") || isGlued(last);
    }

    /** Tells whether a name is that of groups if it has many values, such as {@code class}. */
    static boolean isOfManyGroups(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && GROUPS_IF_MANY.contains(words.get(words.size() - 1));
    }

    /** Tells whether a name says that a text belongs to its row alone: a remark, or a time. */
    static boolean isOfRows(String name) {
        return words(name).stream().anyMatch(FREE_TEXTS::contains) || isNoResponse(name);
    }

    /** Tells whether a name says that its column is rather a predictor than a response. */
    static boolean isNoResponse(String name) {
        List<String> words = words(name);
        return words.stream().anyMatch(word -> NO_RESPONSES.contains(word) || NO_RESPONSES.contains(singular(word)))
                || words.stream().anyMatch(word -> word.length() > 4 && word.startsWith("mean"));
    }

    /** Tells whether a name is a plural, which for numbers speaks of a count. */
    static boolean isPlural(String name) {
        List<String> words = words(name);
        return !words.isEmpty()
                && !GROUPS.contains(words.get(words.size() - 1))
                && isGroup(words.get(words.size() - 1));
    }

    private static boolean isGroup(String word) {
        return GROUPS.contains(word) || GROUPS.contains(singular(word));
    }

    /** Recognises {@code patientid}, {@code idschool}, {@code subjno}, which have no mark between their words. */
    private static boolean isGlued(String word) {
        return LABELS.stream()
                .anyMatch(label ->
                        (word.endsWith(label) && GROUPS.contains(word.substring(0, word.length() - label.length())))
                                || (label.equals("id")
                                        && word.startsWith(label)
                                        && GROUPS.contains(word.substring(label.length()))));
    }

    private static String singular(String word) {
        return word.endsWith("s") && word.length() > 2 ? word.substring(0, word.length() - 1) : word;
    }

    /** Returns the words of a name in lower case, told apart by what is no letter and by capitals after small letters. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        Matcher matcher =
                WORD.matcher(name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
