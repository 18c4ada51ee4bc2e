// Buttons that put what others have said, or a sum, into the form beside them. Nothing is saved by it: the form does
// that, as if it had been typed.

// A field that nobody has worked in has its caret at the beginning, where nobody wants the text; a form that opens
// puts the focus there by itself.
const visited = new WeakSet();
for (const name of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(name, (event) => visited.add(event.target));
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// At the caret, as a paragraph of its own or within the sentence.
function insert(field, text, isInline) {
  const end = field.value.length;
  if (!visited.has(field)) field.setSelectionRange(end, end);
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const [apart, ends, begins] = isInline ? [" ", /[\s(]$/, /^[\s.,;:)!?]/] : ["\n\n", /\n\n$/, /^\n\n/];
  const gap = (words, isBefore) => (!words || (isBefore ? ends : begins).test(words) ? "" : apart);
  const whole = `${gap(before, true)}${text}${gap(after, false)}`;
  field.focus();
  // As typing does it: the browser can take it back.
  if (!document.execCommand("insertText", false, whole)) {
    field.setRangeText(whole, field.selectionStart, field.selectionEnd, "end");
  }
  changed(field);
}

function fill(values) {
  const fields = Object.entries(values).filter(([id]) => document.getElementById(id));
  for (const [id, value] of fields) {
    const field = document.getElementById(id);
    field.value = value;
    changed(field);
  }
  if (fields.length) document.getElementById(fields[0][0]).focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert], button[data-fill]");
  if (!button) return;
  if (button.dataset.fill) return fill(JSON.parse(button.dataset.fill));
  const field = document.getElementById(button.dataset.insert);
  if (field) insert(field, button.dataset.text, "inline" in button.dataset);
});

function show(root) {
  root.querySelectorAll?.("button:is([data-insert], [data-fill])[hidden]").forEach((button) => (button.hidden = false));
}

document.addEventListener("htmx:load", (event) => show(event.target));
show(document);
