// Keys that lead from an opened article to the one after or before it in the list it came from.

import { isTyping } from "./page.js";

const STEPS = { j: 1, k: -1 };

function places() {
  try {
    const stored = JSON.parse(sessionStorage.getItem("newsdesk.places") ?? "[]");
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

function go(step) {
  const all = places();
  const here = all.indexOf(location.pathname);
  const next = here < 0 ? undefined : all[here + step];
  if (/^\/article\/\d+\/\d+$/.test(next)) location.assign(next);
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !STEPS[event.key]) return;
  event.preventDefault();
  go(STEPS[event.key]);
});
