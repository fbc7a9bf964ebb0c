package org.multilevel.glm;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.multilevel.error.MethodException;

/**
 * A family with one of its links.
 *
 * @param family the distribution of the response
 * @param link one of the family's links
 */
public record Distribution(Family family, Link link) {
    /** Checks that they go together. */
    public Distribution {
        if (!family.links().contains(link)) {
            throw noLink(family, link.toString());
        }
    }

    private static MethodException noLink(Family family, String link) {
        return new MethodException("The family " + family + " has no link " + link + "; it has "
                + family.links().stream().map(Link::toString).collect(Collectors.joining(", ")) + ".");
    }

    /** Returns a family with its default link. */
    public static Distribution of(Family family) {
        return new Distribution(family, family.links().get(0));
    }

    /**
     * Reads {@code FAMILY} or {@code FAMILY:LINK}, such as {@code binomial:probit}.
     *
     * @throws MethodException if it is not that; the sentence says what there is
     */
    public static Distribution parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
        Family family = Arrays.stream(Family.values())
                .filter(each -> each.toString().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new MethodException("The family is " + text + "; it must be one of "
                        + Arrays.stream(Family.values()).map(Family::toString).collect(Collectors.joining(", "))
                        + ", with a link behind a colon where it is not the default, as in binomial:probit."));
        if (parts.length == 1) {
            return of(family);
        }
        return Arrays.stream(Link.values())
                .filter(each -> each.toString().equals(parts[1]))
                .findFirst()
                .map(link -> new Distribution(family, link))
                .orElseThrow(() -> noLink(family, parts[1]));
    }

    /**
     * Returns the sentence for what this family does not have.
     *
     * @param what is for linear models only, as the beginning of a sentence, such as {@code Kenward and Roger's method}
     */
    public MethodException onlyLinear(String what) {
        return new MethodException(what + " is for linear mixed models, and this model's family is " + family + ".");
    }

    /** Returns {@code family:link}. */
    @Override
    public String toString() {
        return family + ":" + link;
    }
}
