package weka.gui.mixedmodels;

import java.util.List;
import java.util.Optional;

/** Whether the charts' libraries are there: they come with the Weka package and with the command line's jar, but not with the library. */
public final class Libraries {
    private Libraries() {}

    /** Returns a sentence if they are not. */
    public static Optional<String> problem() {
        for (String name : List.of("org.jfree.chart.JFreeChart", "org.jfree.svg.SVGGraphics2D")) {
            try {
                Class.forName(name, false, Libraries.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                return Optional.of(
                        "The charts need the libraries JFreeChart and JFreeSVG, which are not there: install the"
                                + " Multilevel package with Weka's package manager, or put jfreechart and org.jfree.svg on the class path.");
            }
        }
        return Optional.empty();
    }
}
