package org.multilevel.fit.rows;

import java.io.DataInputStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.parts.Written;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.TransformSurvey;
import org.multilevel.exact.Frame;
import org.multilevel.formula.Formula;

/** Questions that go to where parts of a table lie. */
class PartQuestionTest {
    @Test
    void damagedQuestionsAreRefused() {
        TransformSurvey survey = TransformSurvey.of(
                Formula.parse("strength ~ 1 + (1 | batch)"),
                Frame.read("Pastes").table(),
                DesignOptions.DEFAULT);
        byte[] question = PartQuestion.survey(survey);
        Written.by(out -> out.write(question))
                .assertDamageIsFound(in -> PartQuestion.read(((DataInputStream) in).readAllBytes()));
    }
}
