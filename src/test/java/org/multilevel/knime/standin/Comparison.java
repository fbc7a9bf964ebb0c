package org.multilevel.knime.standin;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.multilevel.knime.standin.ClassFacts.Member;

/**
 * Holds a stand-in to the API that it stands for: the stand-in may have less of it, but what it has must be there in the
 * same form, so that sources and class files that fit the one fit the other.
 */
final class Comparison {
    private final PluginClasses ours;
    private final PluginClasses real;
    private final List<String> differences = new ArrayList<>();

    private Comparison(PluginClasses ours, PluginClasses real) {
        this.ours = ours;
        this.real = real;
    }

    /** One sentence for each difference, by class. */
    static List<String> differences(PluginClasses ours, PluginClasses real) {
        Comparison comparison = new Comparison(ours, real);
        ours.names().stream()
                .map(name -> facts(ours, name).orElseThrow())
                .filter(comparison::isVisible)
                .forEach(comparison::compare);
        return List.copyOf(comparison.differences);
    }

    private static Optional<ClassFacts> facts(PluginClasses classes, String name) {
        return classes.find(name).map(ClassFacts::new);
    }

    private boolean isVisible(ClassFacts facts) {
        return facts.isVisible()
                && facts.outer()
                        .flatMap(outer -> facts(ours, outer))
                        .map(this::isVisible)
                        .orElse(true);
    }

    private void compare(ClassFacts our) {
        Optional<ClassFacts> theirs = facts(real, our.name());
        if (theirs.isEmpty()) {
            differences.add(our.name().replace('/', '.') + " does not exist");
            return;
        }
        ClassFacts their = theirs.get();
        String where = our.name().replace('/', '.');
        same(where, "kind", our.kind(), their.kind());
        same(where, "modifiers", our.modifiers(), their.modifiers());
        same(where, "annotations", our.annotations(), their.annotations());
        same(where, "type parameters", our.types().parameters(), their.types().parameters());
        same(where, "enum constants", our.enumConstants(), their.enumConstants());
        compareSuperTypes(where, our, their);
        compareMembers(where, our, their);
    }

    /** What the stand-in says of super types must be true; it may leave out steps between, and interfaces. */
    private void compareSuperTypes(String where, ClassFacts our, ClassFacts their) {
        List<String> declared = their.types().superTypes();
        Set<String> inherited = new TreeSet<>();
        declared.forEach(type -> collectSuperTypes(GenericTypes.raw(type), inherited));
        for (String type : our.types().superTypes()) {
            if (!declared.contains(type) && !inherited.contains(GenericTypes.raw(type))) {
                differences.add(where + " does not extend or implement " + type + ", only " + declared);
            }
        }
    }

    /** The super types of a super type; the type itself counts only as it is declared, with its type arguments. */
    private void collectSuperTypes(String name, Set<String> into) {
        facts(real, name)
                .ifPresent(facts -> facts.types().superTypes().stream()
                        .map(GenericTypes::raw)
                        .filter(into::add)
                        .forEach(next -> collectSuperTypes(next, into)));
    }

    private void compareMembers(String where, ClassFacts our, ClassFacts their) {
        Map<String, Member> theirs = their.members().stream().collect(toMap(Member::what, Function.identity()));
        for (Member member : our.members()) {
            Member other = theirs.get(member.what());
            if (other == null) {
                differences.add(where + " has no " + member.what() + inheritedFrom(their, member));
            } else {
                compare(where + ", " + member.what(), member, other);
            }
        }
    }

    private void compare(String where, Member our, Member their) {
        same(where, "modifiers", our.modifiers(), their.modifiers());
        same(where, "type", our.type(), their.type());
        same(where, "exceptions", our.exceptions(), their.exceptions());
        same(where, "value", our.value(), their.value());
        same(where, "deprecation", our.deprecation(), their.deprecation());
    }

    private String inheritedFrom(ClassFacts their, Member member) {
        Set<String> superTypes = new TreeSet<>();
        collectSuperTypes(their.name(), superTypes);
        return superTypes.stream()
                .filter(name -> facts(real, name)
                        .map(facts ->
                                facts.members().stream().anyMatch(m -> m.what().equals(member.what())))
                        .orElse(false))
                .findFirst()
                .map(name -> " of its own; it inherits it from " + name.replace('/', '.'))
                .orElse("");
    }

    private void same(String where, String what, Object our, Object their) {
        if (!our.equals(their)) {
            differences.add(where + ": " + what + " " + shown(their) + ", in the stand-in " + shown(our));
        }
    }

    private static String shown(Object fact) {
        return fact.toString().isEmpty() ? "none" : fact.toString();
    }
}
