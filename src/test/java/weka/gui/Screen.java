package weka.gui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.SwingUtilities;

/** What a user at a screen can do: find components, act on them, wait for what comes, take pictures. */
public final class Screen {
    private static final long PATIENCE = 120_000;

    private Screen() {}

    public static AbstractButton button(Container container, String text) {
        return find(container, AbstractButton.class, button -> text.equals(button.getText()))
                .orElseThrow();
    }

    /** Returns the first component of a kind, the outermost first. */
    public static <T extends Component> Optional<T> find(Component component, Class<T> kind, Predicate<T> condition) {
        if (kind.isInstance(component) && condition.test(kind.cast(component))) {
            return Optional.of(kind.cast(component));
        }
        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                Optional<T> found = find(child, kind, condition);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first component of a kind in any window. */
    public static <T extends Component> Optional<T> windows(Class<T> kind, Predicate<T> condition) {
        List<Optional<T>> found = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            found.add(find(window, kind, condition));
        }
        return found.stream().flatMap(Optional::stream).findFirst();
    }

    /** Starts an action that may wait for the user, such as one that opens a dialog. */
    public static void later(Runnable action) {
        SwingUtilities.invokeLater(action);
    }

    public static <T> T onScreen(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        SwingUtilities.invokeAndWait(task);
        return task.get();
    }

    /** Asks until there is an answer. */
    public static <T> T await(Callable<Optional<T>> question) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE;
        while (System.currentTimeMillis() < end) {
            Optional<T> answer = onScreen(question);
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Weka did not answer within " + PATIENCE / 1000 + " s");
    }

    public static void keepPicture(Path file, Rectangle part) throws Exception {
        Thread.sleep(700);
        ImageIO.write(new Robot().createScreenCapture(part), "png", file.toFile());
    }
}
