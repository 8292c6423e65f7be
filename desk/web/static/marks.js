// What this browser's reader has read and starred. It stays in the browser.

const LIMIT = 20_000;

function load(name) {
  try {
    const stored = JSON.parse(localStorage.getItem(name) ?? "[]");
    return new Set(Array.isArray(stored) ? stored : []);
  } catch {
    return new Set();
  }
}

export class Marks {
  constructor(name) {
    this.name = `newsdesk.${name}`;
    this.ids = load(this.name);
  }

  has(id) {
    return this.ids.has(id);
  }

  set(id, isOn) {
    this.setAll([id], isOn);
  }

  setAll(ids, isOn) {
    for (const id of ids) {
      this.ids.delete(id);
      if (isOn) this.ids.add(id);
    }
    while (this.ids.size > LIMIT) this.ids.delete(this.ids.values().next().value);
    try {
      localStorage.setItem(this.name, JSON.stringify([...this.ids]));
    } catch {
      // The browser keeps nothing: the marks last as long as the page.
    }
  }

  toggle(id) {
    this.set(id, !this.has(id));
  }
}
