package org.multilevel.knime.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The classes under a folder, read as class files and never loaded: in folders, in jars, and in jars within jars. */
final class PluginClasses {
    private static final String CLASS = ".class";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Predicate<String> wanted;

    private PluginClasses(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** The classes of a folder of plug-ins: each is a jar or an unpacked folder, and may hold jars of its own. */
    static PluginClasses ofPlugins(Path plugins, Predicate<String> wanted) throws IOException {
        PluginClasses classes = new PluginClasses(wanted);
        for (Path plugin : list(plugins)) {
            if (Files.isDirectory(plugin)) {
                classes.addFolder(plugin);
            } else if (isJar(plugin.toString())) {
                classes.addJar(Files.newInputStream(plugin));
            }
        }
        return classes;
    }

    /** The classes of one folder, which holds packages. */
    static PluginClasses ofFolder(Path folder, Predicate<String> wanted) throws IOException {
        PluginClasses classes = new PluginClasses(wanted);
        classes.addFolder(folder);
        return classes;
    }

    /** The names of all classes, with slashes, in order. */
    List<String> names() {
        return List.copyOf(files.keySet());
    }

    Optional<ClassNode> find(String name) {
        return Optional.ofNullable(files.get(name)).map(PluginClasses::read);
    }

    private static ClassNode read(byte[] file) {
        ClassNode node = new ClassNode(Opcodes.ASM9);
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return node;
    }

    private void addFolder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (isClass(name)) {
                    add(name, Files.readAllBytes(file));
                } else if (isJar(name)) {
                    addJar(Files.newInputStream(file));
                }
            }
        }
    }

    private void addJar(InputStream jar) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(jar)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (isClass(entry.getName())) {
                    add(entry.getName(), entries.readAllBytes());
                } else if (isJar(entry.getName())) {
                    addJar(new ByteArrayInputStream(entries.readAllBytes()));
                }
            }
        }
    }

    private boolean isClass(String name) {
        return name.endsWith(CLASS) && wanted.test(name);
    }

    private void add(String name, byte[] file) {
        files.putIfAbsent(name.substring(0, name.length() - CLASS.length()), file);
    }

    private static boolean isJar(String name) {
        return name.endsWith(".jar");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
