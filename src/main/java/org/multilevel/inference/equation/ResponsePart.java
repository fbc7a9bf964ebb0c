package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.Link;
import org.multilevel.inference.equation.Atom.Function;
import org.multilevel.inference.equation.Atom.Quotient;
import org.multilevel.inference.equation.Atom.Symbol;
import org.multilevel.inference.equation.Atom.Value;
import org.multilevel.inference.equation.Atom.Variable;
import org.multilevel.inference.equation.Statement.Distributed;
import org.multilevel.model.MixedModel;

/**
 * What a generalised model says of its response: which function of its mean is linear, and how it is distributed around that mean.
 *
 * @param index what stands below variables of rows
 */
record ResponsePart(MixedModel model, Generalised of, Numbers numbers, String index) {
    /** Returns what the linear predictor equals. */
    Atom left() {
        Link link = of.distribution().link();
        return link == Link.INVERSE ? new Quotient(new Value("1"), mean()) : new Function(link.toString(), mean());
    }

    private Symbol mean() {
        return new Symbol("mu", index);
    }

    Statement distribution() {
        return switch (of.distribution().family()) {
            case BINOMIAL -> binomial();
            case POISSON -> new Distributed(variable(model.response()), "Poisson", List.of(mean()));
            case NEGATIVE_BINOMIAL ->
                new Distributed(variable(model.response()), "NegativeBinomial", List.of(mean(), dispersion("theta")));
            case GAMMA -> new Distributed(variable(model.response()), "Gamma", List.of(mean(), dispersion("phi")));
        };
    }

    private Statement binomial() {
        if (of.trials().isEmpty()) {
            String event =
                    of.event().map(label -> model.response() + " = " + label).orElse(model.response());
            return new Distributed(variable(event), "Bernoulli", List.of(mean()));
        }
        boolean isColumn = model.provenance().columns().stream()
                .anyMatch(column -> Optional.of(column.name()).equals(of.trials()));
        Atom trials = variable(isColumn ? of.trials().get() : "trials");
        return new Distributed(variable("successes"), "Binomial", List.of(trials, mean()));
    }

    private Variable variable(String name) {
        return new Variable(name, index);
    }

    private Atom dispersion(String letter) {
        return numbers.areShown() ? numbers.value(of.dispersion()) : new Symbol(letter, "");
    }

    /** Returns what a reader should know of the distribution, each as a sentence. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        switch (of.distribution().family()) {
            case NEGATIVE_BINOMIAL -> notes.add("The variance of the response is mu + mu^2 / theta.");
            case GAMMA -> notes.add("The variance of the response is phi mu^2.");
            case BINOMIAL -> notes.add("mu is the probability of " + event() + ".");
            case POISSON -> notes.add("mu is the mean of the response and its variance.");
        }
        return notes;
    }

    private String event() {
        return of.trials().isPresent()
                ? "a success"
                : model.response() + " = " + of.event().orElse("1");
    }
}
