"use strict";

/** Shows pictures: axes, marks and legend, what the mouse meets, and a group that stands out in all of them. */
const pictures = (() => {
  const { make, plain } = elements;
  const { svg, painted } = marks;
  const WIDTH = 760;
  const HEIGHT = 440;
  const NEAR = 12;
  const LINE = 17;
  const all = [];

  function steps(low, high, most) {
    const rough = (high - low) / most;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough);
    const found = [];
    for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++) {
      found.push(k * step);
    }
    return { found, write: numbers.column([step], 1) };
  }

  function range(picture, axis, alongX) {
    if (axis.names) {
      return [-0.8, axis.names.length - 0.2];
    }
    const values = picture.marks.flatMap((mark) => marks.extent(mark, alongX)).map(numbers.read).filter(Number.isFinite);
    let [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
      const half = Number.isFinite(low) && low !== 0 ? Math.abs(low) / 10 : 1;
      [low, high] = [(Number.isFinite(low) ? low : 0) - half, (Number.isFinite(low) ? low : 0) + half];
    }
    const margin = 0.03 * (high - low);
    return [low - margin, high + margin];
  }

  /** Places and texts beside an axis, as many as have room. */
  function ticks(axis, [low, high], length, room) {
    if (axis.names) {
      const least = room / (length / (high - low));
      const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((each) => each >= least) || axis.names.length;
      return axis.names.map((text, at) => [at, text]).filter(([at]) => at % step === 0);
    }
    const { found, write } = steps(low, high, Math.max(2, length / (room * 2)));
    return found.map((at) => [at, write(at)]);
  }

  function short(text) {
    const clean = [...plain(text)];
    return clean.length <= 24 ? clean.join("") : clean.slice(0, 23).join("") + "…";
  }

  function text(content, attributes, faint) {
    const element = svg("text", { "font-size": 12, ...attributes }, content);
    element.style.fill = faint ? "var(--faint)" : "var(--text)";
    return element;
  }

  function gridline(d) {
    return painted(svg("path", { d, "stroke-width": 1 }), "", "var(--grid)", 1);
  }

  /** Returns the axes, and where data lie between them. */
  function frame(picture) {
    const longest = picture.vertical.names ? Math.max(...picture.vertical.names.map((each) => short(each).length), 2) : 7;
    const place = { left: 28 + 6.6 * longest, right: WIDTH - 14, top: 8, bottom: HEIGHT - 44 };
    const horizontal = range(picture, picture.horizontal, true);
    const vertical = range(picture, picture.vertical, false);
    place.x = (v) => place.left + ((v - horizontal[0]) / (horizontal[1] - horizontal[0])) * (place.right - place.left);
    place.y = (v) => place.bottom - ((v - vertical[0]) / (vertical[1] - vertical[0])) * (place.bottom - place.top);
    const parts = [];
    const wide = picture.horizontal.names ? Math.max(...picture.horizontal.names.map((each) => 7 * short(each).length), 10) + 10 : 34;
    for (const [at, label] of ticks(picture.horizontal, horizontal, place.right - place.left, wide)) {
      parts.push(gridline(`M${place.x(at)} ${place.top}V${place.bottom}`));
      parts.push(text(short(label), { x: place.x(at), y: place.bottom + 16, "text-anchor": "middle" }, true));
    }
    for (const [at, label] of ticks(picture.vertical, vertical, place.bottom - place.top, picture.vertical.names ? 15 : 17)) {
      parts.push(gridline(`M${place.left} ${place.y(at)}H${place.right}`));
      parts.push(text(short(label), { x: place.left - 6, y: place.y(at) + 4, "text-anchor": "end" }, true));
    }
    parts.push(text(plain(picture.horizontal.title), { x: (place.left + place.right) / 2, y: HEIGHT - 8, "text-anchor": "middle" }));
    const middle = (place.top + place.bottom) / 2;
    parts.push(text(plain(picture.vertical.title), { x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` }));
    return { place, parts };
  }

  function legend(picture) {
    const named = picture.marks.filter((mark, i) => mark.name && picture.marks.findIndex((other) => other.name === mark.name) === i);
    let [x, y] = [20, HEIGHT + 12];
    const parts = [];
    for (const mark of named) {
      const width = 34 + 6.7 * plain(mark.name).length;
      if (x + width > WIDTH && x > 20) {
        [x, y] = [20, y + LINE];
      }
      const isLine = mark.kind === "lines" || mark.kind === "arrows";
      const d = isLine ? `M${x} ${y}h18` : `M${x + 9} ${y}h0`;
      const pen = { d, "stroke-width": isLine ? Math.max(1.6, mark.width) : 8, "stroke-linecap": isLine ? "butt" : "round" };
      if (mark.dashed) {
        pen["stroke-dasharray"] = "7 5";
      }
      parts.push(painted(svg("path", pen), "", marks.colour(mark), Math.max(0.6, mark.opacity)));
      parts.push(text(plain(mark.name), { x: x + 24, y: y + 4 }));
      x += width;
    }
    return { parts, height: named.length ? y + LINE : HEIGHT };
  }

  function value(picture, mark, key, index, path) {
    const source = path >= 0 ? mark.paths[path] : mark;
    if (key === "group") {
      return picture.labels[path >= 0 ? source.group : source.group[index]];
    }
    if (key === "name") {
      const names = picture.horizontal.names || picture.vertical.names;
      return names[Math.round(mark.name_at ? mark.name_at[index] : place(picture, mark, index))];
    }
    const number = numbers.read(source[key][index]);
    return key === "row" ? numbers.count(number + 1) : key === "count" ? numbers.count(number) : numbers.single(number, 4);
  }

  /** Returns the place of a datum on the axis of names. */
  function place(picture, mark, index) {
    return mark.kind === "points" && !picture.horizontal.names ? mark.y[index] : mark.kind === "bars" ? mark.y[index] : mark.x[index];
  }

  function told(picture, mark, index, path) {
    return mark.hint.map((piece) => (piece.value ? value(picture, mark, piece.value, index, path) : piece.text)).join("");
  }

  /** Finds the datum that is nearest to a place of the picture, the topmost of equals. */
  function nearest(shown, x, y) {
    let found = null;
    let least = NEAR;
    for (const [left, top, mark, index, path] of shown.targets) {
      const distance = Math.hypot(left - x, top - y);
      if (distance <= least) {
        [found, least] = [{ mark, index, path, left, top }, distance];
      }
    }
    return found;
  }

  function groupOf(picture, { mark, index, path }) {
    const number = path >= 0 ? mark.paths[path].group : mark.group ? mark.group[index] : -1;
    return number >= 0 ? { factor: picture.factor, label: picture.labels[number] } : null;
  }

  /** Draws the marks, those of a chosen group once more in its own colour over all others. */
  function redraw(shown, chosen) {
    const { picture, layer } = shown;
    const number = chosen && chosen.factor === picture.factor ? picture.labels.indexOf(chosen.label) : -1;
    layer.replaceChildren();
    for (const mark of picture.marks) {
      const groups = marks.groups(mark);
      const count = mark.paths ? mark.paths.length : (mark.x || []).length;
      const every = Array.from({ length: count }, (_, i) => i);
      const rest = every.filter((i) => number < 0 || groups[i] !== number);
      const faded = number >= 0 && groups.some((group) => group >= 0) ? { ...mark, opacity: mark.opacity * 0.3 } : mark;
      layer.append(...marks.draw(shown.place, faded, rest));
    }
    for (const mark of number < 0 ? [] : picture.marks) {
      const own = marks.groups(mark).flatMap((group, i) => (group === number ? [i] : []));
      const strong = { ...mark, tone: "accent", opacity: 1, width: Math.max(2.4, mark.width || 0), size: Math.max(7, mark.size || 0) };
      layer.append(...(own.length ? marks.draw(shown.place, strong, own) : []));
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
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("font-family", "sans-serif");
    copy.insertBefore(svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor }), copy.firstChild);
    return new XMLSerializer().serializeToString(copy);
  }

  function download(shown) {
    const link = make("a", { download: plain(shown.picture.title).replace(/[^\p{L}\p{N}]+/gu, "-") + ".svg" });
    link.href = URL.createObjectURL(new Blob([file(shown)], { type: "image/svg+xml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function create(picture, choose) {
    const { place: inside, parts } = frame(picture);
    const { parts: entries, height } = legend(picture);
    const layer = svg("g", {});
    const label = [picture.title + ".", ...picture.sentences].map(plain).join(" ");
    const element = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": label, class: "picture" }, ...parts, layer, ...entries);
    const tip = make("div", { class: "tip", hidden: "" });
    const save = make("button", { type: "button", class: "save" }, "Download as SVG");
    const caption = make("figcaption", {}, make("strong", {}, picture.title), ...picture.sentences.map((each) => make("span", {}, " " + each)));
    const shown = { picture, element, layer, place: inside, targets: [] };
    for (const mark of picture.marks.filter((each) => each.hint && each.hint.length)) {
      for (const [x, y, index, path] of marks.places(mark)) {
        shown.targets.push([inside.x(x), inside.y(y), mark, index, path]);
      }
    }
    const met = (event) => {
      const bounds = element.getBoundingClientRect();
      const scale = WIDTH / bounds.width;
      return { hit: nearest(shown, (event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale), scale };
    };
    element.addEventListener("pointermove", (event) => {
      const { hit, scale } = met(event);
      tip.hidden = hit === null;
      if (hit) {
        tip.textContent = plain(told(picture, hit.mark, hit.index, hit.path));
        tip.style.left = Math.min(hit.left / scale + 8, element.clientWidth * 0.6) + "px";
        tip.style.top = hit.top / scale + 12 + "px";
      }
    });
    element.addEventListener("pointerleave", () => (tip.hidden = true));
    element.addEventListener("click", (event) => {
      const { hit } = met(event);
      choose(hit ? groupOf(picture, hit) : null);
    });
    save.addEventListener("click", () => download(shown));
    redraw(shown, null);
    all.push(shown);
    return make("figure", { class: "drawn" }, caption, make("div", { class: "stage" }, element, tip), save);
  }

  /** Returns the pictures of a report, and above them the choice of a group that stands out in all. */
  function section(described) {
    if (!described || described.length === 0) {
      return "";
    }
    all.length = 0;
    const known = new Map();
    for (const picture of described) {
      picture.labels.forEach((label) => known.set(`${picture.factor}: ${label}`, { factor: picture.factor, label }));
    }
    const list = make("datalist", { id: "groups" }, ...[...known.keys()].map((key) => make("option", { value: key })));
    const input = make("input", { type: "search", list: "groups", id: "highlight", autocomplete: "off" });
    const choose = (group) => {
      input.value = group ? `${group.factor}: ${group.label}` : "";
      all.forEach((shown) => redraw(shown, group));
    };
    input.addEventListener("input", () => {
      const typed = input.value.trim();
      const group = known.get(typed) || [...known.values()].find((each) => each.label === typed) || null;
      all.forEach((shown) => redraw(shown, group));
    });
    const search = known.size ? make("div", { class: "controls" }, make("label", {}, "Highlight a group in all pictures ", input), list) : "";
    return elements.section("Pictures", search, ...described.map((picture) => create(picture, choose)));
  }

  return { section, file, all };
})();
