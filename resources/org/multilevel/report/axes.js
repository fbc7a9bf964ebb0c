"use strict";

/** Lays a picture out: where its data lie, what stands beside the axes, and what the legend says. */
const axes = (() => {
  const { plain } = elements;
  const { svg, painted } = marks;
  const SIZE = 12;
  const LINE = 17;
  const ROW = 20;
  const MOST_ROWS = 60;

  /** How high pictures are between their axes; on paper two share a page, and none is longer than one. */
  const ON_SCREEN = { most: 400, overview: 460, longest: Infinity };
  const ON_PAPER = { most: 270, overview: 320, longest: 860 };
  const TITLE = 20;
  const LONGEST_TURNED = 130;
  const MEASURED = 200;
  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(text) {
    if (!pen.fonted) {
      pen.font = `${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
      pen.fonted = true;
    }
    return pen.measureText(text).width;
  }

  /** Returns a text, cut where it is wider than so many pixels. */
  function fitting(text, most) {
    const clean = plain(text);
    if (widthOf(clean) <= most) {
      return clean;
    }
    const letters = [...clean];
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      [low, high] = widthOf(letters.slice(0, middle).join("") + "…") <= most ? [middle, high] : [low, middle - 1];
    }
    return letters.slice(0, Math.max(1, low)).join("") + "…";
  }

  function widest(texts) {
    const every = Math.max(1, Math.floor(texts.length / MEASURED));
    return texts.filter((_, i) => i % every === 0).reduce((most, text) => Math.max(most, widthOf(plain(text))), 0);
  }

  /** Returns the least of 1, 2, 5, 10, 20, ... (times a power of ten) that is not smaller. */
  function round(least) {
    const power = Math.pow(10, Math.floor(Math.log10(least)));
    return [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least * (1 - 1e-9));
  }

  function range(picture, alongX, [from, to]) {
    if ((alongX ? picture.horizontal : picture.vertical).names) {
      return [from - 0.8, to - 0.2];
    }
    const isOfRatios = Boolean((alongX ? picture.horizontal : picture.vertical).ratios);
    const values = picture.marks
      .flatMap((mark) => marks.extent(mark, alongX))
      .map((v) => (isOfRatios ? Math.log(v) : v))
      .filter(Number.isFinite);
    let [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
      const middle = Number.isFinite(low) ? low : 0;
      const half = middle === 0 ? 1 : Math.abs(middle) / 10;
      [low, high] = [middle - half, middle + half];
    }
    const margin = 0.03 * (high - low);
    return [low - margin, high + margin];
  }

  /** Round numbers on an axis of ratios: as many of 1, 2, 5, 10, ... or every so many powers of ten as have room. */
  function ratioTicks([low, high], length, room) {
    const [first, last] = [low, high].map((v) => v / Math.LN10);
    const numbersOf = (steps, every) => {
      const found = [];
      for (let power = Math.floor(first / every) * every; power <= last; power += every) {
        found.push(...steps.map((step) => Number(`${step}e${power}`)));
      }
      return found.filter((v) => Math.log(v) >= low && Math.log(v) <= high);
    };
    const fits = (values) =>
      values.every((v, i) => i === 0 || (Math.log(v / values[i - 1]) / (high - low)) * length >= room);
    const choices = [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1, 3], [1]].map((steps) => numbersOf(steps, 1));
    for (let every = 2; every <= last - first; every++) {
      choices.push(numbersOf([1], every));
    }
    const chosen = choices.find(fits) || choices[choices.length - 1];
    return chosen.map((v) => [Math.log(v), plain(String(v))]);
  }

  /** Places and texts beside an axis; every one has so many pixels of room. */
  function ticks(axis, [low, high], length, room) {
    if (axis.names) {
      const step = Math.max(1, round(room / (length / (high - low))));
      const first = Math.max(0, Math.ceil(low / step) * step);
      const found = [];
      for (let at = first; at <= Math.min(axis.names.length - 1, high); at += step) {
        found.push([at, plain(axis.names[at])]);
      }
      return found;
    }
    if (axis.ratios) {
      return ratioTicks([low, high], length, room);
    }
    const step = round((high - low) / Math.max(2, length / room));
    const write = numbers.steps(step, Math.max(Math.abs(low), Math.abs(high)));
    const found = [];
    for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++) {
      found.push([k * step, write(k * step)]);
    }
    return found;
  }

  function text(content, attributes, faint) {
    const element = svg("text", { "font-size": SIZE, ...attributes }, content);
    element.style.fill = faint ? "var(--faint)" : "var(--text)";
    return element;
  }

  function gridline(d) {
    return painted(svg("path", { d, "stroke-width": 1 }), "", "var(--grid)", 1);
  }

  /** Names below the axis stand upright where they would not fit side by side. */
  function below(picture, scale, length) {
    const axis = picture.horizontal;
    if (!axis.names) {
      const close = ticks(axis, scale, length, 72);
      const room = widest(close.map(([, label]) => label)) + 12;
      return { found: room > 72 ? ticks(axis, scale, length, room) : close, turned: false, depth: 0 };
    }
    const shown = axis.names.slice(Math.max(0, Math.ceil(scale[0])), Math.floor(scale[1]) + 1);
    const wide = widest(shown) + 10;
    const turned = wide > length / (scale[1] - scale[0]);
    const found = ticks(axis, scale, length, turned ? SIZE + 4 : wide);
    return { found, turned, depth: turned ? Math.min(LONGEST_TURNED, wide) - SIZE : 0 };
  }

  function horizontalParts(picture, place, { found, turned, depth }) {
    const parts = [];
    for (const [at, label] of found) {
      const x = place.tick.x(at);
      parts.push(gridline(`M${x} ${place.top}V${place.bottom}`));
      parts.push(
        turned
          ? text(fitting(label, LONGEST_TURNED), { x: 0, y: 0, "text-anchor": "end", transform: `translate(${x + 4} ${place.bottom + 6}) rotate(-90)` }, true)
          : text(label, { x, y: place.bottom + 16, "text-anchor": "middle" }, true),
      );
    }
    const middle = (place.left + place.right) / 2;
    const title = fitting(picture.horizontal.title, place.right - place.left);
    parts.push(text(title, { x: middle, y: place.bottom + depth + 36, "text-anchor": "middle" }));
    return parts;
  }

  function verticalParts(picture, place, found) {
    const parts = [];
    for (const [at, label] of found) {
      const y = place.tick.y(at);
      parts.push(gridline(`M${place.left} ${y}H${place.right}`));
      parts.push(text(label, { x: place.left - 6, y: y + 4, "text-anchor": "end" }, true));
    }
    const middle = (place.top + place.bottom) / 2;
    const title = fitting(picture.vertical.title, place.bottom - place.top);
    parts.push(text(title, { x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` }));
    return parts;
  }

  /** Returns the axes for a width, with the names from one to before another, and where data lie between them. */
  function frame(picture, width, shown, isPaper) {
    const limits = isPaper ? ON_PAPER : ON_SCREEN;
    const upright = Boolean(picture.vertical.names);
    const rows = shown[1] - shown[0];
    const few = rows <= MOST_ROWS ? Math.min(limits.longest, ROW * Math.max(2, rows)) : limits.overview;
    const tall = upright ? few : Math.max(260, Math.min(limits.most, 0.55 * width));
    const scales = [range(picture, true, shown), range(picture, false, shown)];
    const beside = ticks(picture.vertical, scales[1], tall, upright ? 15 : 36).map(([at, label]) => [at, fitting(label, 0.36 * width)]);
    const left = (picture.vertical.title ? TITLE : 4) + 8 + widest(beside.map(([, label]) => label));
    const place = { left, right: width - 14, top: 8, bottom: 8 + tall };
    const along = ([low, high], from, to) => (v) => from + ((v - low) / (high - low)) * (to - from);
    const beyond = (axis, place) => (axis.ratios ? (v) => place(Math.log(v)) : place);
    const [alongX, alongY] = [along(scales[0], place.left, place.right), along(scales[1], place.bottom, place.top)];
    [place.x, place.y] = [beyond(picture.horizontal, alongX), beyond(picture.vertical, alongY)];
    place.tick = { x: alongX, y: alongY };
    const under = below(picture, scales[0], place.right - place.left);
    return {
      place,
      parts: [...horizontalParts(picture, place, under), ...verticalParts(picture, place, beside)],
      height: place.bottom + under.depth + 44,
    };
  }

  function swatch(mark, x, y) {
    const isLine = mark.kind === "lines" || mark.kind === "arrows";
    const pen = {
      d: isLine ? `M${x} ${y}h18` : `M${x + 9} ${y}h0`,
      "stroke-width": isLine ? Math.max(1.6, mark.width) : 8,
      "stroke-linecap": isLine ? "butt" : "round",
    };
    if (mark.dashed) {
      pen["stroke-dasharray"] = "7 5";
    }
    return painted(svg("path", pen), "", marks.colour(mark), Math.max(0.6, mark.opacity));
  }

  /** Returns the names of marks, below a height, and how high all is with them. */
  function legend(picture, width, height) {
    const named = picture.marks.filter(
      (mark, i) => mark.name && marks.count(mark) > 0 && picture.marks.findIndex((other) => other.name === mark.name) === i,
    );
    let [x, y] = [20, height + 12];
    const parts = [];
    for (const mark of named) {
      const name = fitting(mark.name, width - 60);
      const room = 42 + widthOf(name);
      if (x + room > width && x > 20) {
        [x, y] = [20, y + LINE];
      }
      parts.push(swatch(mark, x, y), text(name, { x: x + 24, y: y + 4 }));
      x += room;
    }
    return { parts, height: named.length ? y + LINE : height };
  }

  return { frame, legend };
})();
