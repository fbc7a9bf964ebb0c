package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void modelsRecordTheVersionOfTheProject() throws IOException {
        Matcher project = Pattern.compile("<artifactId>multilevel</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assumeTrue(project.find());
        assumeTrue(!Version.current().equals("development"), "the classes were not built by Maven");
        assertEquals(project.group(1), Version.current());
        assertEquals(project.group(1), Samples.sleepstudyModel().provenance().version());
    }
}
