package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** Reads the response less the offset, and the offset, in the selected rows. */
public final class ResponseReader {
    private final Optional<NumericVariable> response;
    private final List<NumericVariable> offsets;

    private ResponseReader(Optional<NumericVariable> response, List<NumericVariable> offsets) {
        this.response = response;
        this.offsets = offsets;
    }

    /** Returns the reader of a response and of offsets, which are added. */
    public static ResponseReader of(Expression response, List<Expression> offsets, Evaluators nodes) {
        return new ResponseReader(Optional.of(new NumericVariable(response, nodes)), variables(offsets, nodes));
    }

    /** Returns the reader of offsets alone, to which the response is missing in every row. */
    public static ResponseReader ofOffsets(List<Expression> offsets, Evaluators nodes) {
        return new ResponseReader(Optional.empty(), variables(offsets, nodes));
    }

    private static List<NumericVariable> variables(List<Expression> expressions, Evaluators nodes) {
        return expressions.stream()
                .map(expression -> new NumericVariable(expression, nodes))
                .toList();
    }

    /** Reads the selected rows, one after the other; what is undefined goes to {@code undefined} as a sentence. */
    public void read(Batch batch, Selection selection, double[] y, double[] offset, Consumer<String> undefined) {
        int n = selection.count();
        Arrays.fill(offset, 0, n, 0);
        for (NumericVariable variable : offsets) {
            variable.load(batch, selection, undefined);
            double[] values = variable.column(0);
            for (int i = 0; i < n; i++) {
                offset[i] += values[i];
            }
        }
        if (response.isEmpty()) {
            Arrays.fill(y, 0, n, Double.NaN);
            return;
        }
        response.get().load(batch, selection, undefined);
        double[] values = response.get().column(0);
        for (int i = 0; i < n; i++) {
            y[i] = values[i] - offset[i];
        }
    }

    /** Returns the response of the rows read last, offset included; what it returns is reused. */
    public double[] values() {
        return response.orElseThrow().column(0);
    }
}
