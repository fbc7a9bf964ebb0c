package org.multilevel.spark;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.multilevel.error.DataException;

/** A column of a Dataset, and what it is to a model: as in files of other programs, dates are days since 1970-01-01. */
record DatasetColumn(String name, Kind kind, String type) implements Serializable {
    private static final double MICROSECONDS_PER_DAY = 86_400e6;

    /** What the values of a column are. */
    enum Kind {
        NUMBER,
        /** Whole numbers that may have more digits than a double. */
        LONG,
        DATE,
        MOMENT,
        LABEL,
        FLAG,
        /** None that a model can read. */
        OTHER
    }

    static DatasetColumn of(StructField field) {
        DataType type = field.dataType();
        return new DatasetColumn(field.name(), kind(type), type.simpleString());
    }

    private static Kind kind(DataType type) {
        if (type.equals(DataTypes.LongType)) {
            return Kind.LONG;
        }
        if (type instanceof DecimalType decimal) {
            return decimal.scale() > 0 ? Kind.NUMBER : Kind.LONG;
        }
        if (type.equals(DataTypes.ByteType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.FloatType)
                || type.equals(DataTypes.DoubleType)) {
            return Kind.NUMBER;
        }
        if (type.equals(DataTypes.DateType)) {
            return Kind.DATE;
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Kind.MOMENT;
        }
        if (type instanceof StringType) {
            return Kind.LABEL;
        }
        return type.equals(DataTypes.BooleanType) ? Kind.FLAG : Kind.OTHER;
    }

    /** Makes sure that a model can read the column. */
    void checkReadable() {
        if (kind == Kind.OTHER) {
            throw new DataException(
                    "Column \"" + name + "\" is " + type
                            + ", which is neither numbers nor labels: select the field or the value of it that the model is about, or cast it.");
        }
    }

    /** Returns what the column is to a model. */
    org.multilevel.data.Column shape() {
        return isNumeric() ? org.multilevel.data.Column.numeric(name) : org.multilevel.data.Column.categorical(name);
    }

    /** Returns this column read as labels. */
    DatasetColumn asLabels() {
        return new DatasetColumn(name, Kind.LABEL, type);
    }

    boolean isNumeric() {
        return switch (kind) {
            case NUMBER, LONG, DATE, MOMENT -> true;
            case LABEL, FLAG, OTHER -> false;
        };
    }

    /** Returns the column as a double or as a text, whichever it is to a model. */
    Column read(Column column) {
        return switch (kind) {
            case NUMBER, LONG -> column.cast(DataTypes.DoubleType);
            case DATE -> functions.unix_date(column).cast(DataTypes.DoubleType);
            case MOMENT ->
                functions.unix_micros(column).cast(DataTypes.DoubleType).divide(MICROSECONDS_PER_DAY);
            case FLAG -> functions.upper(column.cast(DataTypes.StringType));
            case LABEL, OTHER -> column.cast(DataTypes.StringType);
        };
    }
}
