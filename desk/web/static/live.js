// Events of the desk as they come. Where none comes for some seconds, the page says so; where the
// browser does not connect again by itself, as after an answer that is an error, this does.

import { html, say } from "./page.js";

const LOST_MS = 4_000; // Twice the time between two signs of life: it is said within 5 seconds.
const LOOK_MS = 500;
const AGAIN_MS = 3_000;
const LOST = "The desk does not answer. What is shown may be out of date. It is asked again and again.";

const state = document.getElementById("state");

export class Live {
  // `shown` is what is marked as stale while the desk does not answer.
  constructor(address, shown) {
    this.address = address;
    this.shown = shown;
    this.listeners = [];
    this.last = "";
    this.heard = this.opened = Date.now();
    this.addEventListener("state", (event) => this.alive(event.data));
    this.open();
    setInterval(() => this.look(), LOOK_MS);
  }

  addEventListener(name, listener) {
    const kept = (event) => {
      this.last = event.lastEventId || this.last;
      listener(event);
    };
    this.listeners.push([name, kept]);
    this.source?.addEventListener(name, kept);
  }

  open() {
    const address = new URL(this.address, location.href);
    if (this.last) address.searchParams.set("after", this.last);
    this.opened = Date.now();
    this.source = new EventSource(address);
    for (const [name, listener] of this.listeners) this.source.addEventListener(name, listener);
  }

  alive(text) {
    this.heard = Date.now();
    this.shown.classList.remove("stale");
    if (state.dataset.shown !== text) state.innerHTML = html.createHTML(text);
    state.dataset.shown = text;
    this.sayCondition();
  }

  sayCondition() {
    const condition = state.querySelector("[data-condition]")?.textContent ?? "";
    const problems = [...state.querySelectorAll(".problem")].map((each) => each.textContent);
    const sentence = [condition, ...problems].join(". ");
    if (this.said !== undefined && this.said !== sentence) say(sentence);
    this.said = sentence;
  }

  look() {
    const isClosed = this.source.readyState === EventSource.CLOSED;
    if (isClosed && Date.now() - this.opened >= AGAIN_MS) this.open();
    if (Date.now() - this.heard >= LOST_MS && !this.shown.classList.contains("stale")) this.lost();
  }

  lost() {
    this.shown.classList.add("stale");
    state.dataset.shown = "";
    const note = document.createElement("span");
    note.className = "problem";
    note.textContent = LOST;
    state.replaceChildren(note);
    this.said = LOST;
    say(LOST);
  }
}
