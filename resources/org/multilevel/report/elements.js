"use strict";

/** Makes elements of the page; texts of a document become text nodes, so nothing in them is taken for markup. */
const elements = (() => {
  /** Characters that steer the direction of text or a terminal would tear or disguise the text around them. */
  const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  function plain(text) {
    return text.replace(STEERING, "\ufffd");
  }

  /** Returns an element with attributes (class, id, aria-...) and children: elements and texts. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== "").map((child) => (typeof child === "string" ? plain(child) : child)));
    return element;
  }

  /** Narrower places have no room for a column and another beside it. */
  const NARROW = 640;

  /** Shows a table that is too wide for its place as cards on a narrow screen, else in a box that scrolls; paper has a way of its own. */
  const widths = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));

  function fit(scroll) {
    if (document.documentElement.classList.contains("paper")) {
      return;
    }
    scroll.classList.remove("cards");
    const isWide = scroll.scrollWidth > scroll.clientWidth + 1;
    const isNarrow = scroll.clientWidth < NARROW;
    scroll.classList.toggle("cards", isWide && isNarrow);
    scroll.parentElement.classList.toggle("wide", isWide && !isNarrow);
  }

  /** Says of a box whether it has to be scrolled. */
  const boxes = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));

  function measure(scroll) {
    scroll.parentElement.classList.toggle("wide", scroll.scrollWidth > scroll.clientWidth + 1);
  }

  function boxed(observer, label, kind, children) {
    const scroll = make("div", { class: "scroll " + kind, tabindex: "0", role: "region", "aria-label": label }, ...children);
    observer.observe(scroll);
    return make("div", { class: "box" }, scroll, make("p", { class: "hint" }, "Wider than the page: scroll it sideways."));
  }

  /** Returns a frame for what cannot be broken into lines: it has a bar to scroll it, and says so, where it is too wide for its place. */
  function box(label, kind, ...children) {
    return boxed(boxes, label, kind, children);
  }

  /** A name from the data, kept apart from the direction of the text around it. */
  function name(text) {
    return make("bdi", { class: "name" }, text);
  }

  /** Returns a frame for a table: where it is too wide for its place it is scrolled, or shown as cards on a narrow screen. */
  function tableFrame(label, ...children) {
    return boxed(widths, label, "listing", children);
  }

  /** Hands a text over as a file. */
  function download(text, type, name) {
    const link = make("a", { download: plain(name).replace(/[^\p{L}\p{N}.]+/gu, "-") });
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** Returns a section; its title is what links to it go to. */
  function section(title, ...children) {
    const id = title.toLowerCase().replace(/ /g, "-");
    return make("section", { id, "aria-labelledby": id + "-title" }, make("h2", { id: id + "-title" }, title), ...children);
  }

  /** Returns what is opened on demand; what it holds has a width only then. */
  function details(title, ...children) {
    const element = make("details", {}, make("summary", {}, title), ...children);
    element.addEventListener("toggle", () => {
      element.querySelectorAll(".listing").forEach(fit);
      element.querySelectorAll(".scroll:not(.listing)").forEach(measure);
    });
    return element;
  }

  /** More rows than these fill a page of paper. */
  const MOST_PRINTED = 30;

  /** Returns a table that is opened on demand; a long one is printed only where it was opened, and says so on paper. */
  function folded(title, rows, table) {
    const element = details(title, table);
    if (rows > MOST_PRINTED) {
      element.classList.add("long");
      element.querySelector("summary").append(make("span", { class: "unprinted" }, " (not printed, since it is closed)"));
    }
    return element;
  }

  /** Returns a labelled choice; choices: [[value, text]]. */
  function choice(label, choices, onChange) {
    const select = make("select");
    for (const [value, text] of choices) {
      select.append(make("option", { value }, text));
    }
    select.addEventListener("change", () => onChange(select.value));
    return make("label", {}, label + " ", select);
  }

  const MATHML = "http://www.w3.org/1998/Math/MathML";
  const MATHEMATICAL = new Set(["mrow", "mi", "mn", "mo", "mtext", "msub", "msup", "mfrac", "mtable", "mtr", "mtd"]);

  function mathElement({ name, text, children }) {
    const element = document.createElementNS(MATHML, MATHEMATICAL.has(name) ? name : "mrow");
    element.append(...(text ? [plain(text)] : children.map(mathElement)));
    return element;
  }

  /** Returns an equation: {name, text, children}, the elements of MathML. */
  function math(content) {
    const element = document.createElementNS(MATHML, "math");
    element.setAttribute("display", "block");
    element.append(mathElement(content));
    return element;
  }

  return { make, plain, name, fit, tableFrame, download, section, details, folded, box, choice, math };
})();
