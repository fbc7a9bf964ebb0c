package org.knime.node.parameters.array;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;

/** How a list of parameters is edited; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target(FIELD)
public @interface ArrayWidget {
    String addButtonText() default "";

    ElementLayout elementLayout() default ElementLayout.VERTICAL_CARD;

    String elementTitle() default "";

    boolean showSortButtons() default false;

    boolean hasFixedSize() default false;

    Class<? extends StateProvider> elementDefaultValueProvider() default StateProvider.class;

    enum ElementLayout {
        VERTICAL_CARD,
        HORIZONTAL_SINGLE_LINE;
    }
}
