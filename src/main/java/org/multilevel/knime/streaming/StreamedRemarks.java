package org.multilevel.knime.streaming;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.knime.core.node.streamable.StreamableOperatorInternals;

/** What the user should know of streamed rows, on its way from what has made them to the node. */
public final class StreamedRemarks extends StreamableOperatorInternals {
    private List<String> sentences = List.of();

    /** Creates what KNIME then loads. */
    public StreamedRemarks() {}

    StreamedRemarks(List<String> sentences) {
        this.sentences = List.copyOf(sentences);
    }

    List<String> sentences() {
        return sentences;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Texts.write(sentences, out);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
        sentences = Texts.read(in);
    }
}
