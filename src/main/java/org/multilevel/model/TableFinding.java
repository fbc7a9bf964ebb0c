package org.multilevel.model;

/**
 * What a check of the table found before the fit, kept with the model so that it is told again where the model is loaded.
 *
 * @param kind what it is about, such as {@code repeated_ids}
 * @param subject the grouping factor, or the columns at commas; empty where it is about the whole
 * @param cause what was found, as a sentence
 * @param evidence the numbers that show it, as a sentence; empty where the cause has them
 * @param remedy what can be done, as a sentence; empty where there is nothing to do
 */
public record TableFinding(String kind, String subject, String cause, String evidence, String remedy) {}
