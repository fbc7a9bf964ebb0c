package org.multilevel.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import org.multilevel.error.DataException;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;
import picocli.CommandLine.Option;

/** The option that writes a report for a browser. */
final class ReportOption {
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
        try (OutputFiles files = new OutputFiles()) {
            try (Writer writer = files.openText(file)) {
                writer.write(ReportPage.html(document));
            } catch (IOException e) {
                throw new DataException(
                        file + " cannot be written (" + OutputFiles.reason(e) + "): check the disk.", e);
            }
            files.commit();
        }
    }
}
