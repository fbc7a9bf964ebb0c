package org.multilevel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.model.MixedModel;
import org.multilevel.result.Summary;

/** What {@link ReportPage#summary} shows of a model that the report's own pictures and tables do not know: its summary in words and numbers. */
public final class SummaryDocument {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Content content;

    /**
     * What the page reads.
     *
     * @param format that of a report, by which the page knows what it was given
     * @param version likewise
     */
    private record Content(
            String format, int version, String title, String formula, List<String> notes, String summary) {}

    private SummaryDocument(Content content) {
        this.content = content;
    }

    /** Returns the document of a model. */
    public static SummaryDocument of(MixedModel model, Inference inference) {
        String kind = model.generalised().isPresent() ? "Generalised linear mixed model" : "Linear mixed model";
        return new SummaryDocument(new Content(
                ReportDocument.FORMAT,
                ReportDocument.VERSION,
                kind + " of " + model.response(),
                model.formula(),
                Diagnosis.of(model),
                Summary.of(model).withInference(inference).text()));
    }

    /** Returns the document as one line of JSON. */
    public String json() {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written as JSON.", e);
        }
    }
}
