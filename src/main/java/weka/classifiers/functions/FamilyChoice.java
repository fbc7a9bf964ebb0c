package weka.classifiers.functions;

import java.util.Optional;
import java.util.function.DoublePredicate;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.Utils;

/**
 * The family of a class attribute: the one that was asked for, if the class's values can be of it, or else the only one that suggests itself.
 *
 * @param distribution the family and its link
 * @param note what a user should know about a choice that was made
 */
record FamilyChoice(Distribution distribution, Optional<String> note) {
    /** The largest whole number up to which a double tells each from the next. */
    private static final double LARGEST_COUNT = 1L << 53;

    /**
     * Chooses.
     *
     * @param asked what the user asks for, if anything
     * @param trials whether the class is a proportion of trials
     * @throws MixedModelException if the values of the class cannot be of the family, with the first row of those
     */
    static FamilyChoice of(Instances data, Optional<Distribution> asked, boolean trials) throws MixedModelException {
        Attribute response = data.classAttribute();
        if (asked.isPresent()) {
            check(data, asked.get(), trials);
            return new FamilyChoice(asked.get(), Optional.empty());
        }
        if (response.isNominal()) {
            check(data, Distribution.of(Family.BINOMIAL), trials);
            return new FamilyChoice(Distribution.of(Family.BINOMIAL), Optional.empty());
        }
        String chosen = "The option family is auto, and ";
        if (trials) {
            Distribution binomial = Distribution.of(Family.BINOMIAL);
            check(data, binomial, true);
            return new FamilyChoice(binomial, Optional.of(chosen + "there are trials, so the family is binomial."));
        }
        int stray = firstOther(data, FamilyChoice::isCount);
        if (stray >= 0) {
            throw new MixedModelException("The option family is auto, and the numeric class " + value(data, stray)
                    + ", so it does not count: choose the family, such as gamma for positive numbers, or the classifier"
                    + " LinearMixedModel.");
        }
        boolean answers = firstOther(data, FamilyChoice::isAnswer) < 0;
        return new FamilyChoice(
                Distribution.of(Family.POISSON),
                Optional.of(
                        chosen + "all values of " + response.name() + " are whole numbers from 0 on, so the family is"
                                + " poisson."
                                + (answers ? " All are 0 or 1: if they say no or yes, choose binomial." : "")));
    }

    private static void check(Instances data, Distribution asked, boolean trials) throws MixedModelException {
        Family family = asked.family();
        Attribute response = data.classAttribute();
        if (trials && family != Family.BINOMIAL) {
            throw new MixedModelException("The option trials is for the family binomial, and the family is " + family
                    + ": leave trials empty, or choose binomial.");
        }
        if (response.isNominal()) {
            if (family != Family.BINOMIAL || trials) {
                throw new MixedModelException("The class " + NamedAttributes.quoted(response) + " is nominal, and "
                        + (trials
                                ? "trials go with a proportion: leave trials empty, or choose a numeric class."
                                : "the family " + family + " is for numbers: choose binomial, or a numeric class."));
            }
            return;
        }
        DoublePredicate possible = switch (family) {
            case BINOMIAL -> trials ? value -> value >= 0 && value <= 1 : FamilyChoice::isAnswer;
            case POISSON, NEGATIVE_BINOMIAL -> FamilyChoice::isCount;
            case GAMMA -> value -> value > 0 && value < Double.POSITIVE_INFINITY;
        };
        int stray = firstOther(data, possible);
        if (stray >= 0) {
            throw new MixedModelException("The class " + value(data, stray) + ", and the family " + family + " is for "
                    + values(family, trials) + ": mend the value, or choose another family.");
        }
    }

    private static boolean isCount(double value) {
        return value >= 0 && value == Math.rint(value) && value < LARGEST_COUNT;
    }

    private static boolean isAnswer(double value) {
        return value == 0 || value == 1;
    }

    private static String values(Family family, boolean trials) {
        return switch (family) {
            case BINOMIAL ->
                trials
                        ? "proportions of trials, from 0 to 1"
                        : "0 and 1, for two labels, or with the option trials for proportions";
            case POISSON, NEGATIVE_BINOMIAL -> "whole numbers from 0 on";
            case GAMMA -> "positive numbers";
        };
    }

    private static String value(Instances data, int row) {
        return NamedAttributes.quoted(data.classAttribute()) + " is "
                + Utils.doubleToString(data.instance(row).classValue(), 6) + " in row " + (row + 1);
    }

    /** Returns the position of the first row with a class value other than these, -1 if there is none. */
    private static int firstOther(Instances data, DoublePredicate possible) {
        for (int row = 0; row < data.numInstances(); row++) {
            double value = data.instance(row).classValue();
            if (!Double.isNaN(value) && !possible.test(value)) {
                return row;
            }
        }
        return -1;
    }
}
