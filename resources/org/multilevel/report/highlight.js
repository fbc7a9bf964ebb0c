"use strict";

/** One group that stands out everywhere on the page: in all pictures that show it, and in the tables. */
const highlight = (() => {
  const { make, plain } = elements;
  const MOST_OFFERED = 100;
  const followers = [];
  const known = new Map();
  const sizes = new Map();
  const input = make("input", { type: "search", list: "groups", id: "highlight", autocomplete: "off", placeholder: "name of a group" });
  const offered = make("datalist", { id: "groups" });
  const said = make("span", { class: "said", role: "status" });
  let chosen = null;

  const key = ({ factor, label }) => `${factor}: ${label}`;

  /** Lets somebody follow the choice: told (group or null), it returns how many pictures show the group. */
  function follow(told) {
    followers.push(told);
  }

  /** Makes groups known by name: {factor, labels}, and levels where it is known how many there are, on the page or not. */
  function know({ factor, labels, levels }) {
    if (levels) {
      sizes.set(factor, levels);
    }
    labels.forEach((label) => known.set(key({ factor, label }), { factor, label }));
  }

  function announce() {
    const pictures = followers.reduce((sum, told) => sum + told(chosen), 0);
    said.textContent =
      chosen === null ? "" : `${plain(key(chosen))} stands out in ${pictures} ${pictures === 1 ? "picture" : "pictures"}.`;
  }

  /** Makes a group stand out, or none. */
  function choose(group) {
    input.value = group ? key(group) : "";
    chosen = group;
    announce();
  }

  function found(text) {
    const sought = text.toLowerCase();
    const holding = [...known.entries()].filter(([name]) => name.toLowerCase().includes(sought));
    const exact = known.get(text) || [...known.values()].find((group) => group.label === text);
    return { exact: exact || (holding.length === 1 ? holding[0][1] : null), holding };
  }

  /** Returns how many levels the page has of the factors that it shows in part, in words; nothing where it shows all. */
  function partly() {
    const shown = (factor) => [...known.values()].filter((group) => group.factor === factor).length;
    const counts = [...sizes].map(([factor, levels]) => ({ factor, levels, of: shown(factor) })).filter(({ of, levels }) => of < levels);
    const words = counts.map(({ factor, levels, of }) => `${numbers.count(of)} of the ${numbers.count(levels)} levels of ${plain(factor)}`);
    return words.length === 0 ? "" : `the page has only ${words.join(" and ")}`;
  }

  /** Says that no group has a name, or one of many: a level that the page leaves out may have it. */
  function notFound(holding) {
    const part = partly();
    if (holding.length > 0) {
      const all = `${numbers.count(holding.length)} groups hold this text: go on typing, or choose one.`;
      return part === "" ? all : `${all} ${part.charAt(0).toUpperCase()}${part.slice(1)}.`;
    }
    return part === ""
      ? "No group has this name."
      : `No group on this page has this name, but ${part}: all of them are in the table group_effects (on the command line: fit --out), ` +
          "and a picture of its own can highlight any of them (plot --highlight).";
  }

  function search() {
    const text = input.value.trim();
    const { exact, holding } = found(text);
    offered.replaceChildren(...holding.slice(0, MOST_OFFERED).map(([value]) => make("option", { value })));
    chosen = text === "" ? null : exact;
    announce();
    if (text !== "" && exact === null) {
      said.textContent = notFound(holding);
    }
  }

  /** Returns the choice, for the top of the page; nothing where there are no groups. */
  function bar() {
    if (known.size === 0) {
      return "";
    }
    search();
    input.addEventListener("input", search);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && chosen !== null) {
        choose(null);
      }
    });
    return make("div", { class: "controls highlight" }, make("label", {}, "Highlight a group everywhere ", input), offered, said);
  }

  const current = () => chosen;

  return { follow, know, choose, bar, current };
})();
