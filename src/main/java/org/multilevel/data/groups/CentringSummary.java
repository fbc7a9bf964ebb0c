package org.multilevel.data.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user should hear about rows that were split by group means.
 *
 * @param rows how many rows there were
 * @param withoutGroup in how many of them a group column is missing
 * @param unseen how many of them belong to a group that the means do not have
 * @param sentences what of this matters, in words
 */
public record CentringSummary(long rows, long withoutGroup, long unseen, List<String> sentences) {

    /** Copies the list. */
    public CentringSummary {
        sentences = List.copyOf(sentences);
    }

    static CentringSummary of(GroupCentring centring, long rows, long withoutGroup, long unseen) {
        String group = centring.groupName();
        List<String> sentences = new ArrayList<>();
        if (withoutGroup > 0) {
            sentences.add(count(withoutGroup, "no value of " + group) + ": " + (withoutGroup == 1 ? "its" : "their")
                    + " group means and deviations are missing.");
        }
        if (unseen > 0) {
            String whose = unseen == 1 ? "its" : "their";
            sentences.add(count(unseen, "a value of " + group + " for which there is no mean") + ": "
                    + (centring.unseen() == UnseenGroupMean.GRAND_MEAN
                            ? "the mean of all rows stands in for " + whose + " group mean."
                            : whose + " group means and deviations are missing."));
        }
        return new CentringSummary(rows, withoutGroup, unseen, sentences);
    }

    /** Returns this with what there is to know about how the table was read before what matters of the rows. */
    CentringSummary withNotes(List<String> notes) {
        return new CentringSummary(
                rows,
                withoutGroup,
                unseen,
                Stream.concat(notes.stream(), sentences.stream()).toList());
    }

    private static String count(long rows, String what) {
        return (rows == 1 ? "1 row has " : rows + " rows have ") + what;
    }
}
