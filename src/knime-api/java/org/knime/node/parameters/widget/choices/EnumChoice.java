package org.knime.node.parameters.widget.choices;

/** A constant to choose; a stand-in with the signatures of KNIME's. */
public record EnumChoice<E extends Enum<E>>(E id, String text) {
    public static <E extends Enum<E>> EnumChoice<E> fromEnumConst(E enumConst) {
        try {
            Label label =
                    enumConst.getDeclaringClass().getField(enumConst.name()).getAnnotation(Label.class);
            return new EnumChoice<>(enumConst, label == null ? enumConst.name() : label.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
