package org.multilevel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java code on a page as one program, compiled as strictly as our own sources, and run. */
final class JavaProgram {
    private static final String NAME = "Snippet";

    private static final String HEAD = Stream.of(
                    "java.nio.file.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.concurrent.atomic.*",
                    "org.multilevel.data.*",
                    "org.multilevel.data.csv.*",
                    "org.multilevel.data.description.*",
                    "org.multilevel.design.*",
                    "org.multilevel.design.scan.*",
                    "org.multilevel.error.*",
                    "org.multilevel.fit.*",
                    "org.multilevel.fit.optimum.*",
                    "org.multilevel.formula.*",
                    "org.multilevel.glm.*",
                    "org.multilevel.inference.*",
                    "org.multilevel.inference.advice.*",
                    "org.multilevel.inference.comparison.*",
                    "org.multilevel.inference.equation.*",
                    "org.multilevel.inference.influence.*",
                    "org.multilevel.inference.intervals.*",
                    "org.multilevel.inference.means.*",
                    "org.multilevel.inference.shares.*",
                    "org.multilevel.inference.tests.*",
                    "org.multilevel.model.*",
                    "org.multilevel.result.*",
                    "org.multilevel.spark.*",
                    "org.apache.spark.sql.Dataset",
                    "org.apache.spark.sql.Row",
                    "org.apache.spark.sql.SparkSession")
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining());

    private final Map<?, ?> values;
    private final String printed;

    private JavaProgram(Map<?, ?> values, String printed) {
        this.values = values;
        this.printed = printed;
    }

    /**
     * Compiles and runs the code of a page.
     *
     * @param folder where classes may be written
     * @param variables the variables of the code whose values are asked for
     */
    static JavaProgram run(Page page, Path folder, String... variables) throws ReflectiveOperationException {
        String entries = Stream.of(variables)
                .map(name -> "Map.entry(\"" + name + "\", " + name + ")")
                .collect(Collectors.joining(", "));
        String code = page.blocks("java").stream()
                .flatMap(block -> block.lines().stream())
                .collect(Collectors.joining("\n"));
        compile(
                HEAD + "public class " + NAME + " { public static Map<String, Object> run() throws Exception {\n" + code
                        + "\nreturn Map.ofEntries(" + entries + "); } }",
                folder);
        return run(folder);
    }

    private static void compile(String source, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-d", folder.toString()));
        options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        options.addAll(List.of("-Xlint:all,-path", "-Werror", "-proc:none"));
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("memory:/" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file))
                .call();
        if (!compiled) {
            throw new AssertionError(messages + "\n" + source);
        }
    }

    private static JavaProgram run(Path folder) throws ReflectiveOperationException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                PrintStream caught = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            Method run = loader.loadClass(NAME).getMethod("run");
            Map<?, ?> values = (Map<?, ?>) run.invoke(null);
            return new JavaProgram(values, out.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setOut(standard);
        }
    }

    /** Returns what the program printed. */
    String printed() {
        return printed;
    }

    double number(String variable) {
        return (Double) value(variable);
    }

    double[] numbers(String variable) {
        return (double[]) value(variable);
    }

    Object value(String variable) {
        Object value = values.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("not asked for: " + variable);
        }
        return value;
    }
}
