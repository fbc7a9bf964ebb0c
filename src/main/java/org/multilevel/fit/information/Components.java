package org.multilevel.fit.information;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;
import org.multilevel.fit.products.TiedLevels;

/**
 * The levels of all grouping factors divided into components that no row ties together: single levels where there is one factor, all that
 * lies within a level of the outermost where they are nested, everything where they are crossed.
 */
final class Components {
    private final CrossProducts products;
    /** The number of each factor's first level among all levels. */
    private final int[] offset;

    private Components(CrossProducts products) {
        this.products = products;
        this.offset = new int[products.levels.length + 1];
        for (int f = 0; f < products.levels.length; f++) {
            offset[f + 1] = Math.addExact(offset[f], products.levels[f]);
        }
    }

    /** Returns the components, in the order of their first levels. */
    static List<Component> of(CrossProducts products) {
        Components components = new Components(products);
        TiedLevels.Ties ties = new TiedLevels.Ties(components.offset[products.levels.length]);
        components.forEachPair((f, g, k, pair) ->
                ties.tie(components.offset[f] + pair.first(k), components.offset[g] + pair.second(k)));
        return components.collect(ties.tied());
    }

    private List<Component> collect(TiedLevels tied) {
        List<Component> components = new ArrayList<>();
        for (int set = 0; set < tied.sets(); set++) {
            components.add(new Component(products));
        }
        for (int f = 0; f < products.levels.length; f++) {
            for (int level = 0; level < products.levels[f]; level++) {
                components.get(tied.set(offset[f] + level)).addLevel(f, level);
            }
        }
        forEachPair((f, g, k, pair) ->
                components.get(tied.set(offset[f] + pair.first(k))).addPair(f, g, k));
        return components;
    }

    private interface PairVisitor {
        void visit(int f, int g, int k, PairProducts pair);
    }

    private void forEachPair(PairVisitor visitor) {
        for (int f = 0; f < products.levels.length; f++) {
            for (int g = f + 1; g < products.levels.length; g++) {
                PairProducts pair = products.pair(f, g);
                for (int k = 0; k < pair.size(); k++) {
                    visitor.visit(f, g, k, pair);
                }
            }
        }
    }
}
