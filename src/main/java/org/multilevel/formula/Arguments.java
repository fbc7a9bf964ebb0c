package org.multilevel.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Parameter.Kind;

/** Finds which parameter of a function each argument is for, as R does: first by name, then by place; and checks them. */
final class Arguments {
    /** What stands for itself where an argument is expected. */
    private static final Set<String> WORDS = Set.of("TRUE", "FALSE", Names.NULL);

    private final Function function;
    private final Token name;

    Arguments(Function function, Token name) {
        this.function = function;
        this.name = name;
    }

    /**
     * An argument as it was read.
     *
     * @param name by which it is given, if it is
     * @param value what it is
     * @param start the token at which its value starts
     */
    record Argument(Optional<Token> name, Expression value, Token start) {
        private FormulaException error(String rest) {
            return new FormulaException(
                    "Found " + Names.shown(value.toString()) + " at position " + start.position() + rest,
                    start.position());
        }

        private Expression written(Expression read) {
            return name.<Expression>map(token -> new Expression.Named(token.text(), read))
                    .orElse(read);
        }
    }

    static boolean isWord(String text) {
        return WORDS.contains(text);
    }

    /** Returns the argument for a parameter in a call whose arguments are known to fit. */
    static Optional<Expression> find(Function function, List<Expression> arguments, String parameter) {
        List<Optional<String>> names = arguments.stream()
                .map(argument -> argument instanceof Expression.Named named
                        ? Optional.of(named.name())
                        : Optional.<String>empty())
                .toList();
        int place = places(function, names).indexOf(parameter);
        return place < 0
                ? Optional.empty()
                : Optional.of(
                        arguments.get(place) instanceof Expression.Named named ? named.value() : arguments.get(place));
    }

    /** Returns for each argument the name of its parameter; those that have no place left get an empty one. */
    private static List<String> places(Function function, List<Optional<String>> names) {
        List<String> free = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            if (parameter.hasPlace() && !names.contains(Optional.of(parameter.name()))) {
                free.add(parameter.name());
            }
        }
        List<String> places = new ArrayList<>();
        int next = 0;
        for (Optional<String> given : names) {
            places.add(given.isPresent() ? given.get() : next < free.size() ? free.get(next++) : "");
        }
        return places;
    }

    /** Returns the arguments as the tree holds them, or throws a sentence that says what would fit. */
    List<Expression> checked(List<Argument> arguments) {
        List<String> places = places(
                function,
                arguments.stream()
                        .map(argument -> argument.name().map(Token::text))
                        .toList());
        arguments.forEach(this::checkName);
        Map<String, Expression> values = new LinkedHashMap<>();
        List<Expression> written = new ArrayList<>();
        for (int k = 0; k < places.size(); k++) {
            Argument argument = arguments.get(k);
            Optional<Parameter> parameter = function.parameter(places.get(k));
            if (parameter.isEmpty()) {
                throw wrongCount(arguments.size());
            }
            Expression value =
                    parameter.get().read(argument.value()).orElseThrow(() -> misfit(parameter.get(), argument));
            if (values.putIfAbsent(places.get(k), value) != null) {
                throw argument.error(", but " + places.get(k) + " of " + name.text() + " is given twice; keep one.");
            }
            written.add(argument.written(value));
        }
        boolean lacking = function.parameters().stream().anyMatch(p -> p.isRequired() && !values.containsKey(p.name()));
        if (lacking) {
            throw wrongCount(arguments.size());
        }
        checkNesting(arguments);
        return written;
    }

    private void checkName(Argument argument) {
        argument.name().ifPresent(given -> {
            if (function.parameter(given.text()).isEmpty()) {
                String known =
                        function.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
                throw given.error(" as the name of an argument of " + name.text() + ", but here it takes " + known
                        + "; leave this one out or write " + function.usage() + ".");
            }
        });
    }

    private FormulaException wrongCount(int found) {
        long least =
                function.parameters().stream().filter(Parameter::isRequired).count();
        long most = function.parameters().stream().filter(Parameter::hasPlace).count();
        String counted = found == 1 ? "1 argument" : found + " arguments";
        String wanted = least == most ? "" + least : least + (most == least + 1 ? " or " : " to ") + most;
        return name.error(" with " + counted + ", but it takes " + wanted + "; write " + function.usage() + ".");
    }

    private FormulaException misfit(Parameter parameter, Argument argument) {
        String usage = "; write " + function.usage() + ".";
        Kind kind = parameter.kind();
        if (kind == Kind.NUMBERS && argument.value().columns().isEmpty() && isNumber(argument.value())) {
            return name.error(" of no column at all; write " + function.usage() + " with a column in place of x.");
        }
        if (kind == Kind.NUMBERS || kind == Kind.VALUE || kind == Kind.COLUMN || kind == Kind.CATEGORY) {
            return argument.error(" in " + name.text() + ", which takes " + kind.wanted() + usage);
        }
        return argument.error(" as the " + parameter.name() + " of " + name.text() + "; write " + kind.wanted()
                + ", as in " + function.usage() + ".");
    }

    private static boolean isNumber(Expression value) {
        return value instanceof Expression.Constant
                || (value instanceof Expression.Call call && !call.function().equals(Expression.VECTOR));
    }

    private void checkNesting(List<Argument> arguments) {
        if (!function.takesMoments()) {
            return;
        }
        for (Argument argument : arguments) {
            if (mentionsMoments(argument.value())) {
                throw argument.error(
                        " in " + name.text()
                                + ", but scale, center and poly cannot contain one another; scale the result or the column, not both.");
            }
        }
    }

    private static boolean mentionsMoments(Expression expression) {
        return expression instanceof Expression.Call call
                && (Function.exact(call.function())
                                .filter(Function::takesMoments)
                                .isPresent()
                        || call.arguments().stream().anyMatch(Arguments::mentionsMoments));
    }
}
