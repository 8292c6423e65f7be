// Views that the reader has named, kept in this browser: a name and an address each.

const KEY = "newsdesk.views";
const LIMIT = 100;
const list = document.getElementById("saved");
const save = document.getElementById("save");
const naming = document.getElementById("naming");
const named = document.getElementById("name");

function load() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    const isView = (view) => typeof view?.name === "string" && /^\/(\?|$)/.test(view?.address);
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    return [];
  }
}

function keep(views) {
  try {
    localStorage.setItem(KEY, JSON.stringify(views.slice(-LIMIT)));
  } catch {
    // The browser keeps nothing: the views last as long as the page.
  }
  show(views);
}

function entry(view, views) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = view.address;
  link.textContent = view.name;
  link.dir = "auto";
  if (view.address === location.pathname + location.search) link.setAttribute("aria-current", "true");
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = "×";
  remove.setAttribute("aria-label", `Remove the view ${view.name}`);
  remove.addEventListener("click", () => keep(views.filter((each) => each !== view)));
  item.append(link, remove);
  return item;
}

function show(views) {
  list.replaceChildren(...views.map((view) => entry(view, views)));
}

save?.addEventListener("click", () => {
  named.value = "";
  naming.returnValue = "";
  naming.showModal();
});

naming?.addEventListener("close", () => {
  const name = naming.returnValue === "save" && named.value.trim().slice(0, 80);
  if (!name) return;
  const others = load().filter((view) => view.name !== name);
  keep([...others, { name, address: location.pathname + location.search }]);
});

if (save) {
  save.hidden = false;
  show(load());
}
