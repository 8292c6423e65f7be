// The pipeline while one looks at it: figures, tables, and charts drawn by uPlot 1.6.32.

import { Live } from "./live.js";
import { parsed, showTimes } from "./page.js";

const HOUR = 3_600;
const HEIGHT = 180;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

const figures = document.getElementById("figures");
const charts = document.querySelector(".charts");
const seconds = Number(charts.dataset.minutes) * 60;
const points = [];

// A custom property is a text; as the color of an element it is one of the present theme.
function color(name) {
  charts.style.setProperty("accent-color", `var(${name})`);
  return getComputedStyle(charts).accentColor;
}

function axis(label, size) {
  return {
    label, size, labelSize: label ? 20 : 0, font: "12px system-ui", labelFont: "12px system-ui",
    stroke: () => color("--muted"),
    grid: { stroke: () => color("--line"), width: 1 },
    ticks: { stroke: () => color("--line"), width: 1 },
  };
}

class Chart {
  constructor(figure) {
    this.key = figure.dataset.chart;
    this.series = JSON.parse(figure.dataset.series);
    this.place = figure.querySelector(".plot");
    this.plot = new uPlot(this.options(figure.dataset.unit), this.data(), this.place);
  }

  options(unit) {
    const lines = this.series.map((label, place) => ({
      label, width: 2, spanGaps: false,
      stroke: () => color(`--series-${place % 2}`), dash: place % 2 ? [6, 3] : [],
      points: { show: (plot) => plot.data[0].length < 3 },
    }));
    return {
      width: this.width(), height: HEIGHT, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: true, range: () => range() }, y: { range: (_, low, high) => [0, Math.max(high ?? 0, 1) * 1.1] } },
      axes: [{ ...axis("", 30), values: (_, ticks) => ticks.map((tick) => clock.format(tick * 1000)) }, axis(unit, 56)],
      series: [{}, ...lines],
    };
  }

  width() {
    return Math.max(this.place.clientWidth, 120);
  }

  data() {
    const values = this.series.map((_, place) => points.map((point) => point.values[this.key][place]));
    return [points.map((point) => point.time), ...values];
  }

  draw() {
    this.plot.setData(this.data());
  }

  resize() {
    this.plot.setSize({ width: this.width(), height: HEIGHT });
  }
}

function range() {
  const end = points.at(-1)?.time ?? Date.now() / 1000;
  return [end - seconds, end];
}

const drawn = [...charts.querySelectorAll(".chart")].map((figure) => new Chart(figure));
charts.dataset.points = "0";

function add(found) {
  points.push(...found);
  while (points.length && points[0].time < points.at(-1).time - HOUR) points.shift();
  charts.dataset.points = String(points.length);
  for (const chart of drawn) chart.draw();
}

function show(text) {
  const focused = figures.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...figures.querySelectorAll("details[open]")].map((element) => element.id);
  const scrolled = [...figures.querySelectorAll(".wide")].map((element) => element.scrollLeft);
  figures.replaceChildren(parsed(text));
  figures.querySelectorAll(".wide").forEach((element, place) => { element.scrollLeft = scrolled[place] ?? 0; });
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  showTimes(figures);
}

function replaceTables(text) {
  for (const table of parsed(text).querySelectorAll("table[data-table]")) {
    const old = charts.querySelector(`table[data-table="${CSS.escape(table.dataset.table)}"]`);
    old?.replaceWith(table);
    showTimes(table);
  }
}

const source = new Live(figures.dataset.live, figures);
source.addEventListener("figures", (event) => show(event.data));
source.addEventListener("tables", (event) => replaceTables(event.data));
source.addEventListener("points", (event) => add(JSON.parse(event.data)));

window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
const redraw = () => drawn.forEach((chart) => chart.plot.redraw());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
document.addEventListener("newsdesk-theme", redraw);
