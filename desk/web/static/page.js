// Times in the reader's zone, and the keys that every page has.

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const isToday = (moment) => moment.toDateString() === new Date().toDateString();
let isPrinted = false; // On paper a time is said as it is, and not how long ago it was.
const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];

// Pages and fragments come from the desk itself, with all text escaped.
export const html = window.trustedTypes?.createPolicy("newsdesk", { createHTML: (text) => text }) ??
  { createHTML: (text) => text };

export function parsed(text) {
  const template = document.createElement("template");
  template.innerHTML = html.createHTML(text);
  return template.content;
}

export function age(milliseconds) {
  let amount = milliseconds / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return relative.format(-Math.round(amount), unit);
    amount /= size;
  }
}

function shownTime(element, moment) {
  const isClock = element.classList.contains("clock");
  if (isClock) return (isToday(moment) ? clock : dayAndClock).format(moment);
  if (element.classList.contains("exact") || isPrinted) return element.title;
  return age(Date.now() - moment.getTime());
}

export function showTimes(root = document) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.getAttribute("datetime"));
    if (Number.isNaN(moment.getTime())) continue;
    element.title = absolute.format(moment);
    if (!element.classList.contains("kept")) element.textContent = shownTime(element, moment);
  }
}

function print(isOn) {
  isPrinted = isOn;
  showTimes();
}

// What a screen reader says; the seconds that change all the time are not for it.
export function say(sentence) {
  const said = document.getElementById("said");
  if (said && said.textContent !== sentence) said.textContent = sentence;
}

export const isTyping = (event) =>
  event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (isTyping(event)) return;
  if (event.key === "?") document.getElementById("keys").showModal();
  else if (event.key === "/") document.getElementById("search")?.focus();
  else return;
  event.preventDefault();
});

// What scrolls is reached by keys, too.
for (const each of document.querySelectorAll(":is(.wide, pre):not([tabindex])")) each.tabIndex = 0;

showTimes();
setInterval(showTimes, 20_000);
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
matchMedia("print").addEventListener("change", (event) => print(event.matches));

// The state comes anew; its times are in the reader's zone, too.
const state = document.getElementById("state");
new MutationObserver(() => showTimes(state)).observe(state, { childList: true });
