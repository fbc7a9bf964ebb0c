package org.multilevel.design.expression;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.NumberLabel;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Puts the levels of a categorical variable into the order that {@code ref()}, {@code factor()} and the like ask for. */
public final class LevelOrder {
    private LevelOrder() {}

    /**
     * Returns the levels with the reference first.
     *
     * @param found the levels in the order of the table
     * @throws ModelException if one is asked for that does not occur
     */
    public static List<String> of(Expression factor, List<String> found) {
        if (!(factor instanceof Expression.Call call) || Expressions.isCut(factor)) {
            return found;
        }
        List<String> labels = of(call.first(), found);
        return switch (call.function()) {
            case "ref" -> inFront(call, "level", labels);
            case "relevel" -> inFront(call, "ref", labels);
            case "factor" -> listed(call, labels);
            case "C" -> treated(call, labels);
            default -> labels;
        };
    }

    private static List<String> inFront(Expression.Call call, String parameter, List<String> labels) {
        return inFront(call, call.argument(parameter).map(Expression::texts).orElse(List.of()), labels);
    }

    private static List<String> inFront(Expression.Call call, List<String> references, List<String> labels) {
        List<String> ordered = new ArrayList<>(labels);
        for (String reference : references) {
            if (!ordered.remove(reference)) {
                throw absent(call, reference, labels);
            }
            ordered.add(0, reference);
        }
        return ordered;
    }

    private static ModelException absent(Expression.Call call, String level, List<String> labels) {
        return new ModelException(call + " asks for the level " + Labels.quoted(level)
                + ", which does not occur in the rows used: choose one of " + Labels.list(labels) + ".");
    }

    /** Returns the levels in the order in which {@code factor(x, levels = c(...))} lists them. */
    private static List<String> listed(Expression.Call call, List<String> labels) {
        List<String> order = new ArrayList<>();
        call.argument("levels").ifPresent(levels -> {
            order.addAll(levels.texts());
            levels.numbers().forEach(number -> order.add(NumberLabel.of(number)));
        });
        if (order.isEmpty()) {
            return labels;
        }
        for (String label : labels) {
            if (!order.contains(label)) {
                throw new ModelException(call + " does not list the level " + Labels.quoted(label)
                        + ", which occurs in the rows used: list it as well, or mark it as missing.");
            }
        }
        order.retainAll(labels);
        return order;
    }

    private static List<String> treated(Expression.Call call, List<String> labels) {
        Expression coding = call.argument("contr").orElse(new Expression.Word("Treatment"));
        if (coding instanceof Expression.Call treatment) {
            return inFront(call, treatment.first().texts(), labels);
        }
        boolean isLast = coding.toString().replace("\"", "").equals("contr.SAS");
        int base = isLast ? labels.size() : (int) Expressions.number(call, "base", 1);
        if (base > labels.size()) {
            throw new ModelException(call + " asks for level number " + base + " of " + labels.size()
                    + ": choose one of the levels by name, as in C(f, Treatment(" + Labels.quoted(labels.get(0))
                    + ")).");
        }
        return inFront(call, List.of(labels.get(base - 1)), labels);
    }
}
