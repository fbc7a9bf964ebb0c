package org.knime.core.node.config.base;

/** Stands for a text that is null. Only the stand-in has it. */
enum ConfigEntry {
    NULL
}
