package org.multilevel.cli;

import picocli.CommandLine.Option;

/** The option of the commands that print numbers. */
final class DigitsOption {
    static final String SYNOPSIS = "[--digits N]";

    @Option(
            names = "--digits",
            paramLabel = "N",
            converter = Converters.Digits.class,
            description = "Digits of what is printed, significant ones in a summary and decimals in a comparison:"
                    + " by default 4; files always have all.")
    private int digits = 4;

    int count() {
        return digits;
    }
}
