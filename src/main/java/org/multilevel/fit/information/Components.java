package org.multilevel.fit.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * The levels of all grouping factors divided into components that no row ties together: single levels where there is one factor, all that
 * lies within a level of the outermost where they are nested, everything where they are crossed.
 */
final class Components {
    private final CrossProducts products;
    /** The number of each factor's first level among all levels. */
    private final int[] offset;

    private final int[] parent;

    private Components(CrossProducts products) {
        this.products = products;
        this.offset = new int[products.levels.length + 1];
        for (int f = 0; f < products.levels.length; f++) {
            offset[f + 1] = Math.addExact(offset[f], products.levels[f]);
        }
        this.parent = new int[offset[products.levels.length]];
        Arrays.setAll(parent, i -> i);
    }

    /** Returns the components, in the order of their first levels. */
    static List<Component> of(CrossProducts products) {
        Components components = new Components(products);
        components.forEachPair((f, g, k, pair) ->
                components.unite(components.offset[f] + pair.first(k), components.offset[g] + pair.second(k)));
        return components.collect();
    }

    private List<Component> collect() {
        int[] number = new int[parent.length];
        List<Component> components = new ArrayList<>();
        for (int f = 0; f < products.levels.length; f++) {
            for (int level = 0; level < products.levels[f]; level++) {
                int node = offset[f] + level;
                int root = root(node);
                if (root == node) {
                    number[root] = components.size();
                    components.add(new Component(products));
                }
                components.get(number[root]).addLevel(f, level);
            }
        }
        forEachPair((f, g, k, pair) ->
                components.get(number[root(offset[f] + pair.first(k))]).addPair(f, g, k));
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

    /** The smaller number becomes the root, so that a component's first level is its root. */
    private void unite(int a, int b) {
        int first = root(a);
        int second = root(b);
        parent[Math.max(first, second)] = Math.min(first, second);
    }

    private int root(int node) {
        int root = node;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
