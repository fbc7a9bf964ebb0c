package org.knime.node.parameters.migration;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the class that reads older settings; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target({TYPE, FIELD})
public @interface Migration {
    Class<? extends NodeParametersMigration> value();
}
