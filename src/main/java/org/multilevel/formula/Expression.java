package org.multilevel.formula;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A variable of a model: a column, or something computed from columns row by row.
 *
 * <p>{@code toString()} gives it as a user would type it, with backticks where a column name needs them; that text is also the
 * variable's name in results.
 */
public sealed interface Expression {

    /** Returns the names of the columns that this is computed from, in the order in which they are first written. */
    default Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        if (this instanceof Column column) {
            names.add(column.name());
        } else if (this instanceof Call call) {
            call.arguments().forEach(argument -> names.addAll(argument.columns()));
        }
        return Collections.unmodifiableSet(names);
    }

    /**
     * The values of a column of the table.
     *
     * @param name its name in the table, without backticks
     */
    record Column(String name) implements Expression {
        @Override
        public String toString() {
            return Names.quote(name);
        }
    }

    /**
     * A number.
     *
     * @param value its value, finite
     */
    record Constant(double value) implements Expression {
        @Override
        public String toString() {
            return Names.number(value);
        }
    }

    /**
     * A quoted text, such as the level in {@code ref(f, "level")}.
     *
     * @param value the text without its quotes
     */
    record Text(String value) implements Expression {
        @Override
        public String toString() {
            return Names.text(value);
        }
    }

    /**
     * A function of other expressions, or an arithmetic operator inside a function or in the response.
     *
     * @param function one of {@code I log log2 log10 exp sqrt abs scale center poly factor ref}, or {@code + - * / ^} with two
     *     arguments, or {@code -} with one
     * @param arguments what it is applied to
     */
    record Call(String function, List<Expression> arguments) implements Expression {
        /** Copies the arguments. */
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return Names.call(this);
        }
    }
}
