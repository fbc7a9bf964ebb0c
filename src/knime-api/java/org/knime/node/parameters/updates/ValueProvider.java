package org.knime.node.parameters.updates;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the class that computes the value of a parameter; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target(FIELD)
public @interface ValueProvider {
    Class<? extends StateProvider> value();
}
