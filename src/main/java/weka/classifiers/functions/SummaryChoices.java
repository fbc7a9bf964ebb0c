package weka.classifiers.functions;

import java.util.Optional;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.tests.Anova;

/**
 * What the text of a classifier shows, which may change after training.
 *
 * @param digits significant digits
 * @param anova the analysis of variance, if there is to be one
 * @param equation how the model's equation is set, if it is to be shown
 */
record SummaryChoices(int digits, Optional<Anova.Type> anova, Optional<Format> equation) {}
