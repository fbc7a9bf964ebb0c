package weka.classifiers.functions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.model.LinearMixedModel;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * How residuals go together and which have a variance of their own, as a user named it by attributes.
 *
 * @param structure within subjects; nothing where residuals are independent
 * @param strata the attribute for each of whose values there is a residual variance, if there is one
 */
record NamedResiduals(Optional<ResidualTerm> structure, Optional<String> strata) {
    static final NamedResiduals INDEPENDENT = new NamedResiduals(Optional.empty(), Optional.empty());

    private static final String STRUCTURE = "residual";
    private static final String VARIANCE = "residual-variance";

    /**
     * Reads the options.
     *
     * @throws MixedModelException if they are no structure, or name no attribute or one that cannot serve there
     */
    static NamedResiduals of(Instances data, MixedModelSettings.Own settings) throws MixedModelException {
        return new NamedResiduals(
                settings.residual().isEmpty() ? Optional.empty() : Optional.of(structure(data, settings.residual())),
                strata(data, settings.residualVariance()));
    }

    private static ResidualTerm structure(Instances data, String text) throws MixedModelException {
        ResidualTerm term = parsed(text);
        new NamedAttributes(data, STRUCTURE).checkExist(term.columns());
        for (String name : term.columns()) {
            checkIsNotClass(data, STRUCTURE, data.attribute(name));
        }
        if (term.position().isPresent()) {
            Attribute time = data.attribute(term.position().get());
            if (time.isDate() || time.isRelationValued()) {
                throw new MixedModelException("The option " + STRUCTURE + " names the time "
                        + NamedAttributes.quoted(time) + ", a " + Attribute.typeToString(time)
                        + " attribute: make it a number of days, weeks or visits first.");
            }
        }
        for (String name : term.subject()) {
            Attribute subject = data.attribute(name);
            if (subject.isDate() || subject.isRelationValued()) {
                throw new MixedModelException("The option " + STRUCTURE + " names the subject "
                        + NamedAttributes.quoted(subject) + ", a " + Attribute.typeToString(subject)
                        + " attribute: a subject must be nominal, string or numeric.");
            }
        }
        return term;
    }

    private static ResidualTerm parsed(String text) throws MixedModelException {
        try {
            return ResidualTerm.parse(text);
        } catch (FormulaException e) {
            throw new MixedModelException("The option " + STRUCTURE + " cannot be used: " + e.getMessage());
        }
    }

    private static Optional<String> strata(Instances data, String text) throws MixedModelException {
        List<Attribute> named = new NamedAttributes(data, VARIANCE).list(text);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Attribute attribute = named.get(0);
        if (named.size() > 1) {
            throw new MixedModelException("The option " + VARIANCE + " names " + named.size()
                    + " attributes: name one, of whose values each has a residual variance of its own.");
        }
        if (attribute.isDate() || attribute.isRelationValued()) {
            throw new MixedModelException("The option " + VARIANCE + " names " + NamedAttributes.quoted(attribute)
                    + ", a " + Attribute.typeToString(attribute)
                    + " attribute: name a nominal, string or numeric one.");
        }
        return Optional.of(attribute.name());
    }

    private static void checkIsNotClass(Instances data, String option, Attribute attribute) throws MixedModelException {
        if (attribute.index() == data.classIndex()) {
            throw new MixedModelException("The option " + option + " names " + NamedAttributes.quoted(attribute)
                    + ", which is the class attribute: choose another attribute.");
        }
    }

    boolean isIndependent() {
        return structure.isEmpty() && strata.isEmpty();
    }

    /** Returns the names of the attributes that say whose a residual is. */
    List<String> subject() {
        return structure.map(ResidualTerm::subject).orElse(List.of());
    }

    /** Returns the names of all attributes that it reads. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        structure.ifPresent(term -> columns.addAll(term.columns()));
        strata.ifPresent(columns::add);
        return columns;
    }

    LinearMixedModel appliedTo(LinearMixedModel model) {
        LinearMixedModel structured = structure.map(model::withResidual).orElse(model);
        return strata.map(structured::withResidualVariance).orElse(structured);
    }

    DesignOptions appliedTo(DesignOptions options) {
        DesignOptions structured = structure.map(options::withResidual).orElse(options);
        return strata.map(structured::withStrata).orElse(structured);
    }
}
