"use strict";

/** The tables of what else was asked of the model, with their columns in words. */
const answers = (() => {
  /** Longer tables are folded. */
  const MOST_SHOWN = 30;
  const { make, name, section, folded } = elements;

  /** What names of tables and columns are called, where it is not the name with blanks. */
  const TITLES = {
    anova: "ANOVA",
    emmeans: "Marginal means",
    chi_squared: "Chi-squared",
    ci_lower: "CI lower",
    ci_upper: "CI upper",
    cooks_distance: "Cook's distance",
    den_df: "Denominator df",
    dfbetas: "DFBETAS",
    exp_ci_lower: "exp(CI lower)",
    exp_ci_upper: "exp(CI upper)",
    exp_estimate: "exp(Estimate)",
    exp_slope: "exp(Slope)",
    log_likelihood: "Log-likelihood",
    mean_sq: "Mean square",
    num_df: "Numerator df",
    p_bootstrap: "p by bootstrap",
    p_boundary: "p at the boundary",
    p_unadjusted: "p unadjusted",
    p_value: "p",
    r2_conditional: "R² conditional",
    r2_marginal: "R² marginal",
    sd_or_corr: "SD or correlation",
    std_error: "Std. error",
    sum_sq: "Sum of squares",
  };

  /** Words that are no ordinary ones. */
  const WORDS = { aic: "AIC", aicc: "AICc", bic: "BIC", ci: "CI", df: "df", df1: "df1", df2: "df2", icc: "ICC", sd: "SD" };

  /** Of these the size is known: no number that is a ten-thousandth of one is told apart from zero. */
  const SHARES = /^(icc|r2_marginal|r2_conditional|reliability|cooks_distance|dfbetas(:.*)?|change:cor:.*)$/;

  /** Their differences are read, whatever their size. */
  const STATISTICS = /^(aic|aicc|bic|log_likelihood|deviance|chi_squared|den_df|f|statistic)$/;

  const SMALLEST_SHARE = 1e-3;

  /** What is smaller beside the largest of its column comes of rounding. */
  const ROUNDING = 1e-14;

  /** Returns a name of tables and columns in words: model_comparison as Model comparison, change:sd:Residual as Change: sd:Residual. */
  function inWords(key) {
    const [head, ...rest] = key.split(":");
    const words = head.split("_").map((word) => WORDS[word] || word).join(" ");
    const title = TITLES[head] || (WORDS[head] ? words : words.charAt(0).toUpperCase() + words.slice(1));
    return rest.length > 0 ? `${title}: ${rest.join(":")}` : title;
  }

  /** Returns how numbers of a column are written: with as many decimals as tell them apart from each other and from zero. */
  function writer(key, values) {
    const known = values.filter(Number.isFinite);
    const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (/^p(_|$)|_p$/.test(key)) {
      return numbers.pValue;
    }
    if (known.every(Number.isInteger)) {
      return (value) => (Number.isFinite(value) ? numbers.count(value) : numbers.single(value));
    }
    if (SHARES.test(key)) {
      return numbers.beside(Math.max(largest, SMALLEST_SHARE));
    }
    if (STATISTICS.test(key)) {
      return numbers.beside(1, 3);
    }
    return key.startsWith("change:")
      ? numbers.beside(largest)
      : (value) => (Math.abs(value) < ROUNDING * largest ? "0" : numbers.single(value, 4));
  }

  function column({ name: key, type, values }) {
    const title = inWords(key);
    const value = (row) => row[key];
    if (type !== "number") {
      return { title, cell: (row) => name(key === "quantity" && WORDS[row[key]] ? WORDS[row[key]] : row[key]), value };
    }
    const write = writer(key, values.map(numbers.read));
    return { title, number: true, cell: (row) => write(row[key]), value };
  }

  function answer({ name: key, table }) {
    const isEmpty = ({ values }) => values.length > 0 && values.every((value) => value === "" || value === "NaN");
    const columns = table.columns.filter((each) => !isEmpty(each)).map(column);
    const made = tables.create({ caption: inWords(key), columns, rows: tables.rowsOf(table) });
    return table.rows > MOST_SHOWN
      ? folded(`${inWords(key)}, ${numbers.count(table.rows)} rows`, table.rows, made)
      : make("div", {}, make("h3", {}, inWords(key)), made);
  }

  /** Returns the section, or nothing where nothing else was asked. */
  function create(report) {
    const asked = report.answers || [];
    return asked.length === 0 ? "" : section("Answers", ...asked.map(answer));
  }

  return { create };
})();
