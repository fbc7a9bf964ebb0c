package org.knime.node.parameters.widget.text;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A text of several lines; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface TextAreaWidget {
    int rows() default 4;
}
