"use strict";

/** A printed page: short tables are opened, tables that are too wide are made smaller, pictures are low enough for two on a page. */
const paper = (() => {
  /** As wide as pictures are drawn, in pixels: what a sheet leaves between its margins. */
  const WIDTH = 700;

  /** Smaller letters are not read; what is still too wide is printed as cards. */
  const SMALLEST = 0.5;
  let opened = [];

  /** Makes a table as wide as the sheet, on which nothing can be scrolled. */
  function shrink(scroll) {
    scroll.classList.remove("cards");
    scroll.parentElement.classList.remove("wide");
    scroll.style.width = WIDTH + "px";
    const scale = WIDTH / scroll.firstElementChild.offsetWidth;
    scroll.style.width = "";
    scroll.classList.toggle("cards", scale < SMALLEST);
    scroll.style.zoom = scale >= SMALLEST && scale < 1 ? scale : "";
  }

  function prepare() {
    document.documentElement.classList.add("paper");
    opened = [...document.querySelectorAll("details:not([open], .long)")];
    opened.forEach((each) => (each.open = true));
    document.querySelectorAll(".listing").forEach(shrink);
    pictures.forPaper(WIDTH);
  }

  function restore() {
    document.documentElement.classList.remove("paper");
    opened.forEach((each) => (each.open = false));
    document.querySelectorAll(".listing").forEach((scroll) => {
      scroll.style.zoom = "";
      elements.fit(scroll);
    });
    pictures.redrawAll();
  }

  /** The colours of paper, light whatever the screen is, are in the styles. */
  function start() {
    window.addEventListener("beforeprint", prepare);
    window.addEventListener("afterprint", restore);
  }

  return { start };
})();
