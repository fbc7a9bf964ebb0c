"use strict";

/** The effects of one grouping factor: a picture for every term, and all of them as a table. */
const effects = (() => {
  const { make, name, folded } = elements;

  /** Copies the term's numbers out of the document, with the ends of their intervals. */
  function readTerm(term, quantile) {
    const effect = term.effect.map(numbers.read);
    const sd = term.conditional_sd.map(numbers.read);
    return {
      name: term.term,
      effect,
      sd,
      coefficient: term.coefficient.map(numbers.read),
      lower: effect.map((v, i) => v - quantile * sd[i]),
      upper: effect.map((v, i) => v + quantile * sd[i]),
      write: numbers.showing(sd.some((v) => v > 0) ? sd : effect),
    };
  }

  /** Tells whether a term does not vary at all: its picture would be one line of points on zero. */
  function isZero(term) {
    return term.effect.every((v) => v === 0);
  }

  function table(factor, terms, level) {
    const rows = factor.labels.flatMap((_, i) => terms.map((term) => ({ term, i })));
    const number = (title, key) => ({
      title,
      number: true,
      cell: ({ term, i }) => term.write(term[key][i]),
      value: ({ term, i }) => term[key][i],
    });
    return tables.create({
      caption: "Effects of " + factor.group,
      columns: [
        { title: "Level", cell: ({ i }) => name(factor.labels[i]), value: ({ i }) => factor.labels[i] },
        { title: "Term", cell: ({ term }) => name(term.name), value: ({ term }) => term.name },
        number("Effect", "effect"),
        number("Conditional SD", "sd"),
        number(level + " from", "lower"),
        number("to", "upper"),
        number("Coefficient", "coefficient"),
      ],
      rows,
      group: ({ i }) => ({ factor: factor.group, label: factor.labels[i] }),
    });
  }

  /** Returns the pictures of the terms, and in place of one that would show nothing but zeros why there is none. */
  function shown(factor, terms, drawn) {
    return terms.map((term) => {
      const picture = drawn.find((each) => each.term === term.name);
      if (isZero(term)) {
        return make("p", { class: "note" }, `The variance of ${term.name} over ${factor.group} is estimated as zero: no level differs from the population, so there is nothing to draw.`);
      }
      return picture ? pictures.create(picture) : make("p", { class: "note" }, `The effects on ${term.name} are in the table only.`);
    });
  }

  /** Returns the part of a factor; drawn: the pictures of its effects. */
  function create(factor, interval, drawn) {
    const level = numbers.percent(interval.level);
    const terms = factor.terms.map((term) => readTerm(term, numbers.read(interval.quantile)));
    highlight.know({ factor: factor.group, labels: factor.labels, levels: factor.levels });
    return make(
      "div",
      { class: "factor" },
      make("h3", {}, name(factor.group), ` (${numbers.count(factor.levels)} levels)`),
      factor.left_out ? make("p", { class: "note" }, factor.left_out) : "",
      ...shown(factor, terms, drawn),
      folded("The same as a table", factor.labels.length * terms.length, table(factor, terms, level)),
    );
  }

  return { create };
})();
