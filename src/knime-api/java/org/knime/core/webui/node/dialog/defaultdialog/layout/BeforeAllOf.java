package org.knime.core.webui.node.dialog.defaultdialog.layout;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.knime.node.parameters.layout.Before;

/** Places a section before several others; a stand-in with the signatures of KNIME's. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface BeforeAllOf {
    Before[] value();
}
