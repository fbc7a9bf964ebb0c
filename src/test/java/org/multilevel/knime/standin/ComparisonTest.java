package org.multilevel.knime.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void aPartOfTheApiInTheSameFormHasNoDifference() throws IOException {
        String real = """
                public abstract class Cell<T extends Comparable<T>> implements java.io.Serializable, Cloneable {
                    public static final int SIZE = 8;
                    public enum Kind { A, B }
                    protected Cell(T value) throws java.io.IOException {}
                    public abstract java.util.List<? super T> values(T... more);
                    @Deprecated public void old() {}
                    public void notInTheStandIn() {}
                    void hidden(int x) {}
                    public @interface Mark { String value() default "x"; }
                }""";
        String standIn = """
                public abstract class Cell<T extends Comparable<T>> implements java.io.Serializable {
                    public static final int SIZE = 8;
                    public enum Kind { A, B }
                    protected Cell(T value) throws java.io.IOException {}
                    public abstract java.util.List<? super T> values(T... more);
                    @Deprecated public void old() {}
                    private void ours() {}
                    static final class Store {
                        public void put() {}
                        public static class Within {}
                    }
                    public @interface Mark { String value() default "x"; }
                }""";

        assertEquals(List.of(), differences(standIn, real));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            interface Cell {}                            | class Cell {}
            class Cell {}                                | final class Cell {}
            class Cell<T> {}                             | class Cell<T extends Number> {}
            class Cell {}                                | class Cell implements java.io.Serializable {}
            class Cell implements Comparable<Integer> { public int compareTo(Integer x) { return 0; } } \
              | class Cell implements Comparable<Cell> { public int compareTo(Cell x) { return 0; } }
            class Cell {}                                | class Cell { public void more() {} }
            class Cell { void inner() {} }               | class Cell { public void inner() {} }
            class Cell { protected void inner() {} }     | class Cell { public void inner() {} }
            class Cell { public void go() {} }           | class Cell { public static void go() {} }
            class Cell { public int go() { return 0; } } | class Cell { public long go() { return 0; } }
            class Cell { public void go(int[] x) {} }    | class Cell { public void go(int... x) {} }
            class Cell { public void go() throws java.io.IOException {} } | class Cell { public void go() {} }
            class Cell { public void go(java.util.List<String> x) {} } \
              | class Cell { public void go(java.util.List<Object> x) {} }
            class Cell { public static final int N = 1; } | class Cell { public static final int N = 2; }
            class Cell { @Deprecated public void go() {} } | class Cell { public void go() {} }
            class Cell { public Cell(int x) {} }         | class Cell {}
            enum Cell { A, B }                           | enum Cell { A }
            enum Cell { A, B }                           | enum Cell { B, A }
            @interface Cell { int size(); }              | @interface Cell { int size() default 1; }
            @interface Cell { int size() default 1; }    | @interface Cell { int size() default 2; }
            @interface Cell {}                           | @Deprecated @interface Cell {}
            interface Cell { int go(); }                 | interface Cell { default int go() { return 0; } }
            """)
    void anotherFormIsADifference(String real, String standIn) throws IOException {
        assertEquals(List.of("Cell"), classes(differences(withPublic(standIn), withPublic(real))));
    }

    @Test
    void differencesAreToldInWords() throws IOException {
        String real = """
                public class Cell extends java.util.ArrayList<String> {
                    public interface Part {}
                    public final int size(String text) { return 1; }
                }""";
        String standIn = """
                public class Cell extends java.util.ArrayList<String> {
                    protected interface Part {}
                    public int size(String text) { return 1; }
                    public <T> void put(T x) {}
                    public static class Other {}
                }""";

        assertEquals(
                List.of(
                        "Cell, method int size(java.lang.String): modifiers [final, public], in the stand-in [public]",
                        "Cell has no method void put(java.lang.Object)",
                        "Cell$Other does not exist",
                        "Cell$Part: modifiers [abstract, public, static], in the stand-in [abstract, protected, static]"),
                differences(standIn, real));
    }

    @Test
    void aMethodThatKnimeInheritsIsSaidToBeInherited() throws IOException {
        String real = "public class Cell extends Base {} class Base { public void go() {} }";
        String standIn = "public class Cell { public void go() {} }";

        assertEquals(
                List.of("Cell has no method void go() of its own; it inherits it from Base"),
                differences(standIn, real));
    }

    private List<String> differences(String standIn, String real) throws IOException {
        return Comparison.differences(
                PluginClasses.ofFolder(Javac.compile(folder.resolve("ours"), standIn), name -> true),
                PluginClasses.ofFolder(Javac.compile(folder.resolve("real"), real), name -> true));
    }

    private static String withPublic(String source) {
        return source.startsWith("@Deprecated")
                ? source.replace("@Deprecated", "@Deprecated public")
                : "public " + source;
    }

    private static List<String> classes(List<String> differences) {
        return differences.stream()
                .map(sentence -> sentence.replaceFirst("\\W.*", ""))
                .distinct()
                .toList();
    }
}
