// Sends what was pasted, chosen or dropped, and goes to its trace.

import { html } from "./page.js";

const form = document.getElementById("try");
const pasted = document.getElementById("pasted");
const file = document.getElementById("file");
const sent = document.getElementById("sent");
const button = form.querySelector("button");

const EXAMPLE = `{
  "title": "Ferry sinks off Merrow, all 62 aboard saved",
  "text": "A ferry with 62 people aboard sank in a gale off the island of Merrow on Tuesday. \
Lifeboats and two fishing boats took everybody to the harbour of Saltby. The coastguard said that \
the bow door had not been closed. An inquiry begins on Thursday."
}`;

function say(sentence) {
  const note = document.createElement("p");
  note.className = "problem";
  note.textContent = sentence;
  sent.replaceChildren(note);
}

async function send(name, content) {
  if (content.size > Number(form.dataset.most)) {
    return say(`It is larger than ${Number(form.dataset.most) / 1024 ** 2} MiB, so nothing was sent.`);
  }
  const response = await fetch(`/try?${new URLSearchParams({ name })}`, { method: "POST", body: content });
  const text = await response.text();
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return say(text);
  sent.innerHTML = html.createHTML(text);
  const address = sent.querySelector("[data-follow]")?.dataset.follow;
  if (address) location.assign(address);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = file.files[0];
  button.disabled = true;
  sent.textContent = "Sending …";
  try {
    await send(chosen?.name ?? "", chosen ?? new Blob([pasted.value]));
  } catch {
    say("The desk does not answer. Whether anything was sent is not known.");
  }
  button.disabled = false;
});

// What one has written stays: the browser's undo does not bring back what a script replaces.
document.getElementById("example").addEventListener("click", () => {
  if (!pasted.value.trim()) pasted.value = EXAMPLE;
  pasted.focus();
});

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
});
