package org.knime.node.parameters.persistence;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Key of a parameter in the settings; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface Persist {
    String configKey() default "";

    boolean hidden() default false;
}
