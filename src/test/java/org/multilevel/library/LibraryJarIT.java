package org.multilevel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that a program depends on holds the core, and asks for nothing that only the hosts need. */
class LibraryJarIT {
    private static final Path JAR = Path.of(System.getProperty("library.jar"));

    /** Parts of the names of the jars that the pom hands on to whoever depends on the library. */
    private static final List<String> LIBRARIES =
            List.of("jspecify", "fastcsv", "fastdoubleparser", "commons-", "jackson");

    @Test
    void onlyPackagesOfTheCoreAreInside() throws Exception {
        Set<String> foreign = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("org/multilevel/")
                            || name.matches("org/multilevel/(cli|chart/(drawing|browser)|knime|spark)/.*"))
                    .forEach(foreign::add);
            assertTrue(jar.getEntry("org/multilevel/model/LinearMixedModel.class") != null);
        }
        assertEquals(Set.of(), foreign);
    }

    @Test
    void noClassUsesPicocliWekaKnimeOrCharts() {
        JavaClasses classes = new ClassFileImporter().importPath(JAR);
        Set<String> foreign = new TreeSet<>();
        classes.forEach(type -> type.getDirectDependenciesFromSelf().stream()
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .filter(
                        name -> name.matches(
                                "(picocli|weka|org\\.knime|org\\.jfree|org\\.apache\\.spark|org\\.multilevel\\.(cli|chart\\.(drawing|browser)|knime|spark))\\..*"))
                .forEach(foreign::add));
        assertEquals(Set.of(), foreign);
    }

    @Test
    void itFitsWithTheLibrariesOfItsPomAndKnowsItsVersion() throws Exception {
        List<URL> path = new ArrayList<>(List.of(JAR.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                path.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader alone =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object table = alone.loadClass("org.multilevel.data.csv.CsvTable")
                    .getMethod("open", Path.class)
                    .invoke(null, Path.of("workflows/data/Oxboys.csv"));
            Class<?> description = alone.loadClass("org.multilevel.model.LinearMixedModel");
            Object model = description
                    .getMethod("fit", alone.loadClass("org.multilevel.data.Table"))
                    .invoke(
                            description
                                    .getMethod("of", String.class)
                                    .invoke(null, "height ~ age + (1 + age | Subject)"),
                            table);
            Object statistics = call(model, "statistics");
            // As Pinheiro and Bates (2000) print it, with four decimals.
            assertEquals(-362.0455, (double) call(statistics, "logLikelihood"), 5e-5);
            String json = (String) call(model, "toJson");
            assertTrue(json.contains(System.getProperty("library.version")), json);
        }
    }

    private static Object call(Object receiver, String method) throws ReflectiveOperationException {
        return receiver.getClass().getMethod(method).invoke(receiver);
    }
}
