"use strict";

/** One group that stands out everywhere on the page: in all pictures that show it, and in the tables. */
const highlight = (() => {
  const { make, plain } = elements;
  const MOST_OFFERED = 100;
  const followers = [];
  const known = new Map();
  const input = make("input", { type: "search", list: "groups", id: "highlight", autocomplete: "off", placeholder: "name of a group" });
  const offered = make("datalist", { id: "groups" });
  const said = make("span", { class: "said", role: "status" });
  let chosen = null;

  const key = ({ factor, label }) => `${factor}: ${label}`;

  /** Lets somebody follow the choice: told (group or null), it returns how many pictures show the group. */
  function follow(told) {
    followers.push(told);
  }

  /** Makes groups known by name: {factor, labels}. */
  function know({ factor, labels }) {
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

  function search() {
    const text = input.value.trim();
    const { exact, holding } = found(text);
    offered.replaceChildren(...holding.slice(0, MOST_OFFERED).map(([value]) => make("option", { value })));
    chosen = text === "" ? null : exact;
    announce();
    if (text !== "" && exact === null) {
      said.textContent = holding.length === 0 ? "No group has this name." : `${numbers.count(holding.length)} groups hold this text: go on typing, or choose one.`;
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
