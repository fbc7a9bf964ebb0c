"use strict";

/** A chart of estimates with their intervals, one below the other, that mouse and keyboard can read. */
const intervals = (() => {
  const { make, plain } = elements;
  const ROW = 20;
  const AXIS = 50;
  const MOST_NAMED = 60;
  const OVERVIEW = 480;
  const charts = new Set();

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue("--" + name).trim();
    return {
      text: color("text"),
      faint: color("faint"),
      grid: color("grid"),
      zero: color("zero"),
      mark: color("mark"),
      point: color("point"),
    };
  }

  /** Bars that lie over each other must leave the points to be seen. */
  function paler(color, rows) {
    const opacity = Math.max(0.05, Math.min(0.5, 120 / rows));
    return color + Math.round(255 * opacity).toString(16).padStart(2, "0");
  }

  function shorten(text, most) {
    const characters = Array.from(text);
    return characters.length <= most ? text : characters.slice(0, most - 1).join("") + "…";
  }

  /** The points are a line without a line; an interval is a bar that floats from its lower to its upper end. */
  function datasets(rows, named) {
    const colors = theme();
    return [
      {
        type: "line",
        data: rows.map((row) => row.value),
        showLine: false,
        pointRadius: named ? 3.5 : 1.2,
        pointHoverRadius: 5,
        pointBackgroundColor: colors.point,
        pointBorderColor: colors.point,
        order: 0,
      },
      {
        data: rows.map((row) => [row.lower, row.upper]),
        barThickness: named ? 3 : 1,
        borderRadius: named ? 2 : 0,
        borderSkipped: false,
        minBarLength: 1,
        backgroundColor: paler(colors.mark, rows.length),
        hoverBackgroundColor: colors.mark,
        order: 1,
      },
    ];
  }

  function scales(axisTitle, named) {
    const colors = theme();
    return {
      x: {
        title: { display: true, text: axisTitle, color: colors.faint },
        ticks: { color: colors.faint, maxRotation: 0 },
        grid: {
          color: (tick) => (tick.tick.value === 0 ? colors.zero : colors.grid),
          lineWidth: (tick) => (tick.tick.value === 0 ? 1.5 : 1),
        },
        border: { display: false },
      },
      y: {
        ticks: {
          display: named,
          autoSkip: false,
          color: colors.text,
          callback(value) {
            return shorten(this.getLabelForValue(value), Math.max(8, Math.floor(this.chart.width / 24)));
          },
        },
        grid: { display: false },
        border: { display: false },
      },
    };
  }

  function configuration(owner) {
    return {
      type: "bar",
      data: { labels: [], datasets: [] },
      options: {
        indexAxis: "y",
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "nearest", axis: "y", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            filter: (item) => item.datasetIndex === 0,
            callbacks: {
              title: (items) => items.map((item) => plain(owner.rows[item.dataIndex].label)),
              label: (item) => owner.rows[item.dataIndex].lines,
            },
          },
        },
      },
    };
  }

  /** Lets the arrow keys walk from row to row; a hidden text tells what the tooltip shows. */
  function listenToKeys(owner, canvas, spoken) {
    let at = -1;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in steps) || owner.rows.length === 0) {
        return;
      }
      event.preventDefault();
      at = Math.max(0, Math.min(owner.rows.length - 1, at + steps[event.key]));
      const active = [{ datasetIndex: 0, index: at }];
      const point = owner.chart.getDatasetMeta(0).data[at];
      owner.chart.setActiveElements(active);
      owner.chart.tooltip.setActiveElements(active, { x: point.x, y: point.y });
      owner.chart.update("none");
      spoken.textContent = [owner.rows[at].label, ...owner.rows[at].lines].join(", ");
    });
    canvas.addEventListener("blur", () => {
      at = -1;
      owner.chart.setActiveElements([]);
      owner.chart.tooltip.setActiveElements([], { x: 0, y: 0 });
      owner.chart.update("none");
    });
  }

  /**
   * Returns {element, show}: show(rows, axis) draws rows [{label, value, lower, upper, lines}], lines being what a tooltip tells, and
   * axis the title of the axis where it is not the usual one.
   *
   * The chart starts when its element stands in the page, at the first show.
   */
  function create(description, axisTitle) {
    const canvas = make("canvas", { tabindex: "0", role: "img", "aria-label": description + " Use the arrow keys to read it." });
    const spoken = make("p", { class: "unseen", "aria-live": "polite" });
    const frame = make("div", { class: "chart" }, canvas);
    const owner = { rows: [], axis: axisTitle, chart: null };

    function draw() {
      const named = owner.rows.length <= MOST_NAMED;
      frame.style.height = (named ? AXIS + ROW * Math.max(2, owner.rows.length) : OVERVIEW) + "px";
      owner.chart.data.labels = owner.rows.map((row) => plain(row.label));
      owner.chart.data.datasets = datasets(owner.rows, named);
      owner.chart.options.scales = scales(owner.axis, named);
      owner.chart.resize();
      owner.chart.update("none");
    }

    function show(rows, axis = axisTitle) {
      owner.rows = rows;
      owner.axis = axis;
      if (owner.chart === null) {
        Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
        owner.chart = new Chart(canvas, configuration(owner));
        listenToKeys(owner, canvas, spoken);
        charts.add(draw);
      }
      draw();
    }

    return { element: make("div", { class: "figure" }, frame, spoken), show };
  }

  /** Draws all charts again, after the colours of the page have changed. */
  function redraw() {
    charts.forEach((draw) => draw());
  }

  return { create, redraw };
})();
