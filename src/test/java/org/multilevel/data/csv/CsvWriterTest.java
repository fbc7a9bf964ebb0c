package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Failure;
import org.multilevel.data.FullPrecision;
import org.multilevel.data.Rows;

class CsvWriterTest {

    @TempDir
    Path folder;

    @Test
    void rowsAreWrittenInUtf8WithQuotesOnlyWhereNeeded() throws IOException {
        Path file = folder.resolve("out.csv");
        try (CsvWriter out = CsvWriter.create(file)) {
            out.row("term", "größe");
            out.text("(Intercept)").number(1.5).endRow();
            out.text("a,b").number(7L).endRow();
            out.text("say \"hi\"").number(Double.NaN).endRow();
            out.text("two\nlines").text("").endRow();
        }
        assertEquals(
                "term,größe\n(Intercept),1.5\n\"a,b\",7\n\"say \"\"hi\"\"\",\n\"two\nlines\",\n",
                Files.readString(file));
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        Path file = folder.resolve("out.csv");
        List<String> labels = List.of("a,b", "say \"hi\"", "two\r\nlines", " space ", "東京 🏫", "#1");
        try (CsvWriter out = CsvWriter.create(file, ';')) {
            out.row("label", "number");
            labels.forEach(label -> out.text(label).number(-0.1).endRow());
        }
        CsvTable table = CsvTable.open(file, CsvOptions.defaults().withSeparator(';'));
        assertEquals(labels.stream().map(label -> label + "|-0.1").toList(), Rows.of(table, "label", "number"));
    }

    @Test
    void aRowOfOneEmptyValueIsNoBlankLine() {
        StringWriter text = new StringWriter();
        try (CsvWriter out = CsvWriter.to("text", text)) {
            out.row("y");
            out.text("").endRow();
            out.number(1L).endRow();
        }
        assertEquals("y\n\"\"\n1\n", text.toString());
    }

    @Test
    void everyNumberReadsBackToTheSameValue() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            double number = i % 2 == 0 ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong());
            char[] text = FullPrecision.text(number).toCharArray();
            double back = text.length == 0 ? Double.NaN : CsvValues.number(text, 0, text.length);
            assertEquals(number, back);
        }
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path file = folder.resolve("none/out.csv");
        assertEquals(
                file + " cannot be written because its folder does not exist: create the folder.",
                Failure.of(() -> CsvWriter.create(file)));
    }

    @Test
    void aFolderIsNoFile() {
        assertEquals(folder + " is a folder: name a file in it.", Failure.of(() -> CsvWriter.create(folder)));
    }

    @Test
    void aFullDiskIsReported() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        CsvWriter out = CsvWriter.to("out.csv", full);
        out.row("y");
        assertEquals(
                "out.csv cannot be written (No space left on device): check the disk, or name another file.",
                Failure.of(out::close));
    }
}
