package org.multilevel.knime.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each workflow is packed as KNIME exports it: its folder at the top of an archive of its name. */
class WorkflowArchiveIT {
    private static final Path WORKFLOWS = Path.of("workflows", "knime");

    @Test
    void everyWorkflowHasAnArchiveWithAllItsFiles() throws IOException {
        try (Stream<Path> folders = Files.list(WORKFLOWS)) {
            for (Path folder : (Iterable<Path>) folders.filter(WorkflowArchiveIT::isWorkflow)::iterator) {
                Map<String, byte[]> files = files(folder);
                Archive archive =
                        Archive.read(Path.of(System.getProperty("knime.workflows"), folder.getFileName() + ".knwf"));

                assertEquals(files.keySet(), archive.files().keySet());
                files.forEach(
                        (path, file) -> assertArrayEquals(file, archive.files().get(path), path));
            }
        }
    }

    private static boolean isWorkflow(Path folder) {
        return Files.exists(folder.resolve("workflow.knime"));
    }

    /** KNIME locks a workflow while it is open. */
    private static boolean isPacked(Path file) {
        return !file.endsWith(".knimeLock");
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) tree.filter(Files::isRegularFile).filter(WorkflowArchiveIT::isPacked)::iterator) {
                files.put(WORKFLOWS.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
