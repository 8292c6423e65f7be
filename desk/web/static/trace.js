// Follows an article: looks again every 2 seconds, until it has an outcome.

import { html, showTimes } from "./page.js";

const EVERY_MS = 2_000;
const place = document.getElementById("trace");
const following = document.getElementById("following");
let shown = "";

const isSettled = () => place.querySelector("[data-settled]")?.dataset.settled === "yes";

async function look() {
  const response = await fetch(place.dataset.part);
  if (!response.ok && response.status !== 503) throw new Error(`the desk answers ${response.status}`);
  const text = await response.text();
  // Another trace may run: what is shown stays until there is something newer.
  if (text === shown || (response.status === 503 && shown)) return;
  shown = text;
  place.innerHTML = html.createHTML(text);
  showTimes(place);
}

async function follow() {
  try {
    await look();
    following.textContent = isSettled() ? "" : "Following: this page looks again every 2 seconds.";
  } catch {
    following.textContent = "The desk does not answer. This page asks again every 2 seconds.";
  }
  if (!isSettled()) setTimeout(follow, EVERY_MS);
}

if (place && !isSettled()) setTimeout(follow, EVERY_MS);
