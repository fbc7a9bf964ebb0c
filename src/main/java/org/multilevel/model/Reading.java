package org.multilevel.model;

import java.util.List;

/**
 * How the table of a fit was read where its text left a choice, so that other tables can be read alike.
 *
 * @param missingCodes the texts that meant a missing value; none where the table was no text, or an early version saved the model
 * @param notes what its user should know about the reading, each as a sentence
 * @param findings what a check of the table found, if there was one
 */
public record Reading(List<String> missingCodes, List<String> notes, List<TableFinding> findings) {

    /** Copies the lists. */
    public Reading {
        missingCodes = List.copyOf(missingCodes);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }
}
