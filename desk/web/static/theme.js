// Light, dark, or as the system: read before the page is shown, so that no other one flashes.
// A classic script in the head, because a module would run after the first picture.

(() => {
  const KEY = "newsdesk.theme";
  const THEMES = ["light", "dark"];
  const root = document.documentElement;

  const isTheme = (value) => THEMES.includes(value);

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // The browser keeps nothing.
    }
  }

  function keep(theme) {
    try {
      if (isTheme(theme)) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {
      // The choice lasts as long as the page.
    }
  }

  function show(theme) {
    if (isTheme(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
    const choice = document.getElementById("theme");
    if (choice) choice.value = root.dataset.theme ?? "";
    document.dispatchEvent(new Event("newsdesk-theme"));
  }

  show(kept());
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) show(kept());
  });
  document.addEventListener("DOMContentLoaded", () => show(root.dataset.theme));
  document.addEventListener("change", (event) => {
    if (event.target.id !== "theme") return;
    keep(event.target.value);
    show(event.target.value);
  });
})();
