// A column from a spreadsheet, pasted in the field of a value, fills the fields of the values below it too. Each form
// saves by itself; the message tells what went where, and all of it can be undone.

const VALUE = "#report-rows form input[name=value], #report-rows form [name=value_text]";
const NUMBER = /^[-+−–]?\d[\d\s\u00a0\u202f.,]*%?$/;
const ABOUT = [
  [/^(?:ca\.?|c:a|cirka|ungefär|about)\s+/i, "about"],
  [/^(?:drygt|just over)\s+/i, "over"],
  [/^(?:knappt|just under)\s+/i, "under"],
];

const notice = document.getElementById("pasted");
const said = notice.querySelector("[role=status]");
let before = [];

// The cells of a copied range, by row. A cell with a line break in it stands in quotes.
function rangeOf(text) {
  const range = [[]];
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (const [, cell, end] of plain.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
    const isQuoted = cell.startsWith('"') && cell.endsWith('"') && cell.length > 1;
    range.at(-1).push((isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim());
    if (end === "\n") range.push([]);
    if (!end) break;
  }
  return range;
}

// One field for each form that takes a value: the number, or the words where it takes no number.
function fieldsFrom(first) {
  const forms = [...new Set([...document.querySelectorAll(VALUE)].map((field) => field.form))];
  return forms.slice(forms.indexOf(first.form)).map((form) => form.elements.value ?? form.elements.value_text);
}

function put(field, value) {
  if (!field || field.value === value) return;
  before.push([field, field.value]);
  set(field, value);
}

function set(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// «45 %» where the field is in per cent is a number there, and words elsewhere.
function numberOf(cell, field) {
  if (!NUMBER.test(cell)) return null;
  if (!cell.endsWith("%")) return cell;
  const unit = field.closest(".field-control").querySelector(".unit")?.textContent.trim() ?? "";
  return unit === "%" ? cell.slice(0, -1).trim() : null;
}

// True where the cell became words.
function place(cell, field) {
  const { value_text: text, comment, approximate, missing_reason: missing } = field.form.elements;
  put(missing, "");
  if (field.name === "value_text") {
    put(field, cell);
    return false;
  }
  const [start, about] = (approximate && ABOUT.find(([pattern]) => pattern.test(cell))) ?? [];
  const number = numberOf(about ? cell.replace(start, "") : cell, field);
  if (number !== null) {
    put(approximate, about ?? "");
    put(text, "");
    put(field, number);
    return false;
  }
  put(field, "");
  if (text) {
    put(text, cell);
    // Where the words went is seen.
    text.closest("details")?.setAttribute("open", "");
  }
  else put(comment, [comment.value.trim(), cell].filter(Boolean).join("\n\n"));
  return true;
}

function tell(words, canUndo) {
  notice.hidden = false;
  notice.querySelector(".actions").hidden = !canUndo;
  said.textContent = "";
  // Emptied first, so that the same words are said again.
  requestAnimationFrame(() => (said.textContent = words));
}

const counted = (words, count) => (count ? words.replace("{count}", count) : "");

function paste(event) {
  const first = event.target;
  if (!first.matches?.(VALUE)) return;
  const range = rangeOf(event.clipboardData.getData("text/plain"));
  if (range.length < 2 && range[0].length < 2) return;
  event.preventDefault();
  before = [];
  const { filled, words, rest, columns } = notice.dataset;
  if (range.some((row) => row.length > 1)) return tell(columns, false);
  const cells = range.map(([cell]) => cell);
  const fields = fieldsFrom(first);
  let inWords = 0;
  let count = 0;
  for (const [at, cell] of cells.slice(0, fields.length).entries()) {
    // An empty cell says nothing of its value: what stands there stands.
    if (!cell) continue;
    count += 1;
    inWords += place(cell, fields[at]);
  }
  const left = cells.slice(fields.length).filter(Boolean);
  const more = left.length ? rest.replace("{cells}", left.join(" · ")) : "";
  tell([filled.replace("{count}", count), counted(words, inWords), more].filter(Boolean).join(" "), before.length > 0);
}

function undo() {
  for (const [field, value] of before.reverse()) if (field.isConnected) set(field, value);
  before = [];
  tell(notice.dataset.undone, false);
}

document.addEventListener("paste", paste);
notice.querySelector("[data-undo]").addEventListener("click", undo);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !before.length || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    undo();
  },
  true,
);
// What is typed after it is not taken back by it.
document.addEventListener("keydown", (event) => {
  if (event.target.matches?.(VALUE) && event.key.length === 1 && !event.ctrlKey && !event.metaKey) before = [];
});
