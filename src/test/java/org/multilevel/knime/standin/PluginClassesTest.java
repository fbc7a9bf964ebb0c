package org.multilevel.knime.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassesTest {
    @TempDir
    private Path plugins;

    @Test
    void classesAreFoundInJarsInUnpackedPluginsAndInJarsWithinEither() throws IOException {
        Path unpacked = Files.createDirectories(plugins.resolve("org.example.unpacked_1.0.0"));
        Javac.compile(unpacked, "class Loose {}");
        Files.createDirectories(unpacked.resolve("lib"));
        Files.write(unpacked.resolve("lib/inner.jar"), jar("Inner.class", compiled("Inner")));
        Files.write(plugins.resolve("org.example.packed_1.0.0.jar"), jar("Packed.class", compiled("Packed")));
        Files.write(
                plugins.resolve("org.example.nested_1.0.0.jar"),
                jar("lib/nested.jar", jar("Nested.class", compiled("Nested"))));
        Files.writeString(plugins.resolve("notes.txt"), "not a plug-in");

        PluginClasses classes = PluginClasses.ofPlugins(plugins, name -> true);

        assertEquals(List.of("Inner", "Loose", "Nested", "Packed"), classes.names());
        assertEquals("Nested", classes.find("Nested").orElseThrow().name);
    }

    @Test
    void unwantedClassesAreLeftOut() throws IOException {
        Files.write(plugins.resolve("org.example_1.0.0.jar"), jar("A.class", compiled("A")));

        assertEquals(
                List.of(),
                PluginClasses.ofPlugins(plugins, name -> !name.equals("A.class"))
                        .names());
    }

    private byte[] compiled(String name) throws IOException {
        Path folder = Javac.compile(plugins.resolveSibling("classes-of-" + name), "class " + name + " {}");
        return Files.readAllBytes(folder.resolve(name + ".class"));
    }

    private static byte[] jar(String entry, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry(entry));
            jar.write(content);
        }
        return bytes.toByteArray();
    }
}
