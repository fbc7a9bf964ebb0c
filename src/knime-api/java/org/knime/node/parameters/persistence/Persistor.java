package org.knime.node.parameters.persistence;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the class that saves and loads a parameter; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target({TYPE, FIELD})
public @interface Persistor {
    Class<? extends NodeParametersPersistor> value();
}
