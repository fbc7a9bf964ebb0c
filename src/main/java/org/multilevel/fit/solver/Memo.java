package org.multilevel.fit.solver;

import java.util.Optional;
import java.util.function.Supplier;

/** Holds what was found when it was first needed; who finds it at the same time as another finds the same. */
final class Memo<T> {
    private volatile Optional<T> found = Optional.empty();

    T get(Supplier<T> finder) {
        Optional<T> known = found;
        if (known.isPresent()) {
            return known.get();
        }
        T value = finder.get();
        found = Optional.of(value);
        return value;
    }
}
