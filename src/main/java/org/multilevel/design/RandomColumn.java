package org.multilevel.design;

/**
 * A column of Z for one grouping factor: what is multiplied by a group effect.
 *
 * @param name {@code (Intercept)} or a coefficient name as in {@link FixedColumn}
 * @param centre as in {@link FixedColumn}; 0 for the intercept
 * @param scale as in {@link FixedColumn}; 1 for the intercept
 */
public record RandomColumn(String name, double centre, double scale) {}
