package org.multilevel.result;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.multilevel.data.FullPrecision;

/** A named, typed column of a {@link ResultTable}, whose cells are computed when they are asked for. */
public sealed interface ResultColumn {

    /** Returns the name, unique in its table. */
    String name();

    /** Returns the text of a cell in full precision, empty where there is no value. */
    String text(int row);

    /** Returns what the cells hold. */
    ColumnSchema.Kind kind();

    /** Returns name and kind. */
    default ColumnSchema schema() {
        return new ColumnSchema(name(), kind());
    }

    /**
     * A column of texts.
     *
     * @param name the column's name
     * @param cells gives the text of a row, empty where there is none
     */
    record Text(String name, IntFunction<String> cells) implements ResultColumn {
        @Override
        public ColumnSchema.Kind kind() {
            return ColumnSchema.Kind.TEXT;
        }

        @Override
        public String text(int row) {
            return cells.apply(row);
        }
    }

    /**
     * A column of floating-point numbers.
     *
     * @param name the column's name
     * @param cells gives the number of a row, NaN where there is none
     */
    record Real(String name, IntToDoubleFunction cells) implements ResultColumn {
        @Override
        public ColumnSchema.Kind kind() {
            return ColumnSchema.Kind.REAL;
        }

        @Override
        public String text(int row) {
            return FullPrecision.text(cells.applyAsDouble(row));
        }
    }

    /**
     * A column of whole numbers, all present.
     *
     * @param name the column's name
     * @param cells gives the number of a row
     */
    record Whole(String name, IntToLongFunction cells) implements ResultColumn {
        @Override
        public ColumnSchema.Kind kind() {
            return ColumnSchema.Kind.WHOLE;
        }

        @Override
        public String text(int row) {
            return Long.toString(cells.applyAsLong(row));
        }
    }
}
