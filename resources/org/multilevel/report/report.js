"use strict";

/** Shows a document: what was fitted, what was found, and how far to trust it. */
(() => {
  const { make, name, section, details, folded, choice, math } = elements;
  const { rowsOf } = tables;

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
      dispersion: "Dispersion",
      overdispersion: "Pearson χ² per df",
      icc: "ICC",
      r2_marginal: "R² marginal",
      r2_conditional: "R² conditional",
      r_squared: "R²",
    };
    const PLAIN = ["sigma", "dispersion", "overdispersion", "icc", "r2_marginal", "r2_conditional", "r_squared"];
    for (const [key, label] of Object.entries(labels)) {
      if (key in report.statistics) {
        const value = numbers.read(report.statistics[key]);
        facts.push([label, PLAIN.includes(key) ? numbers.single(value) : numbers.column([1])(value)]);
      }
    }
    return make("dl", { class: "figures" }, ...facts.map(([label, value]) => make("div", {}, make("dt", {}, label), make("dd", {}, value))));
  }

  /** Returns a column of a table of the document. */
  function column(title, key, text) {
    return { title, number: true, cell: (row) => text(row[key]), value: (row) => row[key] };
  }

  function named(title, key) {
    return { title, cell: (row) => name(row[key]), value: (row) => row[key] };
  }

  function fixedTable(rows, level, ratio) {
    const write = numbers.showing(rows.map((row) => (row.std_error > 0 ? row.std_error : row.estimate)));
    const tested = rows.some((row) => Number.isFinite(row.df));
    const four = (v) => numbers.single(v, 4);
    return tables.create({
      caption: "Fixed effects",
      columns: [
        named("Term", "term"),
        column("Estimate", "estimate", write),
        column("Std. error", "std_error", write),
        column(tested ? "t" : "z", "statistic", numbers.column([1])),
        ...(tested ? [column("df", "df", numbers.column([10]))] : []),
        column("p", "p_value", numbers.pValue),
        column(level + " from", "ci_lower", write),
        column("to", "ci_upper", write),
        ...ratio.flatMap((word) => [
          column(word, "exp_estimate", four),
          column(level + " from", "exp_ci_lower", four),
          column("to", "exp_ci_upper", four),
        ]),
      ],
      rows,
    });
  }

  function fixedEffects(report) {
    const rows = rowsOf(report.tables.fixed_effects);
    if (rows.length === 0) {
      return section("Fixed effects", make("p", {}, "The model has no fixed effects."));
    }
    return section("Fixed effects", make("div", { class: "beside" }, fixedTable(rows, numbers.percent(report.interval.level), report.model.ratio || []), fixedPictures(report)));
  }

  /** Returns the pictures of the fixed effects: as they are or, where it is known how their columns vary, in standard deviations. */
  function fixedPictures(report) {
    const [usual, standardised] = ["fixed", "standardised"].map((kind) => report.pictures.filter((picture) => picture.kind === kind).map(pictures.create));
    const show = (kind) => {
      usual.forEach((figure) => (figure.hidden = kind !== "fixed"));
      standardised.forEach((figure) => (figure.hidden = kind === "fixed"));
      pictures.redraw();
    };
    const isAsked = usual.length > 0 && standardised.length > 0;
    const choices = [["fixed", "as they are"], ["standardised", "standardised"]];
    const asked = isAsked ? make("div", { class: "controls" }, choice("Effects", choices, show)) : "";
    show(usual.length > 0 ? "fixed" : "standardised");
    return make("div", { class: "figures-of-effects" }, asked, ...usual, ...standardised);
  }

  /** Returns a column of a table of the document of which only some rows have a value. */
  function columnOf(title, has, read, text) {
    return { title, number: true, cell: (row) => (has(row) ? text(read(row)) : ""), value: (row) => (has(row) ? read(row) : NaN) };
  }

  /** A correlation of residuals, or a structure's parameter, is no variance: it stands where the correlations of effects do. */
  function varianceComponents(report) {
    const rows = rowsOf(report.tables.variance_components);
    const isParameter = (row) => row.kind === "correlation";
    const isCorrelated = (row) => row.kind === "covariance" || isParameter(row);
    const written = (has, key) => numbers.showing(rows.filter(has).map((row) => row[key]));
    const hasVariance = (row) => !isParameter(row);
    const hasDeviation = (row) => !isCorrelated(row);
    const correlations = numbers.column([0.1], rows.some(isParameter) ? 4 : 2);
    const isOfResiduals = (row) => isParameter(row) && row.note.startsWith("residuals");
    const unit = (row) => (isOfResiduals(row) ? row.note.slice("residuals".length).replace(",", "") : "");
    const group = (row) => (row.kind === "residual" ? "Residual" : isOfResiduals(row) ? `${row.group} (residuals)` : row.group);
    const note = (row) => (isOfResiduals(row) ? "" : row.note);
    const columns = [
      { title: "Group", cell: (row) => name(group(row)), value: group },
      {
        title: "Effect",
        cell: (row) => (row.term2 ? make("span", {}, name(row.term1), " with ", name(row.term2)) : name(row.term1 + unit(row))),
        value: (row) => (row.term2 ? `${row.term1} with ${row.term2}` : row.term1 + unit(row)),
      },
      columnOf(rows.some((row) => row.kind === "covariance") ? "Variance or covariance" : "Variance", hasVariance, (row) => row.value, written(hasVariance, "value")),
      columnOf("Std. dev.", hasDeviation, (row) => row.sd_or_corr, written(hasDeviation, "sd_or_corr")),
    ];
    if (rows.some(isCorrelated)) {
      columns.push(columnOf("Correlation", isCorrelated, (row) => row.sd_or_corr, (v) => (Number.isNaN(v) ? "undefined" : correlations(v))));
    }
    if (rows.some(note)) {
      columns.push({ title: "Note", cell: note, value: note });
    }
    return section("Variance components", tables.create({ caption: "Variance components", columns, rows }));
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

  function groupEffects(report) {
    if (report.group_effects.length === 0) {
      return "";
    }
    const drawn = (factor) => report.pictures.filter((picture) => picture.kind === "effects" && picture.factor === factor.group);
    return section(
      "Group effects",
      make(
        "p",
        {},
        "How far each level lies from the population, with its " + numbers.percent(report.interval.level) +
          " interval (effect ± " + numbers.single(numbers.read(report.interval.quantile), 3) + " conditional standard deviations).",
      ),
      ...report.group_effects.map((factor) => effects.create(factor, report.interval, drawn(factor))),
    );
  }

  /** Returns the pictures that stand in no other section. */
  function others(report) {
    const elsewhere = ["fixed", "standardised", "effects"];
    const shown = report.pictures.filter((picture) => !elsewhere.includes(picture.kind));
    return shown.length === 0 ? "" : section("Pictures", ...shown.map(pictures.create));
  }

  function more(report) {
    const statistics = rowsOf(report.tables.fit_statistics);
    return section(
      "More",
      folded(
        "All statistics of the fit",
        statistics.length,
        tables.create({
          caption: "Fit statistics",
          columns: [named("Name", "name"), { title: "Value", cell: (row) => row.value, value: (row) => row.value }],
          rows: statistics,
        }),
      ),
      details(
        "Columns of the data that the model reads",
        tables.create({
          caption: "Columns",
          columns: [named("Column", "name"), { title: "Type", cell: (row) => row.type.toLowerCase(), value: (row) => row.type.toLowerCase() }],
          rows: report.model.columns,
        }),
      ),
      details("The summary as text", elements.box("The summary as text", "text", make("pre", {}, report.summary))),
    );
  }

  /** Returns links to the sections, the first of which the keyboard meets at once. */
  function contents(sections) {
    const links = sections.map((each) => make("a", { href: "#" + each.id }, each.querySelector("h2").textContent));
    return make("nav", { class: "contents", "aria-label": "Sections" }, ...links);
  }

  function show(report) {
    document.title = elements.plain(report.title);
    const sections = [
      fixedEffects(report),
      varianceComponents(report),
      groupEffects(report),
      answers.create(report),
      others(report),
      equation(report.equation),
      more(report),
    ].filter((each) => each !== "");
    document.getElementById("report").replaceChildren(
      make("a", { class: "skip", href: "#" + sections[0].id }, "Skip to the results"),
      header(report),
      keyFigures(report),
      contents(sections),
      highlight.bar(),
      ...sections,
      make("footer", {}, `Multilevel ${report.program}.`),
    );
    pictures.start();
  }

  function fail(error) {
    const message = error instanceof source.Failure ? error.message : "The report cannot be shown: " + error.message;
    document.getElementById("report").replaceChildren(make("p", { id: "state", class: "verdict not_converged", role: "alert" }, message));
  }

  source
    .load()
    .then((report) => {
      show(report);
      paper.start();
    })
    .catch(fail)
    .finally(() => document.getElementById("report").removeAttribute("aria-busy"));
})();
