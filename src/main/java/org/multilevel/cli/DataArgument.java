package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;
import picocli.CommandLine.Parameters;

/** The argument that names the table to which a model is fitted. */
final class DataArgument {
    @Parameters(
            index = "0",
            paramLabel = "DATA",
            converter = Converters.FileName.class,
            description =
                    "The data: CSV with a header, gzipped if the name ends in .gz; or a file of Stata, SPSS, SAS, Excel,"
                            + " Weka (ARFF) or Parquet, recognised by its content.")
    private Path file = Path.of("");

    Path file() {
        return file;
    }

    /** Opens the file for the columns of the model; for all of them where the formula says so or names one that is not there. */
    Table open(CsvInputOptions csv, LinearMixedModel model, Progress progress) {
        return open(csv, model.columns(), progress);
    }

    /** Opens the file for some columns; for all of them where none are given or one is not there. */
    Table open(CsvInputOptions csv, Optional<List<String>> needed, Progress progress) {
        DataFile source = csv.dataFile(file);
        DataFile.Header header = source.header();
        Optional<List<String>> columns = needed.filter(header.names()::containsAll);
        return columns.isPresent() ? source.open(header, columns.get(), progress) : source.open(header, progress);
    }
}
