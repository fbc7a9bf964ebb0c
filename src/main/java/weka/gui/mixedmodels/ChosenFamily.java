package weka.gui.mixedmodels;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;

/**
 * A family as a form lists it, with its link; that of linear models is one of them.
 *
 * @param distribution that of a generalised model, none for a linear one
 */
record ChosenFamily(Optional<Distribution> distribution) {
    static final ChosenFamily NORMAL = new ChosenFamily(Optional.empty());

    /** That of two labels unless another link is chosen. */
    static final ChosenFamily YES_OR_NO = new ChosenFamily(Optional.of(Distribution.of(Family.BINOMIAL)));

    /** That of numbers where only a generalised model is meant, unless another is chosen. */
    static final ChosenFamily COUNTS = new ChosenFamily(Optional.of(Distribution.of(Family.POISSON)));

    /** Returns all, those of linear models first. */
    static List<ChosenFamily> all() {
        return Stream.concat(
                        Stream.of(NORMAL),
                        Stream.of(Family.values())
                                .flatMap(family -> family.links().stream().map(link -> new Distribution(family, link)))
                                .map(distribution -> new ChosenFamily(Optional.of(distribution))))
                .toList();
    }

    boolean isNormal() {
        return distribution.isEmpty();
    }

    boolean isBinomial() {
        return distribution.filter(each -> each.family() == Family.BINOMIAL).isPresent();
    }

    /** Returns it as a form and the option of the classifier write it. */
    @Override
    public String toString() {
        return distribution.map(Distribution::toString).orElse("normal");
    }
}
