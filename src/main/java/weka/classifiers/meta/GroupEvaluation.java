package weka.classifiers.meta;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well a classifier predicts a new group, and a new row of a known group; immutable.
 *
 * @param title what was evaluated, in words
 * @param measures those that mean something
 * @param measured for each question that was answered a value for each of them
 * @param notes what a user should know about it
 */
record GroupEvaluation(
        String title,
        List<GroupMeasure> measures,
        Map<GroupQuestion, Map<GroupMeasure, Double>> measured,
        List<String> notes) {
    private static final int TITLE_WIDTH = 34;
    private static final String GAP = "   ";

    GroupEvaluation {
        measures = List.copyOf(measures);
        measured = Map.copyOf(measured);
        notes = List.copyOf(notes);
    }

    /** Returns that nothing was evaluated, and why. */
    static GroupEvaluation none(String reason) {
        return new GroupEvaluation("No evaluation by groups", List.of(), Map.of(), List.of(reason));
    }

    /** Returns a value, NaN where there is none. */
    double value(GroupQuestion question, GroupMeasure measure) {
        return measured.getOrDefault(question, Map.of()).getOrDefault(measure, Double.NaN);
    }

    /** Returns the table that a user reads, and the notes. */
    String text() {
        StringBuilder text = new StringBuilder(title).append("\n\n");
        if (!measured.isEmpty()) {
            text.append(" ".repeat(TITLE_WIDTH));
            for (GroupQuestion question : GroupQuestion.values()) {
                text.append(GAP).append(question.words());
            }
            text.append('\n');
            measures.forEach(measure -> appendRow(text, measure));
            text.append('\n');
        }
        notes.forEach(note -> text.append("Note: ").append(note).append('\n'));
        return notes.isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private void appendRow(StringBuilder text, GroupMeasure measure) {
        text.append(measure.title())
                .append(" ".repeat(TITLE_WIDTH - measure.title().length()));
        for (GroupQuestion question : GroupQuestion.values()) {
            String value = measure.text(value(question, measure));
            text.append(GAP)
                    .append(" ".repeat(Math.max(0, question.words().length() - value.length())))
                    .append(value);
        }
        text.append('\n');
    }

    /** Writes names and numbers, so that files outlive the classes. */
    void write(ObjectOutput out) throws IOException {
        out.writeUTF(title);
        out.writeInt(measures.size());
        for (GroupMeasure measure : measures) {
            out.writeUTF(measure.name());
        }
        out.writeInt(measured.size());
        for (GroupQuestion question : GroupQuestion.values()) {
            if (measured.containsKey(question)) {
                out.writeUTF(question.name());
                for (GroupMeasure measure : measures) {
                    out.writeDouble(value(question, measure));
                }
            }
        }
        out.writeObject(notes.toArray(String[]::new));
    }

    /** Reads what {@link #write} wrote. */
    static GroupEvaluation read(ObjectInput in) throws IOException, ClassNotFoundException {
        String title = in.readUTF();
        List<GroupMeasure> measures = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            measures.add(GroupMeasure.valueOf(in.readUTF()));
        }
        Map<GroupQuestion, Map<GroupMeasure, Double>> measured = new EnumMap<>(GroupQuestion.class);
        for (int left = in.readInt(); left > 0; left--) {
            Map<GroupMeasure, Double> values = new EnumMap<>(GroupMeasure.class);
            measured.put(GroupQuestion.valueOf(in.readUTF()), values);
            for (GroupMeasure measure : measures) {
                values.put(measure, in.readDouble());
            }
        }
        return new GroupEvaluation(title, measures, measured, List.of((String[]) in.readObject()));
    }
}
