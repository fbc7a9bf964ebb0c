"use strict";

/** Turns the marks of a picture into SVG: a path for each mark, so that ten thousand rows are one element. */
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
    const lying = mark.kind === "intervals" && mark.horizontal;
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

  /** Returns where the data of a mark lie: [[x, y, index, path]]. */
  function places(mark) {
    if (mark.paths) {
      return mark.paths.flatMap((path, k) => path.x.map((x, i) => [x, path.y[i], i, k]));
    }
    const lying = mark.kind === "intervals" && mark.horizontal;
    return (mark.x || []).map((x, i) => {
      if (mark.kind === "bars") {
        return [(mark.low[i] + mark.high[i]) / 2, mark.y[i], i, -1];
      }
      return lying ? [mark.y[i], x, i, -1] : [x, mark.y[i], i, -1];
    });
  }

  /** Returns all numbers that an axis must hold. */
  function extent(mark, alongX) {
    const own = alongX ? "x" : "y";
    switch (mark.kind) {
      case "rule":
        return [];
      case "lines":
        return mark.paths.flatMap((path) => path[own]);
      case "arrows":
        return [...mark[own], ...mark["from_" + own]];
      case "bars":
        return alongX ? [...mark.low, ...mark.high] : mark.y;
      case "points":
        return mark[own];
      default: {
        const lying = mark.kind === "intervals" && mark.horizontal;
        return lying === alongX ? [...mark.low, ...mark.high] : mark.x;
      }
    }
  }

  return { svg, painted, colour, draw, groups, places, extent };
})();
