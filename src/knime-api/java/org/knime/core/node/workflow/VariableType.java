package org.knime.core.node.workflow;

import java.util.Locale;

/** The type of a flow variable; a stand-in with the signatures of KNIME's. */
public abstract class VariableType<T> {
    VariableType() {}

    public abstract Class<T> getSimpleType();

    public String getIdentifier() {
        return getSimpleType().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** True or false. */
    public static final class BooleanType extends VariableType<Boolean> {
        public static final BooleanType INSTANCE = new BooleanType();

        private BooleanType() {}

        @Override
        public Class<Boolean> getSimpleType() {
            return Boolean.class;
        }
    }

    /** A number. */
    public static final class DoubleType extends VariableType<Double> {
        public static final DoubleType INSTANCE = new DoubleType();

        private DoubleType() {}

        @Override
        public Class<Double> getSimpleType() {
            return Double.class;
        }
    }

    /** An integer. */
    public static final class IntType extends VariableType<Integer> {
        public static final IntType INSTANCE = new IntType();

        private IntType() {}

        @Override
        public Class<Integer> getSimpleType() {
            return Integer.class;
        }
    }

    /** A text. */
    public static final class StringType extends VariableType<String> {
        public static final StringType INSTANCE = new StringType();

        private StringType() {}

        @Override
        public Class<String> getSimpleType() {
            return String.class;
        }
    }
}
