package org.multilevel.formula;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
        } else if (this instanceof Named named) {
            return named.value().columns();
        } else if (this instanceof Call call) {
            call.arguments().forEach(argument -> names.addAll(argument.columns()));
        }
        return Collections.unmodifiableSet(names);
    }

    /** The response of a binomial model that counts successes and failures: {@code cbind(successes, failures)}. */
    String COUNTS = "cbind";

    /** The name of the vector that lists several numbers or texts in an argument. */
    String VECTOR = "c";

    /** Returns the numbers of a constant or of several in {@code c()}; empty for anything else. */
    default List<Double> numbers() {
        return listed().stream()
                .filter(Constant.class::isInstance)
                .map(constant -> ((Constant) constant).value())
                .toList();
    }

    /** Returns the texts of a text or of several in {@code c()}; empty for anything else. */
    default List<String> texts() {
        return listed().stream()
                .filter(Text.class::isInstance)
                .map(text -> ((Text) text).value())
                .toList();
    }

    private List<Expression> listed() {
        return this instanceof Call call && call.function().equals(VECTOR) ? call.arguments() : List.of(this);
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
     * @param value its value; infinite only in {@code c()}
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
     * A word that is no column, such as {@code TRUE} in {@code scale(x, scale = TRUE)} or {@code Sum} in {@code C(f, Sum)}.
     *
     * @param value the word
     */
    record Word(String value) implements Expression {
        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * An argument that is given by the name of its parameter.
     *
     * @param name the parameter's name
     * @param value the argument
     */
    record Named(String name, Expression value) implements Expression {
        @Override
        public String toString() {
            return name + " = " + value;
        }
    }

    /**
     * A function of other expressions, or an arithmetic operator inside a function or in the response.
     *
     * @param function the name of a function that {@link Formula} lists; or {@code + - * / ^ < > <= >= == != & | %in%} with two
     *     arguments, {@code -} or {@code !} with one, or {@code c} with numbers or texts
     * @param arguments what it is applied to, as written
     */
    record Call(String function, List<Expression> arguments) implements Expression {
        /** Copies the arguments. */
        public Call {
            arguments = List.copyOf(arguments);
        }

        /**
         * Returns the argument that a parameter has, whether it is given by its name or by its place.
         *
         * @param parameter the parameter's name in R, such as {@code df} of {@code ns}
         * @return the argument; empty if it is not given, or the function has no such parameter
         */
        public Optional<Expression> argument(String parameter) {
            return Function.exact(function).flatMap(f -> Arguments.find(f, arguments, parameter));
        }

        /** Returns the first argument, that which the function is applied to. */
        public Expression first() {
            return Function.exact(function)
                    .flatMap(f -> argument(f.firstParameter()))
                    .orElseGet(() -> arguments.get(0));
        }

        @Override
        public String toString() {
            return Names.call(this);
        }
    }
}
