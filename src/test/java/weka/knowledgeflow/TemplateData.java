package weka.knowledgeflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The data of the templates, where the installed package has them. */
public final class TemplateData {
    private TemplateData() {}

    /** Copies the data below a home of Weka. */
    public static void unpack(Path home) throws IOException {
        Path data = Files.createDirectories(home.resolve(Path.of("packages", "multilevel", "data")));
        for (String table : List.of("hsb.csv", "exam.csv", "Oxboys.csv", "sleepstudy.csv", "contraception.csv")) {
            Files.copy(Path.of("workflows", "data", table), data.resolve(table));
        }
    }
}
