// Choosing dead letters: all of a page at once, and no replay of none.

const all = document.getElementById("choose-all");
const replay = document.getElementById("replay");
const boxes = [...document.querySelectorAll("#letters input[name=place]")];

function show() {
  const chosen = boxes.filter((box) => box.checked).length;
  if (replay) {
    replay.disabled = chosen === 0;
    replay.textContent = chosen ? `Replay the chosen ${chosen}…` : "Replay the chosen ones…";
  }
  if (all) {
    all.checked = boxes.length > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    all.disabled = boxes.length === 0;
  }
}

all?.addEventListener("change", () => {
  for (const box of boxes) box.checked = all.checked;
  show();
});
for (const box of boxes) box.addEventListener("change", show);
show();
