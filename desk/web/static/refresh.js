// A part of the page that is fetched again until it no longer changes.

import { html, showTimes } from "./page.js";

const EVERY_MS = 1_000;

async function fetched() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(html.createHTML(await answer.text()), "text/html");
  return page.getElementById("refreshed");
}

async function refresh() {
  const part = document.getElementById("refreshed");
  if (part?.dataset.goesOn !== "yes") return;
  // Where the desk does not answer now, the next attempt may succeed.
  const fresh = await fetched().catch(() => null);
  if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(fresh));
  showTimes();
  setTimeout(refresh, EVERY_MS);
}

setTimeout(refresh, EVERY_MS);
