package org.multilevel.cli;

import picocli.CommandLine.Command;

/** Says which commands there are. */
@Command(
        name = Main.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Fits linear mixed models to tables of grouped data.",
        footer = {
            "",
            "Example:",
            "  " + Main.NAME + " fit hsb.csv 'mathach ~ ses + (ses | school)'",
            "",
            "Exit codes: 0; 1 for a problem with the data or the model; 2 for wrong usage."
        })
final class RootCommand {}
