package org.multilevel.knime.reader;

import java.nio.file.Path;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.Sentences;

/** Defines the node that reads the files of SPSS, Stata and SAS. */
public final class StatisticsFileReaderNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Reads a file of SPSS (<i>.sav</i>, <i>.zsav</i>), Stata (<i>.dta</i>, formats 104 to 119) or SAS \
            (<i>.sas7bdat</i>, <i>.xpt</i>). What a file is shows its content, whatever its name says.</p>
            <p>Value labels become texts, and stand in the column's domain in the order of the values that they label; a \
            column of which only some values have a label stays a column of numbers. Values that the file declares missing are \
            missing, Stata's .a to .z and SAS's .A to .Z too. Dates become the number of days since 1970-01-01.</p>
            <p>What the file calls its columns, and how each was read, stands in the second table. A file that is damaged or \
            cut off is refused as a whole.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Statistics File Reader")
            .icon("reader.png")
            .shortDescription("Reads the files of SPSS, Stata and SAS with their labels and missing values.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputTable("Data", "The rows of the file.")
                    .addOutputTable(
                            "Columns",
                            "A row for each column: its name, its label, what it holds, and how it was read."))
            .model(model -> model.parametersClass(StatisticsFileParameters.class)
                    .configure(StatisticsFileReaderNodeFactory::configure)
                    .execute(StatisticsFileReaderNodeFactory::execute))
            .nodeType(NodeType.Source)
            .keywords(Keywords.with(
                    "SPSS",
                    "Stata",
                    "SAS",
                    "sav",
                    "zsav",
                    "dta",
                    "sas7bdat",
                    "xpt",
                    "value labels",
                    "statistics file"));

    /** Creates the factory. */
    public StatisticsFileReaderNodeFactory() {
        super(NODE);
    }

    /** What the columns are is known when the file is read, which may take long. */
    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        StatisticsFileParameters parameters = input.getParameters();
        Path unused = Sentences.configuring(() -> {
            parameters.check();
            return parameters.path();
        });
        output.setOutSpec(1, ReadFile.columnsSpec());
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        StatisticsFileParameters parameters = input.getParameters();
        ReadFile read = Sentences.executing(() -> {
            parameters.check();
            ReadFile file = ReadFile.open(parameters.path(), parameters.options(), input.getExecutionContext());
            output.setOutData(0, file.rows(input.getExecutionContext()));
            output.setOutData(1, file.columns(input.getExecutionContext()));
            return file;
        });
        Sentences.warn(output, read.notes());
    }
}
