package org.multilevel.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;
import picocli.CommandLine.Option;

/** The option that writes a report for a browser. */
final class ReportOption {
    static final String SYNOPSIS = "[--report FILE.html]";

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            converter = Converters.FileName.class,
            description = "File for a report with charts, a page for any browser.")
    private Optional<Path> file = Optional.empty();

    Optional<Path> file() {
        return file;
    }

    void write(ReportDocument document) {
        file.ifPresent(path -> write(document, path));
    }

    private static void write(ReportDocument document, Path file) {
        OutputFiles.write(file, out -> out.write(ReportPage.html(document).getBytes(StandardCharsets.UTF_8)));
    }
}
