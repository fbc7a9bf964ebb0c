package org.multilevel.cli;

import java.util.Optional;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.equation.ModelEquation;
import org.multilevel.model.MixedModel;
import org.multilevel.result.OptionWords;
import picocli.CommandLine.Option;

/** The option that prints a model's equation. */
final class EquationOption {
    static final String SYNOPSIS = "[--equation text|latex|html]";

    @Option(
            names = "--equation",
            paramLabel = "FORMAT",
            converter = Converters.EquationFormat.class,
            description = "Also print " + OptionWords.EQUATION)
    private Optional<Format> format = Optional.empty();

    /** Returns what is printed after the summary, perhaps nothing. */
    String text(MixedModel model, int digits) {
        return format.map(chosen -> "\n" + ModelEquation.of(model).all(chosen, digits))
                .orElse("");
    }
}
