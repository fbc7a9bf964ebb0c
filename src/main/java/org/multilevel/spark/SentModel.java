package org.multilevel.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.multilevel.model.MixedModel;

/** A model on its way to the executors, as its file, which each of them reads once for all its tasks. */
final class SentModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String file;
    private transient volatile @Nullable MixedModel read;

    SentModel(MixedModel model) {
        this.file = model.toJson();
        this.read = model;
    }

    synchronized MixedModel model() {
        MixedModel known = read;
        if (known == null) {
            known = MixedModel.fromJson(file);
            read = known;
        }
        return known;
    }
}
