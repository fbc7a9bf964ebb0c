package org.multilevel.chart.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChartFileDialogTest {
    @Test
    void chosenEndingIsAddedWhereThereIsNone() {
        assertEquals(
                "x.svg",
                ChartFileDialog.withEnding(Path.of("x").toFile(), "svg").getName());
        assertEquals(
                "x.png",
                ChartFileDialog.withEnding(Path.of("x.png").toFile(), "svg").getName());
    }
}
