package weka.gui;

import static weka.gui.Screen.await;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.onScreen;

import java.awt.BorderLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFrame;

/**
 * A user at Weka's Simple CLI: types a command that fits a model, presses Enter, and keeps the output and a picture of the screen.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class SimpleCliSession {
    private static final String COMMAND =
            "java weka.Run weka.classifiers.functions.LinearMixedModel -t workflows/data/hsb.csv -c 7"
                    + " -formula \"ses + meanses + (1 + ses | school)\" -no-cv -v";

    private SimpleCliSession() {}

    /** Runs the session; the argument is the directory that gets {@code output.txt} and the picture. */
    public static void main(String[] arguments) throws Exception {
        LookAndFeel.setLookAndFeel();
        GenericObjectEditor.determineClasses();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        SimpleCLIPanel panel = onScreen(SimpleCLIPanel::new);
        JFrame frame = new JFrame(panel.getTitle());
        onScreen(() -> {
            frame.getContentPane().add(panel, BorderLayout.CENTER);
            frame.setBounds(0, 0, 1000, 620);
            frame.setVisible(true);
            return true;
        });
        onScreen(() -> {
            panel.m_Input.setText(COMMAND);
            // Without the words of welcome, the whole answer has room.
            panel.getOutput().setText("");
            panel.m_Input.postActionEvent();
            return true;
        });
        String output = await(() -> Optional.of(panel.getOutput().getText())
                .filter(text -> text.indexOf("Verdict") > 0 && !panel.isBusy()));
        Files.writeString(directory.resolve("output.txt"), output);
        keepPicture(directory.resolve("weka-simple-cli.png"), frame.getBounds());
        // Weka's threads would keep the program alive.
        System.exit(0);
    }
}
