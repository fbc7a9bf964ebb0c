package org.multilevel.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;

/**
 * How the response of a generalised model is read from a table.
 *
 * @param table with the response as numbers
 * @param formula with that column as the response
 * @param trials the column of numbers of trials, where there is one
 * @param labels the label that counts as success and the other, where the response is text
 */
record GeneralisedResponse(Table table, Formula formula, Optional<String> trials, Optional<TwoLabels> labels) {
    /** What of a proportion times its trials may be rounding of the proportion, in successes. */
    private static final double ROUNDED = 1e-2;

    /**
     * Finds out.
     *
     * @param trials the column of numbers of trials that goes with a column of proportions, if it is given
     * @param event the label that is to count as success, if it is given
     */
    static GeneralisedResponse of(
            Table table,
            Formula formula,
            Family family,
            Optional<String> trials,
            Optional<String> event,
            Progress progress) {
        if (family != Family.BINOMIAL) {
            refuse(family, formula, trials, event);
            checkNumeric(table, formula, family);
            return new GeneralisedResponse(table, formula, Optional.empty(), Optional.empty());
        }
        Expression response = formula.response();
        if (response instanceof Expression.Call call && call.function().equals(Expression.COUNTS)) {
            if (trials.isPresent() || event.isPresent()) {
                throw new MethodException((trials.isPresent() ? "Trials" : "An event") + " cannot be chosen for "
                        + response + ", which has both counts; leave the option out.");
            }
            return counts(table, formula, call);
        }
        if (trials.isPresent()) {
            return proportions(table, formula, trials.get(), event);
        }
        if (response instanceof Expression.Column column
                && table.column(column.name())
                        .filter(c -> c.type() == ColumnType.CATEGORICAL)
                        .isPresent()) {
            return labels(table, formula, table.column(column.name()).orElseThrow(), event, progress);
        }
        if (event.isPresent() && !event.get().equals("1")) {
            throw new MethodException("The event is " + event.get() + ", but the response " + response
                    + " is a number, of which 1 is the event; leave the option out, or read the column as text.");
        }
        return new GeneralisedResponse(table, formula, Optional.empty(), Optional.empty());
    }

    private static void refuse(Family family, Formula formula, Optional<String> trials, Optional<String> event) {
        if (trials.isPresent() || event.isPresent()) {
            throw new MethodException((trials.isPresent() ? "Trials are" : "An event is")
                    + " for the family binomial, and the family is " + family + "; leave the option out.");
        }
        if (formula.response() instanceof Expression.Call call
                && call.function().equals(Expression.COUNTS)) {
            throw new MethodException("The response " + call + " counts successes and failures, which is for the family"
                    + " binomial, and the family is " + family + "; choose binomial, or one column of counts.");
        }
    }

    private static void checkNumeric(Table table, Formula formula, Family family) {
        if (formula.response() instanceof Expression.Column column
                && table.column(column.name())
                        .filter(c -> c.type() == ColumnType.CATEGORICAL)
                        .isPresent()) {
            throw new ModelException("The response " + column.name() + " is text, and the family " + family
                    + " is for numbers; choose a number column, or the family binomial for two labels.");
        }
    }

    /** Two labels: the second in their order is the event unless another is chosen. */
    private static GeneralisedResponse labels(
            Table table, Formula formula, Column column, Optional<String> event, Progress progress) {
        List<String> labels = column.declaredLevels().orElseGet(() -> found(table, column, progress));
        if (labels.size() != 2) {
            String some = String.join(", ", labels.subList(0, Math.min(4, labels.size())));
            throw new ModelException(
                    "The response " + column.name() + " has " + labels.size()
                            + (labels.size() == 1 ? " label (" : " labels (") + some
                            + (labels.size() > 4 ? ", ..." : "")
                            + "), and the family binomial is for two; "
                            + (labels.size() < 2
                                    ? "choose another response."
                                    : "make a column that says of each row whether it is one of them, or fit a model for each."));
        }
        TwoLabels two = TwoLabels.of(column.name(), labels, event);
        return new GeneralisedResponse(
                events(table, column.name(), two.event()), formula, Optional.empty(), Optional.of(two));
    }

