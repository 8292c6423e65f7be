// More of a long text in its place, lines to copy, and keys for versions.

import { html, isTyping, showTimes } from "./page.js";

async function append(link) {
  const answer = await fetch(link.dataset.more, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(html.createHTML(await answer.text()), "text/html");
  const part = page.querySelector(".text[data-part]");
  const next = page.querySelector("[data-more]");
  const before = [...document.querySelectorAll(".text[data-part]")].at(-1);
  before.after(document.adoptNode(part));
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  if (next) link.parentElement.replaceChildren(document.adoptNode(next));
  else link.parentElement.remove();
  showTimes();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  append(link).catch(() => location.assign(link.href));
});

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !["[", "]"].includes(event.key)) return;
  document.querySelector(`a[data-key="${event.key}"]`)?.click();
});

function copyButton(pre) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2_000);
  });
  pre.after(button);
}

// Browsers have a clipboard on this machine and over TLS alone.
if (navigator.clipboard) document.querySelectorAll("pre[data-copy]").forEach(copyButton);
