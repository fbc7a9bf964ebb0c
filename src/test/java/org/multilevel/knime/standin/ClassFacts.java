package org.multilevel.knime.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What a source that uses a class can see of it, each fact in words that can be compared. */
final class ClassFacts {
    private static final Set<String> META =
            Set.of("Retention", "Target", "Repeatable", "Inherited", "FunctionalInterface");

    private final ClassNode node;

    ClassFacts(ClassNode node) {
        this.node = node;
    }

    String name() {
        return node.name;
    }

    /** Whether other packages see the class, as far as it says itself: a class within another is as visible as both. */
    boolean isVisible() {
        boolean local = node.innerClasses.stream().anyMatch(in -> in.name.equals(node.name) && in.innerName == null);
        return !local && isVisible(access());
    }

    Optional<String> outer() {
        return nested().map(in -> in.outerName);
    }

    String kind() {
        int access = access();
        if ((access & Opcodes.ACC_ANNOTATION) != 0) {
            return "annotation";
        }
        if ((access & Opcodes.ACC_INTERFACE) != 0) {
            return "interface";
        }
        if ((access & Opcodes.ACC_ENUM) != 0) {
            return "enum";
        }
        return (node.access & Opcodes.ACC_RECORD) != 0 ? "record" : "class";
    }

    Set<String> modifiers() {
        int access = access();
        // Whether an enum is final or abstract follows from its constants' bodies.
        int seen = kind().equals("enum") ? access & ~(Opcodes.ACC_FINAL | Opcodes.ACC_ABSTRACT) : access;
        Set<String> words = modifiers(seen);
        if (node.permittedSubclasses != null) {
            words.add("sealed");
        }
        return words;
    }

    /** The annotations that the compiler obeys: deprecation, and those that say where an annotation may stand. */
    Set<String> annotations() {
        Set<String> words = new TreeSet<>();
        annotations(node.visibleAnnotations)
                .filter(annotation -> META.contains(simpleName(annotation)))
                .forEach(annotation -> words.add(value(annotation)));
        words.addAll(deprecation(node.access, node.visibleAnnotations));
        return words;
    }

    GenericTypes types() {
        return GenericTypes.of(node);
    }

    List<Member> members() {
        List<Member> members = new ArrayList<>();
        node.fields.stream().filter(field -> isSeen(field.access)).forEach(field -> members.add(member(field)));
        node.methods.stream().filter(method -> isSeen(method.access)).forEach(method -> members.add(member(method)));
        return members;
    }

    List<String> enumConstants() {
        return node.fields.stream()
                .filter(field -> (field.access & Opcodes.ACC_ENUM) != 0)
                .map(field -> field.name)
                .toList();
    }

    private static Member member(FieldNode field) {
        String type = Type.getType(field.desc).getClassName();
        return new Member(
                "field " + field.name + " of type " + type,
                modifiers(field.access),
                field.signature == null ? field.desc : field.signature,
                Set.of(),
                field.value == null ? "" : literal(field.value),
                deprecation(field.access, field.visibleAnnotations));
    }

    private static Member member(MethodNode method) {
        List<String> parameters = Stream.of(Type.getArgumentTypes(method.desc))
                .map(Type::getClassName)
                .toList();
        String returned = Type.getReturnType(method.desc).getClassName();
        String what = method.name.equals("<init>") ? "constructor " : "method " + returned + " " + method.name;
        int access = method.access;
        // On methods these bits mean bridge and varargs, and not volatile and transient.
        Set<String> words = modifiers(access & ~(Opcodes.ACC_VOLATILE | Opcodes.ACC_TRANSIENT));
        if ((access & Opcodes.ACC_VARARGS) != 0) {
            words.add("varargs");
        }
        return new Member(
                what + "(" + String.join(", ", parameters) + ")",
                words,
                method.signature == null ? method.desc : method.signature,
                new TreeSet<>(method.exceptions),
                method.annotationDefault == null ? "" : value(method.annotationDefault),
                deprecation(access, method.visibleAnnotations));
    }

    private int access() {
        return nested().map(in -> in.access).orElse(node.access);
    }

    private Optional<InnerClassNode> nested() {
        return node.innerClasses.stream()
                .filter(in -> in.name.equals(node.name))
                .findFirst();
    }

    private static boolean isSeen(int access) {
        return isVisible(access) && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    private static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    }

    private static Set<String> modifiers(int access) {
        Set<String> words = new TreeSet<>();
        add(words, access, Opcodes.ACC_PUBLIC, "public");
        add(words, access, Opcodes.ACC_PROTECTED, "protected");
        add(words, access, Opcodes.ACC_STATIC, "static");
        add(words, access, Opcodes.ACC_FINAL, "final");
        add(words, access, Opcodes.ACC_ABSTRACT, "abstract");
        return words;
    }

    private static void add(Set<String> words, int access, int bit, String word) {
        if ((access & bit) != 0) {
            words.add(word);
        }
    }

    private static Set<String> deprecation(int access, List<AnnotationNode> annotations) {
        boolean deprecated = (access & Opcodes.ACC_DEPRECATED) != 0
                || annotations(annotations)
                        .anyMatch(annotation -> simpleName(annotation).equals("Deprecated"));
        boolean forRemoval = annotations(annotations)
                .filter(annotation -> simpleName(annotation).equals("Deprecated"))
                .anyMatch(annotation -> value(annotation).contains("forRemoval=true"));
        if (!deprecated) {
            return Set.of();
        }
        return Set.of(forRemoval ? "deprecated for removal" : "deprecated");
    }

    private static Stream<AnnotationNode> annotations(List<AnnotationNode> annotations) {
        return annotations == null ? Stream.of() : annotations.stream();
    }

    private static String simpleName(AnnotationNode annotation) {
        return annotation.desc.substring(annotation.desc.lastIndexOf('/') + 1, annotation.desc.length() - 1);
    }

    private static String value(Object value) {
        if (value instanceof AnnotationNode annotation) {
            List<String> pairs = new ArrayList<>();
            List<Object> values = annotation.values == null ? List.of() : annotation.values;
            for (int i = 0; i < values.size(); i += 2) {
                pairs.add(values.get(i) + "=" + value(values.get(i + 1)));
            }
            return "@" + simpleName(annotation) + pairs;
        }
        if (value instanceof String[] constant) {
            return constant[1];
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ClassFacts::value).sorted().toList().toString();
        }
        return literal(value);
    }

    private static String literal(Object value) {
        if (value instanceof Type type) {
            return type.getClassName();
        }
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        return value.getClass().isArray() ? Arrays.deepToString(new Object[] {value}) : value.toString();
    }

    /**
     * A field, method or constructor.
     *
     * @param what its kind, erased types and name, which tell it from its sisters
     * @param modifiers as in the source
     * @param type with type arguments, as the class file writes it
     * @param exceptions that it declares
     * @param value of a constant or the default of an annotation's element; empty without one
     * @param deprecation empty where it is not deprecated
     */
    record Member(
            String what,
            Set<String> modifiers,
            String type,
            Set<String> exceptions,
            String value,
            Set<String> deprecation) {}
}
