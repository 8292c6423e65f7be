// Follows an article until it has an outcome: looks again some time after each answer.

import { html, showTimes } from "./page.js";

const EVERY_MS = 2_000;
const MOST_MS = 16_000;
const place = document.getElementById("trace");
const following = document.getElementById("following");
let shown = "";
let pause = EVERY_MS;

const isSettled = () => place.querySelector("[data-settled]")?.dataset.settled === "yes";

function sentenceIn(text) {
  const page = new DOMParser().parseFromString(html.createHTML(text), "text/html");
  return page.querySelector(".problem")?.textContent.trim() ?? "";
}

function show(text) {
  if (text === shown) return;
  shown = text;
  place.innerHTML = html.createHTML(text);
  showTimes(place);
}

// Another trace may run: what is shown stays until there is something newer.
async function look() {
  const response = await fetch(place.dataset.part);
  const text = await response.text();
  if (response.status === 503) return sentenceIn(text);
  if (!response.ok) throw new Error(`the desk answers ${response.status}`);
  show(text);
  return "";
}

const seconds = (milliseconds) => Math.round(milliseconds / 1000);

function say(problem, milliseconds) {
  following.textContent = problem
    ? `${problem} This page asks again in ${seconds(milliseconds)} seconds.`
    : `Following: this page looks again ${seconds(milliseconds)} seconds after each answer.`;
}

// A look that takes long is followed by a pause as long; a desk that cannot look is asked less often.
async function follow() {
  const begun = performance.now();
  const problem = await look().catch(() => "The desk does not answer.");
  const took = performance.now() - begun;
  pause = Math.min(MOST_MS, Math.max(EVERY_MS, took, problem ? pause * 2 : 0));
  if (isSettled()) following.textContent = "";
  else {
    say(problem, pause);
    setTimeout(follow, pause);
  }
}

if (place && !isSettled()) setTimeout(follow, EVERY_MS);
