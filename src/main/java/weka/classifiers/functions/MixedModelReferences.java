package weka.classifiers.functions;

import weka.core.TechnicalInformation;
import weka.core.TechnicalInformation.Field;

/** What to cite for a linear mixed model in Weka. */
final class MixedModelReferences {
    private MixedModelReferences() {}

    /** Returns the paper whose mathematics is used, and this software. */
    static TechnicalInformation all() {
        TechnicalInformation paper = new TechnicalInformation(TechnicalInformation.Type.ARTICLE);
        paper.setValue(Field.AUTHOR, "Douglas Bates and Martin Maechler and Ben Bolker and Steve Walker");
        paper.setValue(Field.TITLE, "Fitting Linear Mixed-Effects Models Using lme4");
        paper.setValue(Field.JOURNAL, "Journal of Statistical Software");
        paper.setValue(Field.YEAR, "2015");
        paper.setValue(Field.VOLUME, "67");
        paper.setValue(Field.NUMBER, "1");
        paper.setValue(Field.PAGES, "1-48");
        TechnicalInformation software = paper.add(TechnicalInformation.Type.MISC);
        software.setValue(Field.AUTHOR, "The Multilevel project");
        software.setValue(Field.TITLE, "Multilevel: linear mixed models for the command line, Weka and KNIME");
        software.setValue(Field.YEAR, "2026");
        return paper;
    }
}
