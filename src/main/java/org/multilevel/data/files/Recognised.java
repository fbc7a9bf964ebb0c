package org.multilevel.data.files;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.multilevel.data.csv.FileBeginning;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.stata.StataHeader;

/**
 * The format that a file has by its content.
 *
 * @param format the format
 * @param note what was found against the file's name, as a sentence
 */
public record Recognised(FileFormat format, Optional<String> note) {
    private static final Pattern ARFF = Pattern.compile("(?is)^\\uFEFF?(\\s*(%[^\\n]*)?\\n)*\\s*@relation\\b.*");
    private static final Pattern ARFF_PART = Pattern.compile("(?im)^\\s*@(attribute|data)\\b");
    /** HTML, XML and JSON. */
    private static final Pattern DOCUMENT = Pattern.compile("(\\uFEFF|\u00EF\u00BB\u00BF)?\\s*[<{\\[]");
    /** The first twelve bytes of a SAS file are zeros, the next four these. */
    private static final byte[] SAS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xc2, (byte) 0xea, (byte) 0x81, 0x60};

    /** What begins so is no table whatever its name is; a name of a column may begin with other brackets. */
    private static final Pattern NO_TABLE = Pattern.compile(
            "(?i)(\\uFEFF|\u00EF\u00BB\u00BF)?\\s*(<!doctype|<html|<\\?xml|%PDF-|\\{\\\\rtf|\\{\\s*\"|\\[\\s*\\{)");
    /** The part of control characters that no text has. */
    private static final double BINARY = 0.05;

    private static final int PORTABLE_TITLES = 200 + 256;

    private static final byte[] OLD_OFFICE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    /** Returns the format of a file; what is none of the others, or cannot be read at all, is for CSV to say something about. */
    public static Recognised of(Path file) {
        FileBeginning first = beginning(file);
        byte[] beginning = first.bytes();
        if (startsWith(beginning, OLD_OFFICE)) {
            throw Damage.unsupported(
                    file, "is a workbook of Excel 97 or one with a password", "save it as .xlsx without a password");
        }
        if (isPortable(beginning)) {
            throw Damage.unsupported(
                    file, "is a portable file of SPSS (.por)", "open it in SPSS or PSPP and save it as .sav");
        }
        FileFormat format = format(beginning);
        if (first.isPacked()) {
            FileFormat.named(file).filter(packed -> packed != FileFormat.CSV).ifPresent(packed -> {
                throw Damage.unsupported(file, "is " + packed.words() + " packed by gzip", "unpack it first");
            });
        }
        Optional<FileFormat> named = FileFormat.named(file);
        if (format == FileFormat.CSV && named.orElse(FileFormat.CSV) == FileFormat.CSV) {
            return text(file, first);
        }
        if (named.isEmpty() || named.get() == format || beginning.length == 0) {
            return new Recognised(format, Optional.empty());
        }
        if (format == FileFormat.CSV && !isTable(beginning, named.get())) {
            throw Damage.of(file, "it does not begin as " + named.get().words() + " does");
        }
        return new Recognised(
                format, Optional.of(file + " was read as " + format.words() + ", which it is in spite of its name."));
    }

    /** Returns a file of text whose name does not say otherwise. */
    private static Recognised text(Path file, FileBeginning beginning) {
        boolean packed = beginning.isPacked();
        if (!packed && !beginning.isNamedPacked()) {
            checkText(file, beginning);
        }
        String note = file + (packed ? " is packed by gzip" : " is not packed by gzip") + ", in spite of its name.";
        boolean differs = packed ? !beginning.isNamedPacked() : beginning.isPlainInSpiteOfItsName();
        return new Recognised(FileFormat.CSV, differs ? Optional.of(note) : Optional.empty());
    }

    private static void checkText(Path file, FileBeginning beginning) {
        String text = new String(beginning.bytes(), StandardCharsets.ISO_8859_1);
        if (NO_TABLE.matcher(text).lookingAt()) {
            throw Damage.unsupported(
                    file,
                    "is a page or a document (it begins as HTML, XML, JSON, PDF or RTF)",
                    "save the table itself as CSV or .xlsx where it was made");
        }
        boolean wide = text.indexOf(0) >= 0;
        if (!wide && beginning.controls() > BINARY * text.length()) {
            throw Damage.unsupported(file, "holds bytes that are no text", "save the table as CSV in UTF-8");
        }
    }

    /** Text is a table, unless it is a page or a document, or what is left of a file whose format is text, too. */
    private static boolean isTable(byte[] beginning, FileFormat named) {
        Charset wide = startsWith(beginning, new byte[] {(byte) 0xFE, (byte) 0xFF})
                        || startsWith(beginning, new byte[] {(byte) 0xFF, (byte) 0xFE})
                ? StandardCharsets.UTF_16
                : StandardCharsets.ISO_8859_1;
        String text = new String(beginning, wide);
        boolean binary = text.chars().anyMatch(FileBeginning::isControl);
        return !binary
                && !DOCUMENT.matcher(text).lookingAt()
                && !(named == FileFormat.ARFF && ARFF_PART.matcher(text).find());
    }

    private static FileBeginning beginning(Path file) {
        try {
            return FileBeginning.of(file);
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }

    private static FileFormat format(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.startsWith("$FL2") || text.startsWith("$FL3")) {
            return FileFormat.SPSS;
        }
        if (text.startsWith("<stata_dta>") || StataHeader.isOld(beginning)) {
            return FileFormat.STATA;
        }
        if (startsWith(beginning, SAS)) {
            return FileFormat.SAS;
        }
        if (text.startsWith("HEADER RECORD*******LIBRARY") || text.startsWith("HEADER RECORD*******LIBV8")) {
            return FileFormat.TRANSPORT;
        }
        if (text.startsWith("PK\3\4")) {
            return FileFormat.EXCEL;
        }
        if (text.startsWith("PAR1")) {
            return FileFormat.PARQUET;
        }
        return ARFF.matcher(text).matches() ? FileFormat.ARFF : FileFormat.CSV;
    }

    /** Wherever its lines end, it begins with 200 characters of titles and a table of 256 characters; then this word follows. */
    private static boolean isPortable(byte[] beginning) {
        return new String(beginning, StandardCharsets.ISO_8859_1)
                .replaceAll("[\\r\\n]", "")
                .startsWith("SPSSPORT", PORTABLE_TITLES);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
