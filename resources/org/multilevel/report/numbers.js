"use strict";

/** Numbers as a reader wants them: the same decimals down a column, as many as carry information. */
const numbers = (() => {
  const MOST_EXTRA_DIGITS = 5;
  const MINUS = "\u2212";

  /** JSON has no NaN and no infinities: in a document they are texts. */
  function read(value) {
    return typeof value === "string" ? Number(value) : value;
  }

  function exponent(value) {
    return Math.floor(Math.log10(Math.abs(value)));
  }

  function tidy(text) {
    const value = text.startsWith("-") && Number(text) === 0 ? text.slice(1) : text;
    return value.replaceAll("-", MINUS).replace(/e\+?/, "e");
  }

  /** Returns a function that writes numbers so that the smallest of the scales would show so many digits; what is small beside them reads as zero. */
  function column(scales, digits = 3) {
    return written(scales, digits, (exponent, places) => exponent < Math.min(-4, -places));
  }

  /** Returns the same, but nothing reads as zero that is not: as in the summary, what would show one digit at most is written with its exponent. */
  function showing(scales, digits = 3) {
    return written(scales, digits, (exponent, places) => exponent < 0 && exponent < Math.max(1 - places, -5));
  }

  function written(scales, digits, isHidden) {
    const exponents = scales.filter((v) => v !== 0 && Number.isFinite(v)).map(exponent);
    const smallest = exponents.length ? exponents.reduce((a, b) => Math.min(a, b)) : 0;
    const largest = exponents.length ? exponents.reduce((a, b) => Math.max(a, b)) : 0;
    const places = Math.max(0, Math.min(digits - 1 - smallest, digits - 1 + MOST_EXTRA_DIGITS - largest, 12));
    return (value) => {
      if (!Number.isFinite(value)) {
        return Number.isNaN(value) ? "" : value > 0 ? "∞" : MINUS + "∞";
      }
      const hidden = value !== 0 && isHidden(exponent(value), places);
      return tidy(hidden || Math.abs(value) >= 1e9 ? value.toExponential(digits - 1) : value.toFixed(places));
    };
  }

  /** Returns a function that writes numbers so that one of the size of the scale shows so many digits; what is smaller than the last is zero. */
  function beside(scale, digits = 4) {
    const places = digits - 1 - (scale > 0 ? exponent(scale) : 0);
    const isPlain = scale >= 1e-4 && scale < 1e9;
    return (value) => {
      if (!Number.isFinite(value)) {
        return single(value);
      }
      const isNoise = Math.abs(value) < 0.5 * Math.pow(10, -places);
      return isNoise ? "0" : tidy(isPlain ? value.toFixed(Math.max(0, places)) : value.toExponential(digits - 1));
    };
  }

  /** Returns a function that writes the places of an axis so that two of them that are a step apart differ. */
  function steps(step, largest) {
    const write = column([step], 1);
    const digits = exponent(largest) - exponent(step) + 1;
    if (!(largest >= 1e9)) {
      return write;
    }
    return digits > 4
      ? (value) => tidy(value.toFixed(Math.max(0, Math.min(-exponent(step), 12))))
      : (value) => (value === 0 ? "0" : tidy(value.toExponential(digits - 1)));
  }

  /** Writes where a datum lies: as a single number, but times and identifiers with all digits before the point. */
  function coordinate(value) {
    const size = Math.abs(value);
    return size >= 1e9 && size < 1e15 ? tidy(value.toFixed(0)) : single(value);
  }

  function single(value, digits = 4) {
    return column([value], digits)(value);
  }

  function count(value) {
    return value.toLocaleString("en-US");
  }

  function pValue(p) {
    if (Number.isNaN(p)) {
      return "";
    }
    return p < 1e-16 ? "<1e" + MINUS + "16" : tidy(p < 0.00095 ? p.toExponential(1) : p.toFixed(4));
  }

  function percent(level) {
    return Number((100 * level).toPrecision(12)) + "%";
  }

  return { read, column, showing, beside, steps, coordinate, single, count, pValue, percent };
})();
