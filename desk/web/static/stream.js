// The stream while one looks at it: new articles, pause, keys, marks.

import { markAbove, undoMarks } from "./above.js";
import { Live } from "./live.js";
import { Marks } from "./marks.js";
import { isTyping, parsed, say, showTimes } from "./page.js";

const MOST_ROWS = 500;
const SAY_MS = 5_000; // New articles are counted this long before a screen reader says how many.

const rows = document.getElementById("rows");
const fresh = document.getElementById("new");
const pause = document.getElementById("pause");
const read = new Marks("read");
const starred = new Marks("starred");
const waiting = [];
let here = null;
let arrived = 0;

function show(row) {
  row.classList.toggle("read", read.has(row.dataset.id));
  const star = row.querySelector(".star");
  star.setAttribute("aria-pressed", String(starred.has(row.dataset.id)));
  star.textContent = starred.has(row.dataset.id) ? "★" : "☆";
}

const isPaused = () => pause.getAttribute("aria-pressed") === "true" || window.scrollY > 120;

function add(elements) {
  for (const row of elements.reverse()) {
    if (rows.querySelector(`[data-place="${CSS.escape(row.dataset.place)}"]`)) continue;
    rows.querySelector(`[data-id="${CSS.escape(row.dataset.id)}"]`)?.remove();
    row.classList.add("fresh");
    show(row);
    rows.prepend(row);
  }
  while (rows.children.length > MOST_ROWS) rows.lastElementChild.remove();
  document.querySelector(".empty")?.remove();
  showTimes(rows);
}

function flush() {
  add(waiting.splice(0));
  fresh.hidden = true;
}

function sayArrived() {
  say(arrived === 1 ? "1 new article" : `${arrived} new articles`);
  arrived = 0;
}

function arrive(elements) {
  if (!arrived) setTimeout(sayArrived, SAY_MS);
  arrived += elements.length;
  if (!isPaused()) return add(elements);
  waiting.unshift(...elements);
  fresh.textContent = `${waiting.length} new`;
  fresh.hidden = false;
}

function listen() {
  if (!rows?.dataset.live) return;
  const source = new Live(rows.dataset.live, rows);
  source.addEventListener("articles", (event) => arrive([...parsed(event.data).querySelectorAll("li.row")]));
  source.addEventListener("resynchronised", (event) => {
    document.querySelector(".resynchronised")?.remove();
    for (const row of rows.children) row.dataset.place = ""; // of a topic that may be another now
    rows.before(parsed(event.data));
  });
}

function go(row) {
  if (!row) return;
  here?.classList.remove("here");
  here = row;
  here.classList.add("here");
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
}

function mark(row, isRead = !read.has(row.dataset.id)) {
  read.set(row.dataset.id, isRead);
  show(row);
}

function star(row) {
  starred.toggle(row.dataset.id);
  show(row);
}

// An article that is opened finds its neighbours by this.
function keepPlaces() {
  const places = [...rows.querySelectorAll(".open")].map((each) => each.getAttribute("href"));
  try {
    sessionStorage.setItem("newsdesk.places", JSON.stringify(places));
  } catch {
    // The browser keeps nothing: no key leads from one article to the next.
  }
}

const unread = () => {
  const all = [...rows.children];
  return all.slice(here ? all.indexOf(here) + 1 : 0).find((row) => !read.has(row.dataset.id));
};

const KEYS = {
  j: () => go(here ? here.nextElementSibling : rows.firstElementChild),
  k: () => go(here?.previousElementSibling),
  o: () => here?.querySelector(".open").click(),
  m: () => here && mark(here),
  a: () => here && markAbove(rows, here, read, show),
  u: () => undoMarks(rows, read, show),
  s: () => here && star(here),
  ".": () => go(unread()),
  p: () => pause.click(),
};

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

rows?.addEventListener("click", (event) => {
  const row = event.target.closest("li.row");
  if (event.target.closest(".star")) star(row);
  else if (event.target.closest(".above")) markAbove(rows, row, read, show);
  else if (event.target.closest(".open")) {
    keepPlaces();
    mark(row, true);
  }
});

pause?.addEventListener("click", () => {
  const isOn = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(isOn));
  pause.textContent = isOn ? "Resume" : "Pause";
  if (!isOn && waiting.length) flush();
});
fresh?.addEventListener("click", () => {
  window.scrollTo({ top: 0 });
  flush();
});
document.getElementById("undo")?.addEventListener("click", () => undoMarks(rows, read, show));
document.getElementById("order")?.addEventListener("change", (event) => event.target.form.submit());

for (const row of rows?.children ?? []) show(row);
listen();
