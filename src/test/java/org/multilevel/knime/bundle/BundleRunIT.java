package org.multilevel.knime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;

/** The core within the bundle runs on what the bundle holds, and on nothing else. */
class BundleRunIT {
    @TempDir
    private Path folder;

    @Test
    void theCoreInTheBundleFitsAndWritesTheSameModel() throws Exception {
        String formula = "height ~ age + (1 + age | Subject)";
        Path data = Path.of("workflows/data/Oxboys.csv");
        String ours = LinearMixedModel.of(formula).fit(CsvTable.open(data)).toJson();

        try (URLClassLoader alone = new URLClassLoader(unpacked(), ClassLoader.getPlatformClassLoader())) {
            Object table = alone.loadClass("org.multilevel.data.csv.CsvTable")
                    .getMethod("open", Path.class)
                    .invoke(null, data);
            Class<?> description = alone.loadClass("org.multilevel.model.LinearMixedModel");
            Object model = description
                    .getMethod("fit", alone.loadClass("org.multilevel.data.Table"))
                    .invoke(description.getMethod("of", String.class).invoke(null, formula), table);
            String theirs = (String) model.getClass().getMethod("toJson").invoke(model);

            assertEquals(withoutTimes(ours), withoutTimes(theirs));
        }
    }

    private URL[] unpacked() throws IOException {
        Path bundle = Path.of(System.getProperty("knime.bundle"));
        Archive archive = Archive.read(bundle);
        List<URL> path = new ArrayList<>(List.of(bundle.toUri().toURL()));
        for (String jar : archive.paths().filter(name -> name.endsWith(".jar")).toList()) {
            Path file = folder.resolve(Path.of(jar).getFileName());
            Files.write(file, archive.files().get(jar));
            path.add(file.toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }

    private static String withoutTimes(String json) {
        return json.replaceAll("\"(created|fitted|seconds|time)[^\"]*\":\\s*[^,}]*", "");
    }
}
