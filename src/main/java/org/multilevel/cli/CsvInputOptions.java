package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.multilevel.data.CsvOptions;
import picocli.CommandLine.Option;

/** Options that say how a CSV file is read. */
final class CsvInputOptions {
    @Option(
            names = "--missing",
            paramLabel = "A,B",
            description = "What stands for a missing value, besides an empty one: by default NA.")
    private List<String> missing = List.of("NA");

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = Converters.Separator.class,
            description = "What stands between two values: by default a comma; \"tab\" is a tab.")
    private char separator = ',';

    /** Returns the file as it is to be read. */
    DataFile dataFile(Path file) {
        List<String> markers =
                missing.stream().flatMap(list -> Stream.of(list.split(","))).toList();
        return new DataFile(file, new CsvOptions(separator, markers, List.of()));
    }
}
