package org.knime.node.parameters.layout;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.knime.core.webui.node.dialog.defaultdialog.layout.BeforeAllOf;

/** Places a section before another one; a stand-in with the signatures of KNIME's. */
@Repeatable(BeforeAllOf.class)
@Retention(RUNTIME)
@Target(TYPE)
public @interface Before {
    Class<?> value();
}
