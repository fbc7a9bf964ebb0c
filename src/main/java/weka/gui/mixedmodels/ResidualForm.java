package weka.gui.mixedmodels;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.formula.Structure;
import org.multilevel.result.OptionWords;
import org.multilevel.result.ResidualWords;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;

/** What a user chooses about the residuals of a linear model, and the options that follow from it; without windows. */
final class ResidualForm {
    /** The structures that residuals can have. */
    private static final List<CovarianceKind> KINDS = List.of(
            CovarianceKind.AUTOREGRESSIVE,
            CovarianceKind.CONTINUOUS_AUTOREGRESSIVE,
            CovarianceKind.COMPOUND_SYMMETRY,
            CovarianceKind.TOEPLITZ,
            CovarianceKind.UNSTRUCTURED);

    /** Whether residuals have the same variance at all occasions. */
    enum Variances {
        /** What a structure means that says nothing of it. */
        USUAL("as usual", OptionWords.USUAL_VARIANCES),
        /** The same. */
        ONE("one", OptionWords.ONE_VARIANCE),
        /** One for each. */
        EACH_OCCASION("per occasion", OptionWords.VARIANCE_OF_OCCASION);

        private final String text;
        private final String tip;

        Variances(String text, String tip) {
            this.text = text;
            this.tip = tip;
        }

        private Structure of(CovarianceKind kind) {
            boolean usually = kind != CovarianceKind.UNSTRUCTURED;
            return new Structure(kind, this == USUAL ? usually : this == ONE);
        }

        private static Variances of(Structure structure) {
            if (USUAL.of(structure.kind()).equals(structure)) {
                return USUAL;
            }
            return structure.homogeneous() ? ONE : EACH_OCCASION;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Instances data;
    private Optional<CovarianceKind> kind = Optional.empty();
    private Variances variances = Variances.USUAL;
    private Optional<String> subject = Optional.empty();
    private Optional<String> time = Optional.empty();
    private Optional<String> strata = Optional.empty();
    /** A classifier's own structure that the lists cannot show, such as a variable or one of two attributes' subjects, until another is chosen. */
    private String written = "";
    /** Whether something was chosen here; what a classifier says otherwise is left to it. */
    private boolean touched;

    ResidualForm(Instances data) {
        this.data = data;
    }

    Optional<CovarianceKind> kind() {
        return kind;
    }

    Variances variances() {
        return variances;
    }

    Optional<String> subject() {
        return subject;
    }

    Optional<String> time() {
        return time;
    }

    Optional<String> strata() {
        return strata;
    }

    /** Returns whether the structure wants to know when a row was taken. */
    boolean hasTime() {
        return kind.isPresent()
                && (!kind.equals(Optional.of(CovarianceKind.COMPOUND_SYMMETRY))
                        || variances == Variances.EACH_OCCASION);
    }

    /** Returns what can say when a row was taken: numbers, and labels where only their order counts. */
    List<String> possibleTimes(AttributeChoices choices) {
        return kind.equals(Optional.of(CovarianceKind.CONTINUOUS_AUTOREGRESSIVE))
                ? choices.numbers()
                : choices.predictors();
    }

    /** Returns what can have a variance for each of its values. */
    List<String> possibleStrata(AttributeChoices choices) {
        List<String> groups = choices.groups();
        return choices.predictors().stream()
                .filter(name -> data.attribute(name).isNominal() || groups.contains(name))
                .toList();
    }

    /**
     * Chooses a structure.
     *
     * @param likely the subject unless another is chosen
     */
    void choose(Optional<CovarianceKind> chosen, Optional<String> likely) {
        touched = true;
        written = "";
        kind = chosen;
        subject = subject.or(() -> likely);
    }

    void chooseVariances(Variances chosen) {
        touched = true;
        variances = chosen;
    }

    void chooseSubject(Optional<String> name) {
        touched = true;
        subject = name;
    }

    void chooseTime(Optional<String> name) {
        touched = true;
        time = name;
    }

    void chooseStrata(Optional<String> name) {
        touched = true;
        strata = name;
    }

    /** Takes over what a classifier's options say, which is no choice made here. */
    void adopt(LinearMixedModel classifier) {
        written = classifier.getResidual().strip();
        kind = Optional.empty();
        variances = Variances.USUAL;
        parsed(written).filter(term -> shown(term).equals(Optional.of(term))).ifPresent(term -> {
            kind = Optional.of(term.structure().kind());
            variances = Variances.of(term.structure());
            subject = term.subject().stream().findFirst();
            time = term.position();
            written = "";
        });
        strata = named(classifier.getResidualVariance());
        touched = false;
    }

    private static Optional<ResidualTerm> parsed(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ResidualTerm.parse(text));
        } catch (FormulaException e) {
            return Optional.empty();
        }
    }

