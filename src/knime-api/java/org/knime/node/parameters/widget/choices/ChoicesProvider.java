package org.knime.node.parameters.widget.choices;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the class that offers the choices of a parameter; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("rawtypes")
@Retention(RUNTIME)
@Target(FIELD)
public @interface ChoicesProvider {
    Class<? extends ChoicesStateProvider> value();
}
