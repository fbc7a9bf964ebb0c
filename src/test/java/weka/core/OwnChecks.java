package weka.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs the checks that Weka has for whatever has options. */
public final class OwnChecks {
    private OwnChecks() {}

    /** Fails unless Weka's check of an option handler passes, which is given options of the user. */
    public static void assertOptionsPass(OptionHandler handler, String options) throws Exception {
        CheckOptionHandler check = new CheckOptionHandler();
        check.setOptionHandler(handler);
        check.setUserOptions(Utils.splitOptions(options));
        check.setSilent(true);
        check.doTests();
        assertTrue(check.getSuccess());
    }

    /** Fails unless Weka's object editor can edit an object. */
    public static void assertEditorPasses(Object object) {
        CheckGOE check = new CheckGOE();
        check.setObject(object);
        check.setSilent(true);
        check.doTests();
        assertTrue(check.getSuccess());
    }

    /** Returns what is printed meanwhile. */
    public static String printedBy(Runnable run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            run.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
