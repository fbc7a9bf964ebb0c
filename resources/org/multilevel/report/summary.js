"use strict";

/** Shows a model in words and numbers: what was fitted, what a reader should know of it, and its summary. */
(() => {
  const { make, box } = elements;

  function show(model) {
    document.title = elements.plain(model.title);
    document
      .getElementById("report")
      .replaceChildren(
        make(
          "header",
          {},
          make("h1", {}, model.title),
          make("p", { class: "formula" }, make("code", {}, model.formula)),
          model.notes.length ? make("ul", { class: "notes" }, ...model.notes.map((note) => make("li", {}, note))) : "",
        ),
        box("The summary as text", "text", make("pre", {}, model.summary)),
      );
  }

  function fail(error) {
    const message = error instanceof source.Failure ? error.message : "The summary cannot be shown: " + error.message;
    document.getElementById("report").replaceChildren(make("p", { id: "state", class: "verdict not_converged", role: "alert" }, message));
  }

  source
    .load()
    .then(show)
    .catch(fail)
    .finally(() => document.getElementById("report").removeAttribute("aria-busy"));
})();
