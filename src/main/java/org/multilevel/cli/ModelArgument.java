package org.multilevel.cli;

import java.nio.file.Path;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Parameters;

/** The argument that names a saved model. */
final class ModelArgument {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            converter = Converters.FileName.class,
            description = "A file that fit --save wrote.")
    private Path file = Path.of("");

    Path path() {
        return file;
    }

    MixedModel load() {
        return MixedModel.load(file);
    }
}
