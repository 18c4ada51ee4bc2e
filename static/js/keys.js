// Keys for whoever reports: between the rows of «My reporting», and from one form to the next.
// Single letters never act while one types, nor with a modifier, and can be turned off (WCAG 2.1.4).

const FIELD = "input:not([type=hidden]), select, textarea";
const CHOICE = "single-keys";

const dialog = document.getElementById("keys");
const rows = () => [...document.querySelectorAll("#report-rows .row")];
const rowOf = (element) => element?.closest?.("#report-rows .row") ?? null;
const lacks = (row) => row.dataset.state !== undefined && row.dataset.state !== "done";

// ---- The list of keys ----

function lettersAct() {
  try {
    return localStorage.getItem(CHOICE) !== "off";
  } catch {
    return true;
  }
}

if (dialog) {
  const choice = document.getElementById("keys-single");
  choice.checked = lettersAct();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(CHOICE, choice.checked ? "on" : "off");
    } catch {
      // A browser that keeps nothing: the letters act until the page is left.
    }
  });
  const button = document.getElementById("keys-open");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
}

// ---- From row to row: said aloud because the focus moves ----

function focusRow(row) {
  if (!row) return;
  const place = document.getElementById(`${row.id}-edit`) ?? row.querySelector(`form[data-guard] :is(${FIELD})`) ?? row;
  if (place === row) row.tabIndex = -1;
  place.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const here = all.indexOf(rowOf(document.activeElement));
  if (here < 0) return focusRow(by > 0 ? all[0] : all.at(-1));
  focusRow(all[here + by]);
}

// The next one after a row, and from the top again where there is none below.
function nextLacking(row) {
  const all = rows();
  const here = all.indexOf(row);
  return [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))].find(lacks) ?? null;
}

function openRow(row) {
  document.getElementById(`${row?.id}-edit`)?.click();
}

const LETTERS = {
  j: () => step(1),
  k: () => step(-1),
  e: () => openRow(rowOf(document.activeElement)),
  o: () => rowOf(document.activeElement)?.querySelector("[data-carry]")?.click(),
  n: () => focusRow(nextLacking(rowOf(document.activeElement))),
  s: () => document.getElementById("submit")?.focus(),
};

function isTyping(element) {
  return element.matches?.("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.altKey && !event.ctrlKey && !event.metaKey) return formKey(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?" && dialog && lettersAct()) {
    event.preventDefault();
    return dialog.showModal();
  }
  if (!document.getElementById("report-rows")) return;
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (arrow && rowOf(event.target) && !event.target.closest("form[data-guard]")) {
    event.preventDefault();
    return step(arrow);
  }
  if (!lettersAct() || event.shiftKey || !LETTERS[event.key]) return;
  event.preventDefault();
  LETTERS[event.key]();
});

// ---- In a form ----

let thenOpen = null;

function formKey(event) {
  const form = event.target.closest?.("form[data-guard]");
  if (!form) return;
  const row = form.closest(".row, .entry-page");
  if (event.code === "KeyO") {
    event.preventDefault();
    row?.querySelector("[data-carry]")?.click();
  } else if (event.code === "KeyN" || event.key === "ArrowDown") {
    if (event.target.matches("select") && event.key === "ArrowDown") return;
    event.preventDefault();
    thenOpen = rowOf(form)?.id ?? null;
    form.querySelector("button[type=submit]:not([data-carry])")?.click();
  }
}

// ---- After a swap: the field that was asked for, or the next row; app.js has set the focus by then ----

let wanted = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-row]");
  const row = link && document.getElementById(link.dataset.row);
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const field = document.getElementById(`${row.id}-${link.dataset.field}`);
  if (!field && !document.getElementById(`${row.id}-edit`)) return;
  event.preventDefault();
  row.scrollIntoView({ block: "start" });
  if (field) return field.focus();
  wanted = `${row.id}-${link.dataset.field}`;
  openRow(row);
});

document.addEventListener("htmx:afterSettle", (event) => {
  const row = rowOf(event.target);
  if (!row || row !== event.target) return;
  if (row.querySelector("form[data-guard]")) {
    const field = wanted?.startsWith(`${row.id}-`) && document.getElementById(wanted);
    wanted = null;
    return field && field.focus();
  }
  if (thenOpen !== row.id) return;
  thenOpen = null;
  const next = nextLacking(row);
  if (next) openRow(next);
});

// What was refused opens nothing more.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.xhr || event.detail.xhr.status >= 400) thenOpen = null;
});

// The head comes anew after each save: it stays as unfolded as it was.
let unfolded = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "reporting-head") unfolded = document.getElementById("report-missing")?.open ?? null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const missing = document.getElementById("report-missing");
  if (event.detail.target.id !== "reporting-head" || !missing || unfolded === null) return;
  missing.open = unfolded;
});

// A refused submission is shown at another address: rows are opened, and the page reloaded, at its own.
const own = document.getElementById("report-rows")?.dataset.url;
if (own && location.pathname !== own) history.replaceState(null, "", own);
// «Begin» on the start page leads to a row: the focus goes along.
if (own && location.hash.startsWith("#row-")) focusRow(document.getElementById(location.hash.slice(1)));
