// Marks a row and all above it as read, and can undo the last time.

const note = document.getElementById("marked");
const undo = document.getElementById("undo");
const SHOWN_MS = 6_000; // As long as nothing can be undone by it.
let marked = [];
let going = 0;

function say(sentence) {
  clearTimeout(going);
  note.textContent = sentence;
  undo.hidden = marked.length === 0;
  if (undo.hidden) going = setTimeout(() => { note.textContent = ""; }, SHOWN_MS);
}

const rowsWith = (rows, ids) => [...rows.children].filter((row) => ids.includes(row.dataset.id));

export function markAbove(rows, row, read, show) {
  const all = [...rows.children];
  const above = all.slice(0, all.indexOf(row) + 1);
  const ids = above.map((each) => each.dataset.id).filter((id) => !read.has(id));
  if (ids.length) marked = ids;
  read.setAll(ids, true);
  above.forEach(show);
  say(ids.length ? `${ids.length} marked as read.` : "All above were read.");
}

export function undoMarks(rows, read, show) {
  const ids = marked;
  marked = [];
  read.setAll(ids, false);
  rowsWith(rows, ids).forEach(show);
  if (ids.length) say(`${ids.length} unread again.`);
}
