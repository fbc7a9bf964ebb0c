package org.multilevel.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.model.SpecifiedModel;
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
    Table open(CsvInputOptions csv, SpecifiedModel model, Progress progress) {
        DataFile source = csv.dataFile(file).withGroups(groups(model.formula()));
        DataFile.Header header = source.header();
        Optional<List<String>> columns = model.columns().filter(header.names()::containsAll);
        return columns.isPresent() ? source.open(header, columns.get(), progress) : source.open(header, progress);
    }

    /** Returns the columns that are in the group parts of random terms only. */
    private static Set<String> groups(Formula formula) {
        Set<String> groups = new LinkedHashSet<>(formula.groupColumns());
        groups.removeAll(formula.responseColumns());
        groups.removeAll(formula.fixedColumns());
        groups.removeAll(formula.slopeColumns());
        return groups;
    }
}
