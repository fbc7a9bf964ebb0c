"use strict";

/** The effects of one grouping factor: a chart for every term, with search, order, pages and a table. */
const caterpillar = (() => {
  const { make, name, table, details, choice } = elements;
  const PAGE = 50;
  const MOST_LISTED = 500;

  /** Copies the term's numbers out of the document, with the ends of their intervals. */
  function readTerm(term, quantile) {
    const effect = term.effect.map(numbers.read);
    const sd = term.conditional_sd.map(numbers.read);
    const coefficient = term.coefficient.map(numbers.read);
    const write = numbers.column(sd.some((v) => v > 0) ? sd : effect);
    return {
      name: term.term,
      effect,
      sd,
      coefficient,
      lower: effect.map((v, i) => v - quantile * sd[i]),
      upper: effect.map((v, i) => v + quantile * sd[i]),
      write,
    };
  }

  /** Tells whether a term does not vary at all: its chart would be one line of points on zero. */
  function isZero(term) {
    return term.effect.every((v) => v === 0);
  }

  /** Returns a term's chart, or in its place why there is none. */
  function figure(term, chart, factor) {
    const shown = isZero(term)
      ? make("p", { class: "note" }, `The variance of ${term.name} over ${factor.group} is estimated as zero: no level differs from the population, so there is nothing to draw.`)
      : chart.element;
    return make("figure", {}, make("figcaption", {}, name(term.name)), shown);
  }

  function describe(term, i, level) {
    return [
      `effect ${term.write(term.effect[i])}`,
      `${level} interval ${term.write(term.lower[i])} to ${term.write(term.upper[i])}`,
      `conditional SD ${term.write(term.sd[i])}`,
      `coefficient ${term.write(term.coefficient[i])}`,
    ];
  }

  /** Positions of the labels that hold the sought text, in the wanted order. */
  function select(labels, sought, order) {
    const text = sought.trim().toLowerCase();
    const positions = [];
    labels.forEach((label, i) => {
      if (label.toLowerCase().includes(text)) {
        positions.push(i);
      }
    });
    return order === null ? positions : positions.sort((a, b) => order[b] - order[a]);
  }

  function effectsTable(factor, terms, positions, level) {
    const rows = positions.slice(0, MOST_LISTED).flatMap((i) => terms.map((term) => ({ term, i })));
    const number = (title, values) => ({ title, number: true, cell: ({ term, i }) => term.write(values(term)[i]) });
    const list = table(
      "Effects of " + factor.group,
      [
        { title: "Level", cell: ({ i }) => name(factor.labels[i]) },
        { title: "Term", cell: ({ term }) => name(term.name) },
        number("Effect", (term) => term.effect),
        number("Conditional SD", (term) => term.sd),
        number(level + " from", (term) => term.lower),
        number("to", (term) => term.upper),
        number("Coefficient", (term) => term.coefficient),
      ],
      rows,
    );
    return positions.length <= MOST_LISTED
      ? [list]
      : [make("p", {}, `Listed are the first ${MOST_LISTED} of ${numbers.count(positions.length)}; search for the others.`), list];
  }

  function create(factor, interval) {
    const level = numbers.percent(interval.level);
    const terms = factor.terms.map((term) => readTerm(term, numbers.read(interval.quantile)));
    const state = { sought: "", order: "own", page: -1 };
    const charts = terms.map((term) =>
      intervals.create(`Effects of ${factor.group} on ${term.name} with ${level} intervals.`, "effect on " + term.name),
    );
    const said = make("p", { class: "said", role: "status" });
    const list = make("div");
    const listing = details("The same as a table", list);
    const previous = make("button", { type: "button" }, "Previous");
    const next = make("button", { type: "button" }, "Next");

    function order(term) {
      const by = { own: term, data: null }[state.order];
      return by === undefined ? terms[Number(state.order)].effect : by && by.effect;
    }

    function page(positions) {
      return state.page < 0 ? positions : positions.slice(state.page * PAGE, (state.page + 1) * PAGE);
    }

    function say(found) {
      const first = state.page < 0 ? 0 : state.page * PAGE;
      const shown = state.page < 0 ? found : Math.min(PAGE, found - first);
      const range = state.page < 0 ? numbers.count(found) : `${numbers.count(first + 1)} to ${numbers.count(first + shown)}`;
      said.textContent =
        found === 0
          ? `No level of ${factor.group} holds this text.`
          : `Shown: ${range} of ${numbers.count(factor.labels.length)} levels${factor.left_out ? " in this report" : ""}.` +
            (found > PAGE && state.page < 0 ? " Point at the chart, search, or turn pages to read single levels." : "");
      previous.disabled = state.page <= 0;
      next.disabled = state.page < 0 || first + shown >= found;
    }

    function show() {
      terms.forEach((term, t) => {
        if (isZero(term)) {
          return;
        }
        const positions = page(select(factor.labels, state.sought, order(term)));
        charts[t].show(
          positions.map((i) => ({
            label: factor.labels[i],
            value: term.effect[i],
            lower: term.lower[i],
            upper: term.upper[i],
            lines: describe(term, i, level),
          })),
        );
      });
      say(select(factor.labels, state.sought, null).length);
      if (listing.open) {
        list.replaceChildren(...effectsTable(factor, terms, page(select(factor.labels, state.sought, order(terms[0]))), level));
      }
    }

    function change(changes) {
      Object.assign(state, changes);
      show();
    }

    function controls() {
      const search = make("input", { type: "search", placeholder: "part of a level's name" });
      search.addEventListener("input", () => change({ sought: search.value, page: Math.min(state.page, 0) }));
      const bar = make("div", { class: "controls" }, make("label", {}, "Search ", search));
      const orders = [["own", terms.length > 1 ? "each by its effect" : "by effect"]];
      if (terms.length > 1) {
        terms.forEach((term, t) => orders.push([String(t), "all by " + term.name]));
      }
      orders.push(["data", "as in the data"]);
      bar.append(choice("Order", orders, (value) => change({ order: value })));
      if (factor.labels.length > PAGE) {
        const sizes = [["-1", "all"], ["0", `${PAGE} on a page`]];
        bar.append(choice("Show", sizes, (value) => change({ page: Number(value) })), previous, next);
      }
      return bar;
    }

    previous.addEventListener("click", () => change({ page: state.page - 1 }));
    next.addEventListener("click", () => change({ page: state.page + 1 }));
    listing.addEventListener("toggle", show);
    const element = make(
      "div",
      { class: "factor" },
      make("h3", {}, name(factor.group), ` (${numbers.count(factor.levels)} levels)`),
      factor.left_out ? make("p", { class: "note" }, factor.left_out) : "",
      factor.labels.length > 1 ? controls() : "",
      said,
      make("div", { class: "charts" }, ...terms.map((term, t) => figure(term, charts[t], factor))),
      listing,
    );
    return { element, show };
  }

  return { create, select };
})();
