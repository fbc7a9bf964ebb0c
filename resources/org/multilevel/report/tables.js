"use strict";

/** Tables that sort by every column, can be searched, and go to the clipboard or into a file with all their digits. */
const tables = (() => {
  const { make, plain, name } = elements;
  const MOST_LISTED = 100;
  /** So few rows are not torn apart by the end of a sheet of paper. */
  const SHORT = 12;
  const ORDERS = { none: "ascending", ascending: "descending", descending: "none" };

  const isMissing = (value) => value === "" || Number.isNaN(value);

  /** Numbers by size, texts as people sort them, what is missing last. */
  function compare(a, b) {
    if (isMissing(a) || isMissing(b)) {
      return Number(isMissing(a)) - Number(isMissing(b));
    }
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
  }

  function sorted(rows, column, order) {
    if (order === "none") {
      return rows;
    }
    const sign = order === "ascending" ? 1 : -1;
    return rows
      .map((row) => [row, column.value(row)])
      .sort(([, a], [, b]) => (isMissing(a) || isMissing(b) ? compare(a, b) : sign * compare(a, b)))
      .map(([row]) => row);
  }

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

  const written = (value) => (isMissing(value) ? "" : String(value));

  /** Returns rows as text, with a separator; texts that hold it, quotes or ends of lines are quoted. */
  function asText(columns, rows, separator) {
    const field = (text) => (text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    const lines = [columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => written(column.value(row))))];
    return lines.map((line) => line.map(field).join(separator) + "\r\n").join("");
  }

  /** The clipboard may be closed to a page inside another; then a selection that is copied will do. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const field = make("textarea", { class: "unseen" });
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  /** Returns which column stays in sight where a table is scrolled: the first whose texts tell its rows apart. */
  function anchor({ columns, rows }) {
    const found = columns.findIndex((column) => !column.number && rows.some((row) => column.value(row) !== column.value(rows[0])));
    return columns[Math.max(0, found)];
  }

  const kindOf = (column, state) => (column.number ? "number" : "text") + (column === state.anchor ? " anchor" : "");

  function cell(column, row, first, state) {
    const attributes = { class: kindOf(column, state), "data-title": column.title };
    return first ? make("th", { ...attributes, scope: "row" }, column.cell(row)) : make("td", attributes, column.cell(row));
  }

  function groupButton(group) {
    const button = make("button", { type: "button", class: "group", title: "Highlight it everywhere" }, name(group.label));
    button.addEventListener("click", () => highlight.choose(group));
    return button;
  }

  /** Returns the rows that are listed, in order: those that hold the sought text in a column of texts. */
  function listed({ columns, rows }, state) {
    const text = state.sought.trim().toLowerCase();
    const texts = columns.filter((column) => !column.number);
    const found = text === "" ? rows : rows.filter((row) => texts.some((column) => String(column.value(row)).toLowerCase().includes(text)));
    return state.column === null ? found : sorted(found, state.column, state.order);
  }

  /** Returns a title that may be broken behind its colons. */
  function breakable(title) {
    return title.split(/(?<=:)/).flatMap((part, i) => (i === 0 ? [part] : [make("wbr"), part]));
  }

  function heading(content, state, column, show) {
    const button = make("button", { type: "button", class: "sort" }, ...breakable(column.title));
    const head = make("th", { scope: "col", class: kindOf(column, state), "aria-sort": "none" }, button);
    button.addEventListener("click", () => {
      state.order = state.column === column ? ORDERS[state.order] : "ascending";
      state.column = column;
      head.parentElement.querySelectorAll("th").forEach((each) => each.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", state.order);
      show();
    });
    return head;
  }

  /** Returns the buttons below a table, which take all rows that are found, listed or not. */
  function buttons(content, state, said) {
    const [copied, saved] = ["Copy", "Download as CSV"].map((word) =>
      make("button", { type: "button", class: "save", "aria-label": plain(`${word}: ${content.caption}`) }, word),
    );
    copied.addEventListener("click", async () => {
      const done = await copy(asText(content.columns, listed(content, state), "\t"));
      said.textContent = done ? "Copied; paste it into a table." : "This browser does not let the page copy: download the table.";
    });
    saved.addEventListener("click", () => elements.download(asText(content.columns, listed(content, state), ","), "text/csv", content.caption + ".csv"));
    return [copied, saved];
  }

  function search(content, state, show) {
    const input = make("input", { type: "search", placeholder: "part of a name" });
    input.addEventListener("input", () => {
      state.sought = input.value;
      show();
    });
    return make("label", {}, `Search ${content.caption.toLowerCase()} `, input);
  }

  /** Lists the first rows, or all if wanted, and says how many it leaves out. */
  function list(content, state, body, left) {
    const rows = listed(content, state);
    const shown = state.all ? rows : rows.slice(0, MOST_LISTED);
    body.replaceChildren(
      ...shown.map((row) => {
        const group = content.group ? content.group(row) : null;
        const line = make("tr", {}, ...content.columns.map((column, i) => cell(column, row, i === 0, state)));
        if (group) {
          line.firstChild.replaceChildren(groupButton(group));
          line.group = group;
        }
        return line;
      }),
    );
    left.parentElement.hidden = shown.length === rows.length;
    left.textContent = `Listed are the first ${numbers.count(shown.length)} of ${numbers.count(rows.length)} rows. `;
    return rows.length;
  }

  function markChosen(body, group) {
    for (const line of body.children) {
      const isChosen = Boolean(group && line.group && line.group.factor === group.factor && line.group.label === group.label);
      line.classList.toggle("chosen", isChosen);
    }
    return 0;
  }

  /**
   * Returns a table.
   *
   * content: {caption, columns: [{title, number, cell: (row) => text or element, value: (row) => number or text}], rows, group}; group
   * tells the group of a row, whose name is then a button that highlights it.
   */
  function create(content) {
    const state = { sought: "", column: null, order: "none", all: false, anchor: anchor(content) };
    const body = make("tbody");
    const said = make("span", { class: "said", role: "status" });
    const left = make("span");
    const more = make("button", { type: "button" }, "List all");
    const show = () => {
      const found = list(content, state, body, left);
      said.textContent = found === 0 && state.sought !== "" ? "No row holds this text." : "";
      markChosen(body, highlight.current());
    };
    const head = make("tr", {}, ...content.columns.map((column) => heading(content, state, column, show)));
    const scroll = elements.tableFrame(
      content.caption,
      make("table", {}, make("caption", {}, content.caption), make("thead", {}, head), body),
    );
    more.addEventListener("click", () => {
      state.all = true;
      show();
    });
    const isLong = content.rows.length > 20;
    const foot = make("p", { class: "left" }, left, more);
    const bar = make("div", { class: "controls" }, isLong ? search(content, state, show) : "", ...buttons(content, state, said), said);
    show();
    if (content.group) {
      highlight.follow((group) => markChosen(body, group));
    }
    return make("div", { class: content.rows.length <= SHORT ? "table short" : "table" }, isLong ? bar : "", scroll, foot, isLong ? "" : bar);
  }

  return { create, asText, rowsOf };
})();
