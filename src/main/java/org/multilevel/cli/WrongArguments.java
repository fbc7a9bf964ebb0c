package org.multilevel.cli;

import org.multilevel.error.MultilevelException;

/** What is wrong in the options of a command whatever formula, model and data are: told with the way to the help, and an exit code of its own. */
final class WrongArguments extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongArguments(MultilevelException problem) {
        super(Problems.oneLine(problem), problem);
    }

    /**
     * Runs a check that looks at the options only.
     *
     * @throws WrongArguments saying what it says
     */
    static void check(Runnable options) {
        try {
            options.run();
        } catch (MultilevelException e) {
            throw new WrongArguments(e);
        }
    }
}
