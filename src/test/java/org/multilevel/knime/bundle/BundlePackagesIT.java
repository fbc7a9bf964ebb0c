package org.multilevel.knime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every package that the bundle's code uses comes from where OSGi looks for it. */
class BundlePackagesIT {
    private static final Path BUNDLE = Path.of(System.getProperty("knime.bundle"));

    /** Packages that KNIME calls internal, and yet has in the signatures of what it offers. */
    private static final Set<String> IN_PUBLIC_SIGNATURES = Set.of(
            "org.knime.core.webui.node.dialog.defaultdialog.util.updates",
            "org.knime.core.webui.node.dialog.defaultdialog.widget.updates",
            "org.knime.core.webui.page");

    /** Packages that KNIME calls internal, of streamed nodes and of the view of model ports, for which it offers nothing else. */
    private static final Set<String> WITHOUT_CHOICE = Set.of(
            "org.knime.core.webui.data",
            "org.knime.core.webui.node.dialog",
            "org.knime.core.webui.node.dialog.defaultdialog",
            "org.knime.core.webui.node.port");

    /** Of compressed Parquet files, which KNIME reads by a node of its own and ours refuses. */
    private static final String NOT_EMBEDDED = "io.airlift.compress";

    private static final Set<String> USED = new TreeSet<>();

    @BeforeAll
    static void collectUsedPackages() throws IOException {
        try (JarFile jar = new JarFile(BUNDLE.toFile())) {
            new ClassFileImporter()
                    .importJar(jar).stream()
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                            .filter(type -> !type.isPrimitive())
                            .forEach(type -> USED.add(type.getPackageName()));
        }
    }

    @Test
    void everyPackageIsEmbeddedImportedOrOneOfKnime() throws IOException {
        Attributes manifest = manifest(BUNDLE);
        Set<String> found = embedded();
        found.addAll(packages(manifest.getValue("Import-Package"), clause -> true));

        assertEquals(
                List.of(),
                USED.stream()
                        .filter(name -> !name.startsWith("java.") && !name.startsWith("org.knime."))
                        .filter(name -> !found.contains(name) && !name.startsWith(NOT_EMBEDDED))
                        .toList());
    }

    @Test
    void everyPackageOfKnimeIsOneThatTheRequiredBundlesExport() throws IOException {
        String home = System.getProperty("knime.home");
        assumeTrue(home != null, "checks nothing without -Dknime.home=DIR, the folder that holds KNIME's plugins");
        Set<String> exported = new TreeSet<>();
        for (Attributes bundle : bundlesOfKnime(Path.of(home, "plugins"))) {
            exported.addAll(
                    packages(bundle.getValue("Export-Package"), clause -> !clause.contains("x-internal:=true")));
        }
        assertEquals(
                List.of(),
                USED.stream()
                        .filter(name -> name.startsWith("org.knime."))
                        .filter(name -> !exported.contains(name)
                                && !IN_PUBLIC_SIGNATURES.contains(name)
                                && !WITHOUT_CHOICE.contains(name))
                        .toList());
    }

    private static Set<String> embedded() throws IOException {
        Archive bundle = Archive.read(BUNDLE);
        List<String> paths = new ArrayList<>(bundle.files().keySet());
        for (String jar : bundle.paths().filter(path -> path.endsWith(".jar")).toList()) {
            paths.addAll(bundle.inner(jar).files().keySet());
        }
        Set<String> packages = new TreeSet<>();
        paths.stream()
                .filter(path -> path.endsWith(".class") && path.contains("/"))
                .forEach(path ->
                        packages.add(path.substring(0, path.lastIndexOf('/')).replace('/', '.')));
        return packages;
    }

    /** The packages in a header of a manifest; commas within quotes part nothing. */
    private static Set<String> packages(String header, Predicate<String> wanted) {
        Set<String> packages = new TreeSet<>();
        for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            if (wanted.test(clause)) {
                packages.add(clause.split(";", -1)[0].strip());
            }
        }
        return packages;
    }

    /** The bundles that ours requires, and those that they hand on. */
    private static List<Attributes> bundlesOfKnime(Path plugins) throws IOException {
        List<Attributes> bundles = new ArrayList<>();
        try (Stream<Path> files = Files.list(plugins)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.matches("org\\.knime\\.core(\\.ui|\\.util)?_.*")) {
                    bundles.add(manifest(file));
                }
            }
        }
        return bundles;
    }

    private static Attributes manifest(Path plugin) throws IOException {
        if (Files.isDirectory(plugin)) {
            try (InputStream file = Files.newInputStream(plugin.resolve(JarFile.MANIFEST_NAME))) {
                return new Manifest(file).getMainAttributes();
            }
        }
        try (JarFile jar = new JarFile(plugin.toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }
}
