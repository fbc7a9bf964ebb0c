package weka.classifiers.meta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How the likelihood of the random part went while fixed and random part were estimated in turn, and when that ends; immutable.
 *
 * @param logLikelihoods after each round
 * @param rule when it ends
 */
record Rounds(List<Double> logLikelihoods, Rule rule) {
    /** A scheme whose structure changes from round to round never settles; so many rounds without a better one are enough. */
    static final int PATIENCE = 5;

    /** Rates of convergence are estimated from two differences, which rounding spoils when it makes most of them. */
    private static final double ROUNDING = 1e-11;

    /** The log-likelihood after no round. */
    static final Rounds NONE = new Rounds(List.of(), new Rule(1, 0));

    /**
     * When it ends.
     *
     * @param most rounds at most
     * @param tolerance the gain of log-likelihood that is still expected, below which it has settled
     */
    record Rule(int most, double tolerance) {}

    /** How it ended. */
    enum End {
        /** Further rounds would change nothing that matters. */
        SETTLED,
        /** No round of the last few was better than one before. */
        WANDERS,
        /** The likelihood still rises. */
        UNFINISHED
    }

    Rounds {
        logLikelihoods = List.copyOf(logLikelihoods);
    }

    Rounds with(double logLikelihood) {
        List<Double> longer = new ArrayList<>(logLikelihoods);
        longer.add(logLikelihood);
        return new Rounds(longer, rule);
    }

    int count() {
        return logLikelihoods.size();
    }

    /** Returns the round with the highest likelihood, from 0; the last of equals. */
    int best() {
        return logLikelihoods.lastIndexOf(Collections.max(logLikelihoods));
    }

    /** Returns whether there is to be no further round. */
    boolean isOver() {
        return count() > 0 && (count() >= rule.most() || hasSettled() || sinceBest() >= PATIENCE);
    }

    End end() {
        if (hasSettled()) {
            return End.SETTLED;
        }
        return sinceBest() > 0 ? End.WANDERS : End.UNFINISHED;
    }

    private int sinceBest() {
        return count() - 1 - best();
    }

    /**
     * Returns whether the last round changed little and so would all that follow: at a constant rate they add up to a geometric series
     * (Aitken's acceleration as a criterion, Boehning et al. 1994).
     */
    private boolean hasSettled() {
        if (count() < 3) {
            return false;
        }
        double change = Math.abs(change(count() - 1));
        if (change <= ROUNDING * (1 + Math.abs(logLikelihoods.get(count() - 1)))) {
            return true;
        }
        double rate = change / Math.abs(change(count() - 2));
        return rate < 1 && Math.max(change, change * rate / (1 - rate)) < rule.tolerance();
    }

    private double change(int round) {
        return logLikelihoods.get(round) - logLikelihoods.get(round - 1);
    }

    /** Returns how it ended, as the end of a line that starts with the number of rounds. */
    String words() {
        return switch (end()) {
            case SETTLED -> "settled: further rounds would change the log-likelihood by less than " + rule.tolerance();
            case WANDERS ->
                "did not settle: the log-likelihood went to and fro, by " + shown(spread())
                        + " in the last rounds, as it"
                        + " does where the scheme changes from round to round; the best round, number " + (best() + 1)
                        + ", is kept";
            case UNFINISHED ->
                count() < 2
                        ? "not in turn: the option rounds allows no second one"
                        : "did not settle: the log-likelihood still rose by " + shown(change(count() - 1))
                                + " in the last round; raise the option rounds";
        };
    }

    private double spread() {
        List<Double> last = logLikelihoods.subList(Math.max(0, count() - PATIENCE - 1), count());
        return Collections.max(last) - Collections.min(last);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
