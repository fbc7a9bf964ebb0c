package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which picture of a model is wanted; what is not chosen is what is usual.
 *
 * @param group the grouping factor
 * @param term one of its terms, or a parameter
 * @param over the predictor along the horizontal axis
 * @param by the predictor that colours tell
 * @param highlight labels of groups in colours of their own
 * @param at values of predictors
 * @param others other models in the same picture
 * @param scale of a generalised model
 */
public record PictureRequest(
        PictureKind kind,
        Optional<String> group,
        Optional<String> term,
        Optional<String> over,
        Optional<String> by,
        List<String> highlight,
        Map<String, List<String>> at,
        List<NamedModel> others,
        Optional<PictureScale> scale) {
    /** Copies lists and map. */
    public PictureRequest {
        highlight = List.copyOf(highlight);
        Map<String, List<String>> copied = new LinkedHashMap<>();
        at.forEach((name, values) -> copied.put(name, List.copyOf(values)));
        at = Collections.unmodifiableMap(copied);
        others = List.copyOf(others);
    }

    /** Returns a request in which nothing else is chosen. */
    public static PictureRequest of(PictureKind kind) {
        Optional<String> usual = Optional.empty();
        return new PictureRequest(kind, usual, usual, usual, usual, List.of(), Map.of(), List.of(), Optional.empty());
    }

    /** Returns this request for a grouping factor. */
    public PictureRequest withGroup(String name) {
        return new PictureRequest(kind, Optional.of(name), term, over, by, highlight, at, others, scale);
    }

    /** Returns this request for a term or parameter. */
    public PictureRequest withTerm(String name) {
        return new PictureRequest(kind, group, Optional.of(name), over, by, highlight, at, others, scale);
    }

    /** Returns this request with a predictor along the horizontal axis. */
    public PictureRequest withOver(String name) {
        return new PictureRequest(kind, group, term, Optional.of(name), by, highlight, at, others, scale);
    }

    /** Returns this request with a second predictor. */
    public PictureRequest withBy(String name) {
        return new PictureRequest(kind, group, term, over, Optional.of(name), highlight, at, others, scale);
    }

    /** Returns this request with groups in colours of their own. */
    public PictureRequest withHighlight(List<String> labels) {
        return new PictureRequest(kind, group, term, over, by, labels, at, others, scale);
    }

    /** Returns this request with values of predictors. */
    public PictureRequest withAt(Map<String, List<String>> values) {
        return new PictureRequest(kind, group, term, over, by, highlight, values, others, scale);
    }

    /** Returns this request with another model in the same picture. */
    public PictureRequest withModel(NamedModel other) {
        List<NamedModel> more = new ArrayList<>(others);
        more.add(other);
        return new PictureRequest(kind, group, term, over, by, highlight, at, more, scale);
    }

    /** Returns this request on a scale. */
    public PictureRequest withScale(PictureScale chosen) {
        return new PictureRequest(kind, group, term, over, by, highlight, at, others, Optional.of(chosen));
    }

    /** Returns what is chosen though the picture has nothing of the kind. */
    public List<PictureOption> unheard() {
        List<PictureOption> given = new ArrayList<>();
        group.ifPresent(name -> given.add(PictureOption.GROUP));
        term.ifPresent(name -> given.add(PictureOption.TERM));
        over.ifPresent(name -> given.add(PictureOption.OVER));
        by.ifPresent(name -> given.add(PictureOption.BY));
        if (!highlight.isEmpty()) {
            given.add(PictureOption.HIGHLIGHT);
        }
        if (!at.isEmpty()) {
            given.add(PictureOption.AT);
        }
        if (!others.isEmpty()) {
            given.add(PictureOption.MODEL);
        }
        scale.ifPresent(chosen -> given.add(PictureOption.SCALE));
        return given.stream().filter(option -> !kind.asks(option)).toList();
    }
}