    /** Returns the structure that the lists would make of one. */
    private static Optional<ResidualTerm> shown(ResidualTerm term) {
        try {
            return Optional.of(ResidualTerm.of(
                    term.structure(), term.position(), term.subject().get(0)));
        } catch (FormulaException e) {
            return Optional.empty();
        }
    }

    private Optional<String> named(String option) {
        try {
            return new NamedAttributes(data, "residual-variance")
                    .list(option).stream().map(Attribute::name).findFirst();
        } catch (MixedModelException e) {
            return Optional.empty();
        }
    }

    /** Sets the options of a classifier to what was chosen here, if anything was. */
    void apply(LinearMixedModel classifier) {
        if (touched) {
            classifier.setResidual(
                    written.isEmpty() ? term().map(ResidualTerm::toString).orElse("") : written);
            classifier.setResidualVariance(strata.map(NamedAttributes::written).orElse(""));
        }
    }

    /** Returns the structure that is chosen; none where residuals are independent or something is missing, of which {@link #problem} tells. */
    private Optional<ResidualTerm> term() {
        try {
            return kind.flatMap(chosen -> subject.map(column -> ResidualTerm.of(variances.of(chosen), time, column)));
        } catch (FormulaException e) {
            return Optional.empty();
        }
    }

    boolean isIndependent() {
        return kind.isEmpty() && written.isEmpty();
    }

    /** Returns why these choices are no structure, in a sentence. */
    Optional<String> problem(String response) {
        if (kind.isPresent() && subject.isEmpty()) {
            return Optional.of("Choose whose residuals go together beside Residuals, at \"of\".");
        }
        if (hasTime() && time.isEmpty()) {
            return Optional.of("The residual structure " + kind.orElseThrow().function()
                    + (variances == Variances.EACH_OCCASION ? " with a variance for each occasion" : "")
                    + " needs a time or occasion: choose it at \"in\".");
        }
        if (hasTime() && time.equals(subject)) {
            return Optional.of("The attribute \"" + time.orElseThrow()
                    + "\" is the time and the subject of the residuals: choose another for one of the two.");
        }
        boolean own = kind.isPresent()
                && (subject.equals(Optional.of(response)) || (hasTime() && time.equals(Optional.of(response))));
        return own || strata.equals(Optional.of(response))
                ? Optional.of("The response \"" + response
                        + "\" says nothing about its own residuals: choose another attribute beside Residuals.")
                : Optional.empty();
    }

    /** Returns the structure as a summary has it and what it means; empty where residuals are independent with one variance. */
    String words() {
        Optional<ResidualTerm> term = written.isEmpty() ? term() : parsed(written);
        ResidualWords words = new ResidualWords(term, strata);
        return words.areIndependent() ? "" : "Residuals: " + words.text() + ". " + words.meaning();
    }

    /** Returns the structures as a list shows them, independence first. */
    static List<String> names(String none) {
        return Stream.concat(Stream.of(none), KINDS.stream().map(CovarianceKind::function))
                .toList();
    }

    /** Returns what each structure is, with its name. */
    static List<String> tips() {
        return KINDS.stream().map(kind -> kind.function() + ": " + tip(kind)).toList();
    }

    /** Returns what each choice of variances is, with its name. */
    static List<String> varianceTips() {
        return Arrays.stream(Variances.values())
                .map(choice -> choice + ": " + choice.tip)
                .toList();
    }

    private static String tip(CovarianceKind kind) {
        return switch (kind) {
            case AUTOREGRESSIVE -> OptionWords.AR1;
            case CONTINUOUS_AUTOREGRESSIVE -> OptionWords.CAR1;
            case COMPOUND_SYMMETRY -> OptionWords.CS;
            case TOEPLITZ -> OptionWords.TOEP;
            case UNSTRUCTURED -> OptionWords.US;
            case DIAGONAL -> OptionWords.INDEPENDENT;
        };
    }

    static Optional<CovarianceKind> kind(String name) {
        return KINDS.stream().filter(kind -> kind.function().equals(name)).findFirst();
    }
}
