package org.knime.node.parameters.widget.choices.filter;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Labels of the two lists of a choice; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface TwinlistWidget {
    String includedLabel() default "";

    String excludedLabel() default "";
}
