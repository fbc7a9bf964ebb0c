package org.multilevel.fit.rows;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.multilevel.error.DataException;

/** What the parts of a table answer, added up in their order. */
final class PartSum<T> {
    private final BinaryOperator<T> plus;
    private Optional<T> sum = Optional.empty();

    /** @param plus returns the sum of those before and what a part answers */
    PartSum(BinaryOperator<T> plus) {
        this.plus = plus;
    }

    /** @param add adds to the sum of those before what a part answers */
    static <T> PartSum<T> adding(BiConsumer<T, T> add) {
        return new PartSum<>((before, next) -> {
            add.accept(before, next);
            return before;
        });
    }

    void add(T next) {
        sum = Optional.of(sum.map(before -> plus.apply(before, next)).orElse(next));
    }

    /**
     * Returns the sum.
     *
     * @throws DataException if no part has answered
     */
    T get() {
        return sum.orElseThrow(() -> new DataException("The table has no parts: give one with rows."));
    }
}
