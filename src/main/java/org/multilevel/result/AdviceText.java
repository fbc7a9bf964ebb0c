package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.inference.advice.Finding;

/** Sets findings for a terminal or a text window: first what is to be thought about, then what is as it should be. */
public final class AdviceText {
    private static final int INDENT = 10;

    private AdviceText() {}

    /** Returns a paragraph for each finding: lines that end with a newline. */
    public static String of(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        findings.stream()
                .filter(finding -> finding.kind().isAlarm())
                .forEach(finding -> lines.addAll(TextLayout.paragraph("Check", INDENT, finding.text())));
        if (lines.isEmpty()) {
            lines.addAll(TextLayout.paragraph("Check", INDENT, "Nothing was found that speaks against this model."));
        }
        findings.stream()
                .filter(finding -> !finding.kind().isAlarm())
                .forEach(finding -> lines.addAll(TextLayout.paragraph("Fact", INDENT, finding.text())));
        return String.join("\n", lines) + "\n";
    }
}