    /** Returns a table whose response is 1 where its label is the event. */
    private static Table events(Table table, String response, String event) {
        return new ResponseTable(table, response, Optional.empty(), List.of(response), (batch, columns, row, to) -> {
            int code = batch.codes(columns[0])[row];
            to[0] = code < 0 ? Double.NaN : batch.levels(columns[0]).label(code).equals(event) ? 1 : 0;
        });
    }

    /**
     * Returns the table that a model was fitted to, or another with its columns, with the response as the fit had it.
     *
     * @param formula of the model, as the user wrote it
     * @throws ModelException if the response is no longer of the type that it was in the fit
     */
    static Table again(Table table, String formula, Generalised of) {
        Formula parsed = Formula.parse(formula);
        Optional<Column> response =
                parsed.response() instanceof Expression.Column column ? table.column(column.name()) : Optional.empty();
        boolean isText = response.filter(column -> column.type() == ColumnType.CATEGORICAL)
                .isPresent();
        if (response.isPresent() && isText != of.event().isPresent()) {
            throw new ModelException("The response " + response.get().name() + " is "
                    + (isText ? "text" : "a number") + " in this table, but was "
                    + (isText ? "a number" : "text")
                    + " where the model was fitted; open the table that the model was fitted to.");
        }
        if (isText) {
            return events(table, response.orElseThrow().name(), of.event().orElseThrow());
        }
        boolean isCounted = parsed.response() instanceof Expression.Call call
                && call.function().equals(Expression.COUNTS);
        return of(
                        table,
                        parsed,
                        of.distribution().family(),
                        isCounted ? Optional.empty() : of.trials(),
                        Optional.empty(),
                        Progress.NONE)
                .table();
    }

    private static List<String> found(Table table, Column column, Progress progress) {
        Set<String> labels = new LinkedHashSet<>();
        long[] rows = {0};
        boolean[] seen = new boolean[3];
        table.scan(List.of(column.name()), progress, batch -> {
            int[] codes = batch.codes(0);
            rows[0] += batch.size();
            for (int i = 0; i < batch.size(); i++) {
                if (codes[i] >= 0 && (codes[i] >= seen.length || !seen[codes[i]])) {
                    labels.add(batch.levels(0).label(codes[i]));
                    if (codes[i] < seen.length) {
                        seen[codes[i]] = true;
                    }
                }
            }
        });
        if (labels.isEmpty()) {
            throw new ModelException(
                    rows[0] == 0
                            ? "The table has no rows: a model needs data."
                            : "The response " + column.name()
                                    + " has no value in any row, so there is nothing to explain; choose another response.");
        }
        return TwoLabels.sorted(labels);
    }

    private static GeneralisedResponse counts(Table table, Formula formula, Expression.Call call) {
        String name = call.toString();
        String trials = "trials of " + name;
        List<String> sources = List.copyOf(call.columns());
        for (String source : sources) {
            if (table.column(source)
                    .filter(c -> c.type() == ColumnType.CATEGORICAL)
                    .isPresent()) {
                throw new ModelException("The column " + source + " in " + name
                        + " is text, but successes and failures are counts; choose number columns.");
            }
        }
        Counted successes = Counted.of(call.arguments().get(0), sources);
        Counted failures = Counted.of(call.arguments().get(1), sources);
        Set<String> hidden = new HashSet<>(formula.hasDot() ? sources : List.of());
        hidden.removeAll(formula.fixedColumns());
        hidden.removeAll(formula.groupColumns());
        Table view = new ResponseTable(table, name, Optional.of(trials), sources, hidden, (batch, columns, row, to) -> {
            double s = successes.value(batch, columns, row);
            double f = failures.value(batch, columns, row);
            checkCount(batch, row, name, s, "successes");
            checkCount(batch, row, name, f, "failures");
            to[0] = s;
            to[1] = s + f;
        });
        return new GeneralisedResponse(view, asRead(formula), Optional.of(trials), Optional.empty());
    }

