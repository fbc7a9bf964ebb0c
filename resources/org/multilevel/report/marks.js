"use strict";

/** Turns the marks of a picture into SVG: a path or two for each mark, so that ten thousand rows are one element; and knows where its data lie. */
const marks = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const BOX = 0.64;
  const WIDEST = 60;

  function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  /** The page's styles know the colours, for light and for dark. */
  function colour(mark) {
    return mark.tone === "series" ? `var(--chart-${mark.number})` : `var(--chart-${mark.tone})`;
  }

  function painted(element, fill, stroke, opacity) {
    element.style.fill = fill || "none";
    element.style.stroke = stroke || "none";
    element.style.opacity = opacity;
    return element;
  }

  const round = (value) => Math.round(value * 100) / 100;

  /** Returns a path of dots that a round pen makes. */
  function dots(place, mark, chosen, size) {
    const lying = lies(mark);
    const d = chosen.map((i) => `M${round(place.x(lying ? mark.y[i] : mark.x[i]))} ${round(place.y(lying ? mark.x[i] : mark.y[i]))}h0`).join("");
    return svg("path", { d, "stroke-width": size, "stroke-linecap": "round" });
  }

  function line(place, x, y) {
    return x.map((_, i) => `${i ? "L" : "M"}${round(place.x(x[i]))} ${round(place.y(y[i]))}`).join("");
  }

  function rectangle(place, mark, i) {
    if (mark.kind === "bars") {
      const height = Math.min(WIDEST, BOX * (place.y(0) - place.y(1)));
      return { x: place.x(mark.low[i]), y: place.y(mark.y[i]) - height / 2, width: place.x(mark.high[i]) - place.x(mark.low[i]), height };
    }
    const width = Math.max(1.5, Math.min(WIDEST, BOX * (place.x(1) - place.x(0))));
    const top = place.y(mark.upper_quartile[i]);
    return { x: place.x(mark.x[i]) - width / 2, y: top, width, height: place.y(mark.lower_quartile[i]) - top };
  }

  const outline = ({ x, y, width, height }) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;

  function boxes(place, mark, chosen) {
    const shapes = chosen.map((i) => rectangle(place, mark, i));
    const narrow = shapes.length > 0 && shapes[0].width < 9;
    const whiskers = chosen
      .map((i) => `M${round(place.x(mark.x[i]))} ${round(place.y(mark.low[i]))}V${round(place.y(mark.lower_quartile[i]))}` +
        `M${round(place.x(mark.x[i]))} ${round(place.y(mark.upper_quartile[i]))}V${round(place.y(mark.high[i]))}`)
      .join("");
    const medians = chosen.map((i, k) => `M${round(shapes[k].x)} ${round(place.y(mark.y[i]))}h${round(shapes[k].width)}`).join("");
    const fill = colour(mark);
    return [
      painted(svg("path", { d: whiskers, "stroke-width": narrow ? 0.7 : 1.2 }), "", fill, (narrow ? 0.5 : 1) * mark.opacity),
      painted(svg("path", { d: shapes.map(outline).join("") }), fill, narrow ? "" : fill, mark.opacity / 3),
      painted(svg("path", { d: medians, "stroke-width": 2.2 }), "", fill, mark.opacity),
    ];
  }

  function arrows(place, mark, chosen) {
    const shafts = [];
    const heads = [];
    for (const i of chosen) {
      const [x, y] = [place.x(mark.x[i]), place.y(mark.y[i])];
      const [dx, dy] = [x - place.x(mark.from_x[i]), y - place.y(mark.from_y[i])];
      const length = Math.hypot(dx, dy);
      shafts.push(`M${round(x - dx)} ${round(y - dy)}L${round(x)} ${round(y)}`);
      const head = Math.min(length, 3 + 2 * mark.width);
      if (head > 0) {
        const [ux, uy] = [(dx / length) * head, (dy / length) * head];
        heads.push(`M${round(x)} ${round(y)}L${round(x - ux - uy / 2)} ${round(y - uy + ux / 2)}L${round(x - ux + uy / 2)} ${round(y - uy - ux / 2)}z`);
      }
    }
    return [
      painted(svg("path", { d: shafts.join(""), "stroke-width": mark.width }), "", colour(mark), mark.opacity),
      painted(svg("path", { d: heads.join("") }), colour(mark), "", mark.opacity),
    ];
  }

  function intervals(place, mark, chosen) {
    const d = chosen
      .map((i) => mark.horizontal
        ? `M${round(place.x(mark.low[i]))} ${round(place.y(mark.x[i]))}H${round(place.x(mark.high[i]))}`
        : `M${round(place.x(mark.x[i]))} ${round(place.y(mark.low[i]))}V${round(place.y(mark.high[i]))}`)
      .join("");
    return [
      painted(svg("path", { d, "stroke-width": mark.width }), "", colour(mark), mark.opacity),
      painted(dots(place, mark, chosen, mark.size), "", colour(mark), 1),
    ];
  }

  function lines(place, mark, chosen) {
    const paths = chosen.map((i) => mark.paths[i]);
    const single = paths.filter((path) => path.x.length === 1);
    const attributes = { d: paths.map((path) => line(place, path.x, path.y)).join(""), "stroke-width": mark.width };
    if (mark.dashed) {
      attributes["stroke-dasharray"] = "7 5";
    }
    const d = single.map((path) => `M${round(place.x(path.x[0]))} ${round(place.y(path.y[0]))}h0`).join("");
    return [
      painted(svg("path", attributes), "", colour(mark), mark.opacity),
      painted(svg("path", { d, "stroke-width": 6, "stroke-linecap": "round" }), "", colour(mark), mark.opacity),
    ];
  }

  function band(place, mark) {
    const back = mark.x.map((_, i) => mark.x.length - 1 - i);
    const d = line(place, mark.x, mark.high) + back.map((i) => `L${round(place.x(mark.x[i]))} ${round(place.y(mark.low[i]))}`).join("") + "z";
    return [painted(svg("path", { d }), colour(mark), "", mark.opacity)];
  }

  function rule(place, mark) {
    const d = mark.vertical
      ? `M${round(place.x(mark.at))} ${place.top}V${place.bottom}`
      : `M${place.left} ${round(place.y(mark.at))}H${place.right}`;
    return [painted(svg("path", { d, "stroke-width": 1.2 }), "", "var(--chart-muted)", 1)];
  }

  /** Returns the elements of some data of a mark; of lines the numbers are those of paths. */
  function draw(place, mark, chosen) {
    if (mark.kind !== "rule" && chosen.length === 0) {
      return [];
    }
    switch (mark.kind) {
      case "rule":
        return rule(place, mark);
      case "points":
        return [painted(dots(place, mark, chosen, mark.size), "", colour(mark), mark.opacity)];
      case "lines":
        return lines(place, mark, chosen);
      case "band":
        return band(place, mark);
      case "intervals":
        return intervals(place, mark, chosen);
      case "boxes":
        return boxes(place, mark, chosen);
      case "arrows":
        return arrows(place, mark, chosen);
      case "bars":
        return [painted(svg("path", { d: chosen.map((i) => outline(rectangle(place, mark, i))).join("") }), colour(mark), "", mark.opacity)];
      default:
        return [];
    }
  }

  /** Returns the groups of a mark's data, or of its paths. */
  function groups(mark) {
    return mark.paths ? mark.paths.map((path) => path.group) : mark.group || [];
  }

  /** Returns how many data a mark has; of lines how many paths. */
  function count(mark) {
    return mark.paths ? mark.paths.length : (mark.x || []).length;
  }

  const lies = (mark) => mark.kind === "intervals" && mark.horizontal;

  /** Returns which of its coordinates tells where a mark's data lie on the axis of names. */
  function keyOfPlace(picture, mark) {
    return mark.kind === "bars" || (mark.kind === "points" && !picture.horizontal.names) ? "y" : "x";
  }

  /** Returns where the data of a mark lie on the axis of names. */
  function places(picture, mark) {
    return mark[keyOfPlace(picture, mark)] || [];
  }

  /** Returns what can be pointed at of some data of a mark: where it is read, and what lies around that. */
  function targets(place, mark, chosen) {
    const target = (index, path, x, y, around = [x, y, x, y]) => ({ mark, index, path, x, y, around });
    if (mark.paths) {
      return chosen.flatMap((k) => mark.paths[k].x.map((x, i) => target(i, k, place.x(x), place.y(mark.paths[k].y[i]))));
    }
    return chosen.map((i) => {
      if (mark.kind === "bars" || mark.kind === "boxes") {
        const { x, y, width, height } = rectangle(place, mark, i);
        const [top, bottom] = mark.kind === "bars" ? [y, y + height] : [place.y(mark.high[i]), place.y(mark.low[i])];
        return target(i, -1, x + width / 2, mark.kind === "bars" ? y + height / 2 : place.y(mark.y[i]), [x, top, x + width, bottom]);
      }
      if (lies(mark)) {
        const y = place.y(mark.x[i]);
        return target(i, -1, place.x(mark.y[i]), y, [place.x(mark.low[i]), y, place.x(mark.high[i]), y]);
      }
      const [x, y] = [place.x(mark.x[i]), place.y(mark.y[i])];
      return mark.kind === "intervals" ? target(i, -1, x, y, [x, place.y(mark.high[i]), x, place.y(mark.low[i])]) : target(i, -1, x, y);
    });
  }

  const isNumbers = (value) => Array.isArray(value) && value.length > 0 && typeof value[0] !== "object";

  function withNumbers(part) {
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, isNumbers(value) ? value.map(numbers.read) : value]));
  }

  /** Returns a picture of a document with numbers where JSON has texts for those that it cannot write. */
  function read(picture) {
    const mended = picture.marks.map((mark) => ({ ...withNumbers(mark), ...(mark.paths ? { paths: mark.paths.map(withNumbers) } : {}) }));
    return { ...picture, marks: mended };
  }

  /** Returns a picture with the names of its axis in their own order, the first at the left or on top. */
  function byName(picture) {
    const upright = !picture.horizontal.names;
    const axis = upright ? picture.vertical : picture.horizontal;
    const order = axis.names.map((_, i) => i).sort((a, b) => axis.names[a].localeCompare(axis.names[b], "en", { numeric: true }) || a - b);
    if (upright) {
      order.reverse();
    }
    const to = [];
    order.forEach((from, place) => (to[from] = place));
    const moved = picture.marks.map((mark) => {
      const key = keyOfPlace(picture, mark);
      return mark[key] ? { ...mark, [key]: mark[key].map((place) => to[Math.round(place)]) } : mark;
    });
    const sorted = { ...axis, names: order.map((i) => axis.names[i]) };
    return { ...picture, marks: moved, [upright ? "vertical" : "horizontal"]: sorted };
  }

  /** Returns all numbers that an axis must hold. */
  function extent(mark, alongX) {
    const own = alongX ? "x" : "y";
    if (mark.kind === "rule") {
      return mark.vertical === alongX ? [mark.at] : [];
    }
    if (count(mark) === 0) {
      return [];
    }
    switch (mark.kind) {
      case "lines":
        return mark.paths.flatMap((path) => path[own]);
      case "arrows":
        return [...mark[own], ...mark["from_" + own]];
      case "bars":
        return alongX ? [...mark.low, ...mark.high] : mark.y;
      case "points":
        return mark[own];
      default: {
        const lying = lies(mark);
        return lying === alongX ? [...mark.low, ...mark.high] : mark.x;
      }
    }
  }

  return { svg, painted, colour, draw, groups, count, places, targets, extent, read, byName };
})();
