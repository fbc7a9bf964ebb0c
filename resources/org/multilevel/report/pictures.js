"use strict";

/** Shows pictures as they are described: what the mouse and the keyboard meet, pages of many names, and the group that stands out. */
const pictures = (() => {
  const { make, plain, choice } = elements;
  const { svg } = marks;
  const NEAR = 12;
  const PAGE = 50;
  const NARROWEST = 280;
  const USUAL = 760;
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  const all = [];

  const namesOf = (picture) => picture.horizontal.names || picture.vertical.names;

  function value(picture, mark, key, index, path) {
    const source = path >= 0 ? mark.paths[path] : mark;
    if (key === "group") {
      return picture.labels[path >= 0 ? source.group : source.group[index]];
    }
    if (key === "name") {
      return namesOf(picture)[Math.round(marks.places(picture, mark)[index])];
    }
    const number = source[key][index];
    return key === "row" ? numbers.count(number + 1) : key === "count" ? numbers.count(number) : numbers.coordinate(number);
  }

  function told(picture, { mark, index, path }) {
    return plain(mark.hint.map((piece) => (piece.value ? value(picture, mark, piece.value, index, path) : piece.text)).join(""));
  }

  function groupOf(picture, { mark, index, path }) {
    const number = path >= 0 ? mark.paths[path].group : mark.group ? mark.group[index] : -1;
    return number >= 0 ? { factor: picture.factor, label: picture.labels[number] } : null;
  }

  /** Finds the target that is nearest to a place of the picture, the topmost of equals. */
  function nearest(shown, x, y) {
    let [found, least, toMiddle] = [null, NEAR, Infinity];
    for (const target of shown.targets) {
      const [left, top, right, bottom] = target.around;
      const distance = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      const middle = Math.hypot(target.x - x, target.y - y);
      if (distance < least || (distance === least && middle <= toMiddle)) {
        [found, least, toMiddle] = [target, distance, middle];
      }
    }
    return found;
  }

  /** Returns what can be pointed at; the keyboard walks down the names, or from left to right. */
  function targets(shown) {
    const { picture, place } = shown;
    const found = picture.marks
      .filter((mark) => mark.hint && mark.hint.length)
      .flatMap((mark) => marks.targets(place, mark, visible(shown, mark)));
    return found.sort(picture.vertical.names ? (a, b) => a.y - b.y : (a, b) => a.x - b.x);
  }

  /** Returns the data of a mark on the page of names that is shown; of lines the paths. */
  function visible({ picture, page }, mark) {
    const every = Array.from({ length: marks.count(mark) }, (_, i) => i);
    if (page < 0 || !namesOf(picture)) {
      return every;
    }
    const at = marks.places(picture, mark);
    return every.filter((i) => at[i] >= page * PAGE - 0.5 && at[i] < (page + 1) * PAGE - 0.5);
  }

  function namesShown({ picture, page }) {
    const count = (namesOf(picture) || []).length;
    return page < 0 ? [0, count] : [page * PAGE, Math.min(count, (page + 1) * PAGE)];
  }

  function draw(shown, width = shown.stage.clientWidth, isPaper = false) {
    if (width === 0) {
      return;
    }
    shown.width = Math.max(NARROWEST, width);
    const { picture, element } = shown;
    const { place, parts, height } = axes.frame(picture, shown.width, namesShown(shown), isPaper);
    const entries = axes.legend(picture, shown.width, height);
    shown.place = place;
    shown.layers = picture.marks.map((mark) => {
      const layer = svg("g", {}, ...marks.draw(place, mark, visible(shown, mark)));
      return { layer, grouped: marks.groups(mark).some((group) => group >= 0) };
    });
    shown.over = svg("g", {});
    element.setAttribute("viewBox", `0 0 ${shown.width} ${entries.height}`);
    element.replaceChildren(...parts, ...shown.layers.map(({ layer }) => layer), shown.over, ...entries.parts);
    shown.targets = targets(shown);
    standOut(shown, highlight.current());
  }

  /** Draws a group once more in its own colour over all others; returns whether the picture has it. */
  function standOut(shown, group) {
    const { picture } = shown;
    const number = group && group.factor === picture.factor ? picture.labels.indexOf(group.label) : -1;
    if (shown.place === null) {
      return number >= 0;
    }
    shown.layers.forEach(({ layer, grouped }) => (layer.style.opacity = number >= 0 && grouped ? 0.3 : 1));
    shown.over.replaceChildren();
    for (const mark of number < 0 ? [] : picture.marks) {
      const groups = marks.groups(mark);
      const own = visible(shown, mark).filter((i) => groups[i] === number);
      const strong = { ...mark, tone: "accent", opacity: 1, width: Math.max(2.4, mark.width || 0), size: Math.max(7, mark.size || 0) };
      shown.over.append(...(own.length ? marks.draw(shown.place, strong, own) : []));
    }
    return number >= 0;
  }

  /** Turns to the page of names that a group is on. */
  function turnTo(shown, group) {
    const at = group && shown.page >= 0 && group.factor === shown.picture.factor ? namesOf(shown.picture).indexOf(group.label) : -1;
    if (at >= 0 && Math.floor(at / PAGE) !== shown.page) {
      shown.page = Math.floor(at / PAGE);
      shown.paged();
      draw(shown);
    }
  }

  /** Returns the picture as a file of its own: the page's colours become its own. */
  function file(shown) {
    const copy = shown.element.cloneNode(true);
    const [originals, copies] = [shown.element, copy].map((root) => [root, ...root.querySelectorAll("*")]);
    copies.forEach((each, i) => {
      const style = getComputedStyle(originals[i]);
      each.removeAttribute("style");
      for (const key of ["fill", "stroke", "opacity"]) {
        if (originals[i].style[key]) {
          each.setAttribute(key, style[key]);
        }
      }
    });
    copy.removeAttribute("tabindex");
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("font-family", "sans-serif");
    copy.insertBefore(svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor }), copy.firstChild);
    return new XMLSerializer().serializeToString(copy);
  }

  function tell(shown, target, aloud) {
    shown.tip.hidden = target === null;
    if (target !== null) {
      shown.tip.textContent = told(shown.picture, target);
      const scale = shown.element.clientWidth / shown.width;
      const left = Math.max(0, Math.min(target.x * scale + 8, shown.element.clientWidth - shown.tip.offsetWidth - 4));
      shown.tip.style.left = left + "px";
      shown.tip.style.top = target.y * scale + 12 + "px";
    }
    if (aloud) {
      shown.spoken.textContent = target === null ? "" : shown.tip.textContent;
    }
  }

  function listenToMouse(shown) {
    const met = (event) => {
      const bounds = shown.element.getBoundingClientRect();
      const scale = shown.width / bounds.width;
      return nearest(shown, (event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale);
    };
    shown.element.addEventListener("pointermove", (event) => tell(shown, met(event), false));
    shown.element.addEventListener("pointerleave", () => tell(shown, null, false));
    shown.element.addEventListener("click", (event) => {
      const hit = met(event);
      highlight.choose(hit ? groupOf(shown.picture, hit) : null);
    });
  }

  /** Lets the arrow keys walk from datum to datum, and Enter highlight the group of one; a hidden text tells what the tip shows. */
  function listenToKeys(shown) {
    let at = -1;
    shown.element.addEventListener("keydown", (event) => {
      const last = shown.targets.length - 1;
      if (event.key === "Enter" && at >= 0 && at <= last) {
        highlight.choose(groupOf(shown.picture, shown.targets[at]));
      } else if (event.key in STEPS && last >= 0) {
        event.preventDefault();
        at = Math.max(0, Math.min(last, at + STEPS[event.key]));
        tell(shown, shown.targets[at], true);
      }
    });
    shown.element.addEventListener("blur", () => {
      at = -1;
      tell(shown, null, true);
    });
  }

  /** Returns the choices of a picture with more names than can be read at once: all, or pages of them, and by name. */
  function controls(shown) {
    const names = namesOf(shown.picture) || [];
    const isOfGroups = shown.picture.factor !== "" && names.length > 1 && names.every((name) => shown.picture.labels.includes(name));
    const bar = make("div", { class: "controls" });
    if (isOfGroups) {
      const described = shown.picture;
      bar.append(choice("Order", [["own", "by effect"], ["name", "by name"]], (order) => {
        shown.picture = order === "own" ? described : marks.byName(described);
        draw(shown);
      }));
    }
    shown.paged = () => {};
    if (names.length > PAGE) {
      const [previous, next] = ["Previous", "Next"].map((word) => make("button", { type: "button" }, word));
      const turn = (page) => {
        shown.page = page;
        shown.paged();
        draw(shown);
      };
      const size = choice("Show", [["-1", "all"], ["0", `${PAGE} on a page`]], (chosen) => turn(Number(chosen)));
      shown.paged = () => {
        previous.disabled = shown.page <= 0;
        next.disabled = shown.page < 0 || (shown.page + 1) * PAGE >= names.length;
      };
      previous.addEventListener("click", () => turn(shown.page - 1));
      next.addEventListener("click", () => turn(shown.page + 1));
      shown.paged();
      bar.append(size, previous, next);
    }
    return bar.childNodes.length ? bar : "";
  }

  /** Returns what the picture shows, in words. */
  function inWords(picture) {
    const sides = `Horizontal: ${picture.horizontal.title || "names"}. Vertical: ${picture.vertical.title || "names"}.`;
    const shown = picture.marks
      .filter((mark) => mark.name && marks.count(mark) > 0)
      .map((mark) => `${mark.name} (${numbers.count(marks.count(mark))} ${mark.kind})`);
    const parts = [picture.title + ".", ...picture.sentences, sides, shown.length ? `Shown: ${[...new Set(shown)].join("; ")}.` : ""];
    return plain(parts.filter((part) => part !== "").join(" ")) + " Use the arrow keys to read it.";
  }

  const observer = new ResizeObserver((entries) =>
    entries.forEach(({ target }) => {
      const shown = all.find((each) => each.stage === target);
      if (shown && target.clientWidth > 0 && Math.abs(target.clientWidth - shown.width) > 1) {
        draw(shown);
      }
    }),
  );

  /** Returns the figure of a described picture; it is drawn once it stands in the page. */
  function create(described) {
    const picture = marks.read(described);
    const element = svg("svg", { role: "img", tabindex: "0", "aria-label": inWords(picture), class: "picture" });
    const tip = make("div", { class: "tip", hidden: "" });
    const spoken = make("p", { class: "unseen", "aria-live": "polite" });
    const stage = make("div", { class: "stage" }, element, tip);
    const shown = { picture, element, tip, spoken, stage, page: -1, width: USUAL, place: null, targets: [], layers: [], over: svg("g", {}) };
    const save = make("button", { type: "button", class: "save", "aria-label": plain("Download as SVG: " + picture.title) }, "Download as SVG");
    save.addEventListener("click", () => elements.download(file(shown), "image/svg+xml", picture.title + ".svg"));
    const caption = make("figcaption", {}, make("strong", {}, picture.title), ...picture.sentences.map((each) => make("span", {}, " " + each)));
    const figure = make("figure", { class: "drawn" }, caption, controls(shown), stage, spoken, save);
    listenToMouse(shown);
    listenToKeys(shown);
    highlight.know(picture);
    highlight.follow((group) => {
      turnTo(shown, group);
      return standOut(shown, group) ? 1 : 0;
    });
    all.push(shown);
    return figure;
  }

  /** Draws the pictures that came into sight. */
  function redraw() {
    all.filter((shown) => shown.stage.clientWidth > 0 && shown.place === null).forEach((shown) => draw(shown));
  }

  /** Draws all pictures, which stand in the page now, and again where their width changes. */
  function start() {
    all.forEach((shown) => {
      draw(shown);
      observer.observe(shown.stage);
    });
  }

  /** Draws those that are in sight as wide as a sheet of paper. */
  function forPaper(width) {
    all.forEach((shown) => draw(shown, shown.stage.clientWidth && width, true));
  }

  /** Draws those that are in sight as wide as their places. */
  function redrawAll() {
    all.forEach((shown) => draw(shown));
  }

  return { create, start, redraw, redrawAll, forPaper, file, all };
})();