    /** Returns the formula with the column that two counts are read into as its response, where it has two counts. */
    static Formula asRead(Formula formula) {
        return formula.response() instanceof Expression.Call call
                        && call.function().equals(Expression.COUNTS)
                ? formula.withResponse(new Expression.Column(call.toString()))
                : formula;
    }

    private static void checkCount(Batch batch, int row, String name, double value, String what) {
        boolean missing = Double.isNaN(value);
        if (!missing && (value < 0 || value != Math.rint(value))) {
            throw ResponseTable.wrong(batch, row, name, value, what + " must be whole numbers from 0 on");
        }
    }

    private static GeneralisedResponse proportions(
            Table table, Formula formula, String trials, Optional<String> event) {
        if (event.isPresent()) {
            throw new MethodException("An event is for a response with two labels, and trials are for proportions;"
                    + " leave one of the options out.");
        }
        if (!(formula.response() instanceof Expression.Column column)) {
            throw new MethodException("Trials go with a column of proportions, and the response is "
                    + formula.response() + "; write the column.");
        }
        for (String name : List.of(column.name(), trials)) {
            Column found = table.column(name)
                    .orElseThrow(() -> new ModelException("The table has no column \"" + name + "\"; check the name of "
                            + (name.equals(trials) ? "the trials" : "the response") + "."));
            if (found.type() == ColumnType.CATEGORICAL) {
                throw new ModelException("The column " + name
                        + " is text, but proportions and trials are numbers; choose number columns.");
            }
        }
        String name = column.name();
        Table view =
                new ResponseTable(table, name, Optional.empty(), List.of(name, trials), (batch, columns, row, to) -> {
                    double share = batch.numbers(columns[0])[row];
                    double size = batch.numbers(columns[1])[row];
                    if (share < 0 || share > 1) {
                        throw ResponseTable.wrong(batch, row, name, share, "a proportion of trials lies from 0 to 1");
                    }
                    checkCount(batch, row, trials, size, "trials");
                    double successes = Math.rint(share * size);
                    if (Math.abs(successes - share * size) > ROUNDED) {
                        throw ResponseTable.wrong(
                                batch, row, name, share, "that is not a whole number of " + (long) size + " trials");
                    }
                    to[0] = Double.isNaN(share) || Double.isNaN(size) ? Double.NaN : successes;
                });
        return new GeneralisedResponse(view, formula, Optional.of(trials), Optional.empty());
    }

    /** Arithmetic on columns, as in {@code size - incidence}. */
    private record Counted(String operator, int column, double constant, List<Counted> operands) {
        static Counted of(Expression expression, List<String> sources) {
            if (expression instanceof Expression.Column column) {
                return new Counted("", sources.indexOf(column.name()), 0, List.of());
            }
            if (expression instanceof Expression.Constant number) {
                return new Counted("", -1, number.value(), List.of());
            }
            if (expression instanceof Expression.Call call
                    && List.of("+", "-", "*", "/").contains(call.function())
                    && call.arguments().size() == 2) {
                return new Counted(
                        call.function(),
                        -1,
                        0,
                        call.arguments().stream().map(a -> of(a, sources)).toList());
            }
            throw new MethodException("The counts in cbind() can be columns and + - * / of columns, not " + expression
                    + "; compute it as a column of the table.");
        }

        double value(Batch batch, int[] columns, int row) {
            if (operands.isEmpty()) {
                return column < 0 ? constant : batch.numbers(columns[column])[row];
            }
            double left = operands.get(0).value(batch, columns, row);
            double right = operands.get(1).value(batch, columns, row);
            return switch (operator) {
                case "+" -> left + right;
                case "-" -> left - right;
                case "*" -> left * right;
                default -> left / right;
            };
        }
    }
}
