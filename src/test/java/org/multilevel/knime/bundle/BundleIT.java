package org.multilevel.knime.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** The bundle that the build made has all that its manifest and its plugin.xml promise, and nothing foreign. */
class BundleIT {
    private static Archive bundle;
    private static Attributes manifest;
    private static Extensions extensions;

    @BeforeAll
    static void readTheBundle() throws IOException {
        bundle = Archive.ofBuild("knime.bundle");
        manifest =
                new Manifest(new ByteArrayInputStream(bundle.files().get("META-INF/MANIFEST.MF"))).getMainAttributes();
        extensions = Extensions.read(bundle.files().get("plugin.xml"));
    }

    @Test
    void theManifestMakesItABundleForKnime58AndLater() {
        assertEquals("org.multilevel.knime;singleton:=true", manifest.getValue("Bundle-SymbolicName"));
        assertEquals("JavaSE-17", manifest.getValue("Bundle-RequiredExecutionEnvironment"));
        assertEquals("lazy", manifest.getValue("Bundle-ActivationPolicy"));
        assertEquals(
                "org.knime.core;bundle-version=\"[5.8.0,6.0.0)\",org.knime.core.ui;bundle-version=\"[5.8.0,6.0.0)\"",
                manifest.getValue("Require-Bundle"));
    }

    @Test
    void aSnapshotIsOlderThanWhatIsBuiltLater() {
        // OSGi compares qualifiers as text, and "SNAPSHOT" would be newer than the release's none.
        assertTrue(manifest.getValue("Bundle-Version").matches("\\d+\\.\\d+\\.\\d+\\.v\\d{14}"));
    }

    @Test
    void allNodesAreRegistered() {
        assertEquals(
                Set.of(
                        "MixedModelLearnerNodeFactory",
                        "GeneralisedMixedModelLearnerNodeFactory",
                        "MixedModelPredictorNodeFactory",
                        "MixedModelComparisonNodeFactory",
                        "MixedModelMeansNodeFactory",
                        "MixedModelLadderNodeFactory",
                        "MixedModelInfluenceNodeFactory",
                        "MixedModelBootstrapNodeFactory",
                        "MixedModelPlotNodeFactory",
                        "DescribeGroupsNodeFactory",
                        "GroupCenteringNodeFactory",
                        "GroupFoldAssignerNodeFactory",
                        "StatisticsFileReaderNodeFactory"),
                simpleNames(extensions.nodeFactories()));
    }

    @Test
    void everyClassThatAnExtensionNamesCanBeMadeByKnime() {
        for (String name : Stream.concat(extensions.nodeFactories().stream(), extensions.serializers().stream())
                .toList()) {
            ClassNode made = classOf(name);
            assertTrue(Modifier.isPublic(made.access), name);
            assertTrue(
                    made.methods.stream()
                            .anyMatch(method -> method.name.equals("<init>")
                                    && method.desc.equals("()V")
                                    && Modifier.isPublic(method.access)),
                    name);
        }
        extensions.portClasses().forEach(name -> assertTrue(Modifier.isPublic(classOf(name).access), name));
    }

    @Test
    void nodesStandInTheCategoryThatTheBundleMakes() {
        assertEquals(Set.of(extensions.category()), extensions.nodeCategories());
    }

    @Test
    void everyIconIsThereInTheSizeThatKnimeShows() throws IOException {
        assertIcon(extensions.categoryIcon());
        for (String factory : extensions.nodeFactories()) {
            String path = factory.replace('.', '/');
            List<String> icons = iconsNamedIn(path);
            assertEquals(1, icons.size(), factory);
            assertIcon(path.substring(0, path.lastIndexOf('/') + 1) + icons.get(0));
        }
    }

    @Test
    void theBundleClassPathIsThere() {
        List<String> classPath = List.of(manifest.getValue("Bundle-ClassPath").split(","));

        assertEquals(".", classPath.get(0));
        assertEquals(
                new TreeSet<>(classPath.subList(1, classPath.size())),
                new TreeSet<>(
                        bundle.paths().filter(path -> path.endsWith(".jar")).toList()));
    }

    @Test
    void nothingOfKnimeOfWekaOrOfTheCommandLineIsInside() throws IOException {
        Set<String> all = new TreeSet<>(bundle.files().keySet());
        for (String jar : bundle.paths().filter(path -> path.endsWith(".jar")).toList()) {
            all.addAll(bundle.inner(jar).files().keySet());
        }
        assertEquals(
                List.of(),
                all.stream()
                        .filter(path -> path.matches(
                                "(META-INF/versions/\\d+/)?(org/knime|weka|picocli|org/multilevel/cli)/.*"))
                        .toList());
    }

    @Test
    void everyResourceOfOursShips() throws IOException {
        Path resources = Path.of("resources");
        try (Stream<Path> files = Files.walk(resources.resolve("org/multilevel"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String path = resources.relativize(file).toString().replace('\\', '/');
                if (!path.endsWith(".svg")) {
                    assertArrayEquals(Files.readAllBytes(file), bundle.files().get(path), path);
                }
            }
        }
    }

    @Test
    void licencesShipWithWhatTheyAllow() throws IOException {
        assertArrayEquals(Files.readAllBytes(Path.of("LICENSE")), bundle.files().get("LICENSE"));
        for (String jar : bundle.paths().filter(path -> path.endsWith(".jar")).toList()) {
            // The jar of JSpecify has none; its licence, Apache's, stands in its neighbours. JFreeChart's is the LGPL,
            // JFreeSVG's ours.
            assertTrue(
                    jar.contains("jspecify")
                            || (jar.contains("jfreechart") && bundle.files().containsKey("LICENSE-LGPL-2.1.txt"))
                            || jar.contains("jfree.svg")
                            || bundle.inner(jar).paths().anyMatch(path -> path.startsWith("META-INF/LICENSE")),
                    jar);
        }
    }

    private static ClassNode classOf(String name) {
        byte[] file = bundle.files().get(name.replace('.', '/') + ".class");
        assertTrue(file != null, name);
        ClassNode node = new ClassNode(Opcodes.ASM9);
        new ClassReader(file).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return node;
    }

    private static List<String> iconsNamedIn(String factory) {
        return classOf(factory).methods.stream()
                .flatMap(method -> Stream.of(method.instructions.toArray()))
                .filter(LdcInsnNode.class::isInstance)
                .map(constant -> String.valueOf(((LdcInsnNode) constant).cst))
                .filter(text -> text.endsWith(".png"))
                .toList();
    }

    private static void assertIcon(String path) throws IOException {
        byte[] file = bundle.files().get(path);
        assertTrue(file != null, path);
        var image = ImageIO.read(new ByteArrayInputStream(file));
        assertEquals(List.of(16, 16), List.of(image.getWidth(), image.getHeight()), path);
    }

    private static Set<String> simpleNames(Set<String> classes) {
        Set<String> names = new TreeSet<>();
        classes.forEach(name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
        return names;
    }
}
