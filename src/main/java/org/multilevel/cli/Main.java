package org.multilevel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line: fits models to CSV files, predicts with them, compares and shows them. */
public final class Main {
    /** What a user types to start the program. */
    static final String NAME = "java -jar multilevel.jar";

    private static final int OK = 0;
    private static final int PROBLEM = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Pictures go to files: a display that is named and does not answer is no reason to fail.
        System.setProperty("java.awt.headless", "true");
        Terminal terminal = new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.isAttached());
        System.exit(run(terminal, Arguments.restored(args)));
    }

    /**
     * Runs one command as the shell does, without a progress line.
     *
     * @param out gets what the command prints, in UTF-8; stays open
     * @param err gets problems and notes, in UTF-8; stays open
     * @param args the command, its options and its parameters
     * @return 0, or 1 where data or model have a problem, or 2 where the arguments do
     */
    public static int run(OutputStream out, OutputStream err, String... args) {
        return run(new Terminal(out, err, false), args);
    }

    static int run(Terminal terminal, String... args) {
        return run(commandLine(terminal), terminal, args);
    }

    static int run(CommandLine commands, Terminal terminal, String... args) {
        int code;
        try {
            code = commands.execute(args);
        } catch (Throwable e) {
            // The command line library passes errors on, such as a heap that is too small.
            code = report(e, terminal, List.of(args).contains(CommonOptions.DEBUG));
        }
        terminal.flush();
        if (terminal.outputFailed()) {
            return terminal.reportOutputFailure() ? PROBLEM : OK;
        }
        return code;
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine commands = new CommandLine(new RootCommand())
                .addSubcommand(new FitCommand(terminal))
                .addSubcommand(new DescribeCommand(terminal))
                .addSubcommand(new CenterCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new PredictCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new LadderCommand(terminal))
                .addSubcommand(new MeansCommand(terminal))
                .addSubcommand(new PlotCommand(terminal))
                .addSubcommand(new ShowCommand(terminal));
        return configured(commands, terminal);
    }

    /** Gives commands what all have in common. */
    static CommandLine configured(CommandLine commands, Terminal terminal) {
        commands.getSubcommands().values().stream()
                .distinct()
                .forEach(command -> command.getCommandSpec()
                        .addMixin("common", CommandSpec.forAnnotatedObject(new CommonOptions())));
        return commands.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((problem, args) -> explainUsage(problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> problem instanceof WrongArguments
                        ? explainUsage(new ParameterException(command, Problems.oneLine(problem), problem))
                        : report(problem, terminal, parsed.expandedArgs().contains(CommonOptions.DEBUG)));
    }

    private static int report(Throwable problem, Terminal terminal, boolean debug) {
        if (!terminal.outputFailed()) {
            terminal.out().flush();
            terminal.err().println(Problems.sentence(problem));
        }
        if (debug) {
            problem.printStackTrace(terminal.err());
        }
        return PROBLEM;
    }

    private static int explainUsage(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        boolean anyCommand = command.getParent() == null;
        err.println(
                anyCommand && !isUnknownOption(problem)
                        ? "Name a command: " + names(command) + "."
                        : Problems.oneLine(problem));
        if (isUnknownOption(problem)) {
            UnmatchedArgumentException.printSuggestions(problem, err);
        } else if (problem instanceof UnmatchedArgumentException
                && command.getCommandName().equals(FitCommand.NAME)) {
            err.println("A formula with spaces or parentheses is one argument: put it between quotes.");
        }
        err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String names(CommandLine commands) {
        List<String> names = commands.getSubcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandName)
                .toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static boolean isUnknownOption(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
    }
}
