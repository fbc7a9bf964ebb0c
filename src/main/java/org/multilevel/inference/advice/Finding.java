package org.multilevel.inference.advice;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.model.TableFinding;

/**
 * Something that a user should know about a model or about the table for it.
 *
 * @param kind what it is about
 * @param subject the grouping factor, or the columns at commas; empty where it is about the whole
 * @param cause what was found, as a sentence
 * @param evidence the numbers that show it, as a sentence; empty where the cause has them
 * @param remedy what can be done, as a sentence; empty where there is nothing to do
 */
public record Finding(FindingKind kind, String subject, String cause, String evidence, String remedy) {

    /** Returns a finding that a model keeps; of a kind that a later version found, as a note. */
    static Finding of(TableFinding kept) {
        FindingKind kind = Stream.of(FindingKind.values())
                .filter(known -> known.label().equals(kept.kind()))
                .findFirst()
                .orElse(FindingKind.NOTE);
        return new Finding(kind, kept.subject(), kept.cause(), kept.evidence(), kept.remedy());
    }

    TableFinding kept() {
        return new TableFinding(kind.label(), subject, cause, evidence, remedy);
    }

    static Finding note(FindingKind kind, String subject, String sentence) {
        return new Finding(kind, subject, sentence, "", "");
    }

    /** Returns cause, evidence and remedy one after the other. */
    public String text() {
        return Stream.of(cause, evidence, remedy)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
