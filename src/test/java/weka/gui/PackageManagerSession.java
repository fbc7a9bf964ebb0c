package weka.gui;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.onScreen;
import static weka.gui.Screen.windows;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JTable;

/**
 * A user at Weka's package manager: installs the file {@code multilevel.zip} of Weka's home, and keeps the row of the table and a
 * picture of the screen.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class PackageManagerSession {
    private PackageManagerSession() {}

    /** Runs the session; the argument is the directory that gets {@code messages.txt}, {@code package.txt} and the picture. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path home = Path.of(System.getenv("WEKA_HOME"));
        // Without a list of the official packages, which is empty here, the manager does not open offline.
        Path cache = Files.createDirectories(home.resolve("repCache"));
        Files.writeString(cache.resolve("packageList.txt"), "");
        Files.writeString(cache.resolve("packageListWithVersion.txt"), "");
        LookAndFeel.setLookAndFeel();
        // Its constructor waits for another thread, so it does not run on the screen's.
        PackageManager manager = new PackageManager();
        JFrame frame = new JFrame("Weka Package Manager");
        onScreen(() -> {
            frame.getContentPane().add(manager, BorderLayout.CENTER);
            frame.setBounds(0, 0, 1000, 560);
            frame.setVisible(true);
            manager.setInitialSplitPaneDividerLocation();
            return true;
        });
        Files.writeString(directory.resolve("messages.txt"), install(manager, home.resolve("multilevel.zip")));
        Files.writeString(directory.resolve("package.txt"), select(manager));
        keepPicture(directory.resolve("weka-package-manager.png"), frame.getBounds());
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    /** Presses File/URL, gives the file, and confirms; returns what the manager says. */
    private static String install(PackageManager manager, Path file) throws Exception {
        onScreen(() -> {
            manager.m_unofficialBut.doClick();
            manager.m_unofficialChooser.setText(file.toString());
            button(manager.m_unofficialFrame, "OK").doClick();
            return true;
        });
        StringBuilder messages = new StringBuilder();
        String end = "";
        while (!end.equals("Package installed successfully.")) {
            end = await(() -> answer(manager, messages));
        }
        return messages + end;
    }

    /** Closes a message, if there is one, and returns it; else what the manager says when it is ready. */
    private static Optional<String> answer(PackageManager manager, StringBuilder messages) {
        Optional<JOptionPane> dialog = windows(JOptionPane.class, Component::isShowing);
        dialog.ifPresent(message -> {
            Object text = message.getMessage();
            messages.append(text instanceof Object[] parts ? parts[0] : text).append('\n');
            message.setValue(JOptionPane.OK_OPTION);
        });
        return dialog.map(message -> "")
                .or(() -> Optional.of(manager.m_detailLabel.getText())
                        .filter(text -> manager.m_unofficialBut.isEnabled() && text.startsWith("Package installed")));
    }

    /** Shows the installed package; returns its row in the table. */
    private static String select(PackageManager manager) throws Exception {
        JTable table = manager.m_table;
        String row = onScreen(() -> {
            manager.m_installedBut.doClick();
            table.setRowSelectionInterval(0, 0);
            return IntStream.range(0, table.getColumnCount())
                    .mapToObj(column -> String.valueOf(table.getValueAt(0, column)))
                    .collect(Collectors.joining(" | "));
        });
        Thread.sleep(500);
        onScreen(() -> {
            manager.m_infoPane.scrollRectToVisible(new Rectangle(0, 0, 1, 1));
            return true;
        });
        return row;
    }
}
