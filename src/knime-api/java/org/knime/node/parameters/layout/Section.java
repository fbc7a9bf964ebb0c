package org.knime.node.parameters.layout;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A titled part of the dialog; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface Section {
    String title() default "";

    String description() default "";

    boolean sideDrawer() default false;
}
