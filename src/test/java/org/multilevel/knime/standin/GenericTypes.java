package org.multilevel.knime.standin;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/**
 * The type parameters and super types that a class declares, as its class file writes them.
 *
 * @param parameters with their bounds; empty without any
 * @param superTypes the super class, unless it is Object, and the interfaces
 */
record GenericTypes(String parameters, List<String> superTypes) {
    static GenericTypes of(ClassNode node) {
        if (node.signature == null) {
            List<String> superTypes = new ArrayList<>();
            superTypes.add("L" + node.superName + ";");
            node.interfaces.forEach(name -> superTypes.add("L" + name + ";"));
            return new GenericTypes("", withoutObject(superTypes));
        }
        List<String> parts = parts(node.signature);
        boolean generic = node.signature.startsWith("<");
        return new GenericTypes(
                generic ? parts.get(0) : "", withoutObject(generic ? parts.subList(1, parts.size()) : parts));
    }

    /** The class that a super type is made of, with slashes. */
    static String raw(String type) {
        return type.substring(1, type.length() - 1).replaceAll("<[^.]*>", "").replace('.', '$');
    }

    private static List<String> withoutObject(List<String> types) {
        return types.stream().filter(type -> !type.equals("Ljava/lang/Object;")).toList();
    }

    /** Cuts the signature where no type argument is open: after the type parameters, and after each super type. */
    private static List<String> parts(String signature) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < signature.length(); i++) {
            char c = signature.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            boolean ofParameters = c == '>' && signature.charAt(start) == '<';
            if (depth == 0 && (c == ';' || ofParameters)) {
                parts.add(signature.substring(start, i + 1));
                start = i + 1;
            }
        }
        return parts;
    }
}
