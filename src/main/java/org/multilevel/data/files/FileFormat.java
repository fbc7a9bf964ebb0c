package org.multilevel.data.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.data.files.arff.ArffHeader;
import org.multilevel.data.files.excel.ExcelSource;
import org.multilevel.data.files.parquet.ParquetHeader;
import org.multilevel.data.files.sas.SasHeader;
import org.multilevel.data.files.sas.TransportHeader;
import org.multilevel.data.files.source.Source;
import org.multilevel.data.files.spss.SpssHeader;
import org.multilevel.data.files.stata.StataHeader;

/** The formats of files with tables. */
public enum FileFormat {
    /** Text with separators. */
    CSV("a CSV file"),
    STATA("a Stata file"),
    SPSS("an SPSS file"),
    SAS("a SAS file"),
    TRANSPORT("a SAS transport file"),
    EXCEL("an Excel workbook"),
    ARFF("an ARFF file"),
    PARQUET("a Parquet file");

    /** Promises a workbook, though in a form that is not read. */
    private static final String OLD_EXCEL = ".xls";

    private final String words;

    FileFormat(String words) {
        this.words = words;
    }

    /** Returns how the names of such files usually end, without the point. */
    public List<String> extensions() {
        return switch (this) {
            case CSV -> List.of("csv", "tsv", "tab", "txt");
            case STATA -> List.of("dta");
            case SPSS -> List.of("sav", "zsav");
            case SAS -> List.of("sas7bdat");
            case TRANSPORT -> List.of("xpt", "xport");
            case EXCEL -> List.of("xlsx", "xlsm");
            case ARFF -> List.of("arff");
            case PARQUET -> List.of("parquet", "pq");
        };
    }

    /** Returns the format that a file's name promises, packed by gzip or not; none where the ending is nobody's. */
    public static Optional<FileFormat> named(Path file) {
        String name =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (name.endsWith(OLD_EXCEL)) {
            return Optional.of(EXCEL);
        }
        return List.of(values()).stream()
                .filter(format -> format.extensions().stream().anyMatch(end -> name.endsWith("." + end)))
                .findFirst();
    }

    /** Returns what a sentence calls such a file. */
    public String words() {
        return words;
    }

    /** Returns what stands for a missing value where the user does not say it, besides what the format has for it. */
    List<String> missingCodes() {
        return this == EXCEL ? List.of("NA") : List.of();
    }

    /** Reads the description of a file of this format. */
    Source source(Path file, FileOptions options) {
        return switch (this) {
            case STATA -> StataHeader.read(file);
            case SPSS -> SpssHeader.read(file);
            case SAS -> SasHeader.read(file);
            case TRANSPORT -> TransportHeader.read(file);
            case EXCEL ->
                ExcelSource.read(file, options.sheet(), options.words().sheet());
            case ARFF -> ArffHeader.read(file);
            case PARQUET -> ParquetHeader.read(file);
            case CSV -> throw new IllegalArgumentException(this + " is read elsewhere");
        };
    }
}
