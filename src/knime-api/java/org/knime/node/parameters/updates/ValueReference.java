package org.knime.node.parameters.updates;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Gives a parameter a name that others can refer to; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target(FIELD)
public @interface ValueReference {
    Class<? extends ParameterReference> value();
}
