"use strict";

/** Shows a document: what was fitted, what was found, and how far to trust it. */
(() => {
  const { make, name, table, section, details, choice, math } = elements;
  const INTERCEPT = "(Intercept)";

  /** Returns the rows of a table of the document as objects, a property for every column. */
  function rowsOf(content) {
    return Array.from({ length: content.rows }, (_, i) => {
      const row = {};
      for (const column of content.columns) {
        row[column.name] = column.type === "number" ? numbers.read(column.values[i]) : column.values[i];
      }
      return row;
    });
  }

  function verdict({ status, title, sentence }) {
    const sign = { converged: "✓", singular: "!", not_converged: "✗" }[status] || "?";
    return make(
      "p",
      { class: "verdict " + status, role: "note" },
      make("span", { class: "sign", "aria-hidden": "true" }, sign),
      make("span", {}, make("strong", {}, title + ". "), sentence),
    );
  }

  function header(report) {
    return make(
      "header",
      {},
      make("h1", {}, report.title),
      make("p", { class: "formula" }, make("code", {}, report.model.formula)),
      verdict(report.verdict),
      ...report.sentences.map((sentence) => make("p", {}, sentence)),
      report.notes.length ? make("ul", { class: "notes" }, ...report.notes.map((note) => make("li", {}, note))) : "",
    );
  }

  function keyFigures(report) {
    const restricted = report.model.method === "REML";
    const facts = [
      ["Rows used", numbers.count(report.statistics.observations)],
      ...report.group_effects.map((factor) => ["Levels of " + factor.group, numbers.count(factor.levels)]),
      ["Parameters", numbers.count(report.statistics.parameters)],
    ];
    const labels = {
      log_likelihood: restricted ? "Restricted log-likelihood" : "Log-likelihood",
      criterion: restricted ? "REML criterion" : "Deviance",
      aic: "AIC",
      bic: "BIC",
      sigma: "Residual SD",
      icc: "ICC",
      r2_marginal: "R² marginal",
      r2_conditional: "R² conditional",
      r_squared: "R²",
    };
    const PLAIN = ["sigma", "icc", "r2_marginal", "r2_conditional", "r_squared"];
    for (const [key, label] of Object.entries(labels)) {
      if (key in report.statistics) {
        const value = numbers.read(report.statistics[key]);
        facts.push([label, PLAIN.includes(key) ? numbers.single(value) : numbers.column([1])(value)]);
      }
    }
    return make("dl", { class: "figures" }, ...facts.map(([label, value]) => make("div", {}, make("dt", {}, label), make("dd", {}, value))));
  }

  function fixedTable(rows, level) {
    const scales = rows.map((row) => (row.std_error > 0 ? row.std_error : row.estimate));
    const write = numbers.column(scales);
    const tested = rows.some((row) => Number.isFinite(row.df));
    const number = (title, key, text = write) => ({ title, number: true, cell: (row) => text(row[key]) });
    return table(
      "Fixed effects",
      [
        { title: "Term", cell: (row) => name(row.term) },
        number("Estimate", "estimate"),
        number("Std. error", "std_error"),
        number(tested ? "t" : "z", "statistic", (v) => numbers.column([1])(v)),
        ...(tested ? [number("df", "df", (v) => numbers.column([10])(v))] : []),
        number("p", "p_value", numbers.pValue),
        number(level + " from", "ci_lower"),
        number("to", "ci_upper"),
      ],
      rows,
    );
  }

  function fixedEffects(report, later) {
    const rows = rowsOf(report.tables.fixed_effects);
    const level = numbers.percent(report.interval.level);
    if (rows.length === 0) {
      return section("Fixed effects", make("p", {}, "The model has no fixed effects."));
    }
    const { element, show } = effectsChart(report, rows, level);
    later.push(show);
    return section("Fixed effects", make("div", { class: "beside" }, fixedTable(rows, level), element));
  }

  /** The chart of the fixed effects, as they are or, where it is known how their columns vary, in standard deviations. */
  function effectsChart(report, rows, level) {
    const { scales } = report.standardised || { scales: [] };
    const all = rows.map((row, i) => ({ ...row, scale: scales[i] }));
    const drawn = all.length > 1 ? all.filter((row) => row.term !== INTERCEPT) : all;
    const usual = `estimate with ${level} interval`;
    const chart = intervals.create(`Fixed effects with ${level} intervals.`, usual);
    const omitted = drawn.length < all.length ? "The intercept is left out: it would set the scale." : "";
    const caption = make("figcaption", {}, omitted);

    function show(kind) {
      const standard = kind === "standardised";
      const scaled = drawn.map((row) => ({ ...row, scale: standard ? row.scale : 1 })).filter((row) => row.scale > 0);
      const write = numbers.column(scaled.map((row) => row.std_error * row.scale));
      caption.textContent = standard
        ? "Each effect times the standard deviation of its column, over that of the response (as the model adds it up)."
        : omitted;
      chart.show(
        scaled.map((row) => ({
          label: row.term,
          value: row.estimate * row.scale,
          lower: row.ci_lower * row.scale,
          upper: row.ci_upper * row.scale,
          lines: [
            `${standard ? "standardised estimate" : "estimate"} ${write(row.estimate * row.scale)}`,
            `${level} interval ${write(row.ci_lower * row.scale)} to ${write(row.ci_upper * row.scale)}`,
            `p ${numbers.pValue(row.p_value)}`,
          ],
        })),
        standard ? `standardised ${usual}` : usual,
      );
    }

    const choices = [["estimates", "as they are"], ["standardised", "standardised"]];
    const asked = drawn.some((row) => row.scale > 0) ? make("div", { class: "controls" }, choice("Effects", choices, show)) : "";
    return { element: make("figure", {}, asked, chart.element, caption), show: () => show("estimates") };
  }

  function varianceComponents(report) {
    const rows = rowsOf(report.tables.variance_components);
    const write = (key) => numbers.column(rows.map((row) => row[key]));
    const variance = write("value");
    const deviation = numbers.column(rows.filter((row) => row.kind !== "covariance").map((row) => row.sd_or_corr));
    const correlation = (v) => (Number.isNaN(v) ? "undefined" : numbers.column([0.1], 2)(v));
    const correlated = rows.some((row) => row.kind === "covariance");
    const noted = rows.some((row) => row.note);
    return section(
      "Variance components",
      table(
        "Variance components",
        [
          { title: "Group", cell: (row) => (row.kind === "residual" ? "Residual" : name(row.group)) },
          { title: "Effect", cell: (row) => (row.term2 ? make("span", {}, name(row.term1), " with ", name(row.term2)) : name(row.term1)) },
          { title: correlated ? "Variance or covariance" : "Variance", number: true, cell: (row) => variance(row.value) },
          { title: "Std. dev.", number: true, cell: (row) => (row.kind === "covariance" ? "" : deviation(row.sd_or_corr)) },
          ...(correlated
            ? [{ title: "Correlation", number: true, cell: (row) => (row.kind === "covariance" ? correlation(row.sd_or_corr) : "") }]
            : []),
          ...(noted ? [{ title: "Note", cell: (row) => row.note }] : []),
        ],
        rows,
      ),
    );
  }

  function equation({ symbols, estimates, notes }) {
    const sections = (all) =>
      all.flatMap(({ title, equations }) => [
        make("h3", {}, title),
        elements.box(title, "equations", ...equations.map(math)),
      ]);
    const shown = make("div", {}, ...sections(symbols));
    const choices = [["symbols", "symbols"], ["estimates", "estimates"]];
    return section(
      "Equation",
      make(
        "div",
        { class: "controls" },
        choice("Parameters as", choices, (value) => shown.replaceChildren(...sections(value === "estimates" ? estimates : symbols))),
      ),
      shown,
      ...notes.map((note) => make("p", { class: "note" }, note)),
    );
  }

  function groupEffects(report, later) {
    if (report.group_effects.length === 0) {
      return "";
    }
    const factors = report.group_effects.map((factor) => caterpillar.create(factor, report.interval));
    factors.forEach((factor) => later.push(factor.show));
    return section(
      "Group effects",
      make(
        "p",
        {},
        "How far each level lies from the population, with its " + numbers.percent(report.interval.level) +
          " interval (effect ± " + numbers.single(numbers.read(report.interval.quantile), 3) + " conditional standard deviations).",
      ),
      ...factors.map((factor) => factor.element),
    );
  }

  function more(report) {
    const statistics = rowsOf(report.tables.fit_statistics);
    return section(
      "More",
      details(
        "All statistics of the fit",
        table("Fit statistics", [{ title: "Name", cell: (row) => name(row.name) }, { title: "Value", cell: (row) => row.value }], statistics),
      ),
      details(
        "Columns of the data that the model reads",
        table(
          "Columns",
          [{ title: "Column", cell: (row) => name(row.name) }, { title: "Type", cell: (row) => row.type.toLowerCase() }],
          report.model.columns,
        ),
      ),
      details("The summary as text", elements.box("The summary as text", "text", make("pre", {}, report.summary))),
    );
  }

  function show(report) {
    const later = [];
    document.title = elements.plain(report.title);
    document.getElementById("report").replaceChildren(
      header(report),
      keyFigures(report),
      fixedEffects(report, later),
      varianceComponents(report),
      groupEffects(report, later),
      pictures.section(report.pictures),
      equation(report.equation),
      more(report),
      make("footer", {}, `Multilevel ${report.program}. Charts by Chart.js (MIT licence).`),
    );
    later.forEach((draw) => draw());
  }

  function fail(error) {
    const message = error instanceof source.Failure ? error.message : "The report cannot be shown: " + error.message;
    document.getElementById("report").replaceChildren(make("p", { id: "state", class: "verdict not_converged", role: "alert" }, message));
  }

  /** A printed page is light whatever the screen is. */
  function followTheme() {
    const root = document.documentElement;
    const before = root.dataset.theme;
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", intervals.redraw);
    window.addEventListener("beforeprint", () => {
      root.dataset.theme = "light";
      intervals.redraw();
    });
    window.addEventListener("afterprint", () => {
      if (before === undefined) {
        delete root.dataset.theme;
      } else {
        root.dataset.theme = before;
      }
      intervals.redraw();
    });
  }

  source
    .load()
    .then((report) => {
      show(report);
      followTheme();
    })
    .catch(fail)
    .finally(() => document.getElementById("report").removeAttribute("aria-busy"));
})();
