package org.knime.node.parameters.layout;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Puts its parameters side by side; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface HorizontalLayout {}
