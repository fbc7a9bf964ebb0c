package org.multilevel.knime.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The stand-in says of KNIME's API only what is true of a KNIME at hand: run with {@code -Dknime.home=DIR}. */
class StandInTest {
    private static final Path SOURCES = Path.of("src", "knime-api", "java");

    @Test
    void everyPublicPartOfTheStandInIsInKnimeInTheSameForm() throws IOException, URISyntaxException {
        String home = System.getProperty("knime.home");
        assumeTrue(home != null, "compares nothing without -Dknime.home=DIR, the folder that holds KNIME's plugins");

        PluginClasses ours = PluginClasses.ofFolder(testClasses(), StandInTest::isOfTheStandIn);
        PluginClasses real = PluginClasses.ofPlugins(Path.of(home, "plugins"), StandInTest::isInSignaturesOfKnime);

        assertFalse(ours.names().isEmpty(), "no compiled class of " + SOURCES);
        List<String> differences = Comparison.differences(ours, real);
        assertEquals("", String.join("\n", differences), differences.size() + " differences");
    }

    private static boolean isInSignaturesOfKnime(String file) {
        return file.startsWith("org/knime/") || file.startsWith("org/apache/xmlbeans/XmlException");
    }

    private static Path testClasses() throws URISyntaxException {
        return Path.of(StandInTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Whether a compiled class comes from the stand-in's sources: tests have classes in the same packages. */
    private static boolean isOfTheStandIn(String file) {
        Predicate<String> exists = name -> Files.exists(SOURCES.resolve(name + ".java"));
        return exists.test(file.replaceFirst("(\\$.*)?\\.class$", ""));
    }
}
