package org.knime.node.parameters;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** Marks a parameter that the dialog shows among the advanced ones only; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
public @interface Advanced {}
