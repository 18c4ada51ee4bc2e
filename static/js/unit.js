// The page where a unit reports all of its goals: from one open form to the next. Leaving a field saves it.

const FIELD = "input:not([type=hidden]), select, textarea";
const rows = () => [...document.querySelectorAll("#report-rows .row")];
const lacks = (row) => row.dataset.state !== "done";

// A form in which something is missing is entered where it is missing.
function enter(row) {
  const field = row?.querySelector(`form[data-autosave] :is(${FIELD})`) ?? document.getElementById("submit");
  field?.focus();
  field?.closest(".row")?.scrollIntoView({ block: "nearest" });
}

function next(row) {
  const all = rows();
  enter(all[all.indexOf(row) + 1]);
}

function nextLacking(row) {
  const all = rows();
  const here = all.indexOf(row);
  enter([...all.slice(here + 1), ...all.slice(0, here)].find(lacks));
}

// Before anybody else: elsewhere these keys save and close, and here nothing closes.
function move(event) {
  const form = event.target.closest?.("#report-rows form[data-autosave]");
  if (!form || event.isComposing) return;
  const isOneLine = event.target.matches("input:not([type=checkbox], [type=radio])");
  const isOn = event.key === "Enter" && (event.ctrlKey || event.metaKey || (isOneLine && !event.altKey && !event.shiftKey));
  const isAlt = event.altKey && !event.ctrlKey && !event.metaKey;
  const isToGap = isAlt && (event.code === "KeyN" || (event.key === "ArrowDown" && !event.target.matches("select")));
  if (!isOn && !isToGap) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // A key that is held down is one press.
  if (event.repeat) return;
  if (isOn) next(form.closest(".row"));
  else nextLacking(form.closest(".row"));
}

document.addEventListener("keydown", move, true);

// ---- How far it has come: fetched anew after each save ----

let unfolded = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "unit-head") unfolded = document.getElementById("report-missing")?.open ?? unfolded;
});

document.addEventListener("htmx:load", ({ target }) => {
  if (target.id !== "unit-head") return;
  const missing = document.getElementById("report-missing");
  if (missing) missing.open = unfolded;
  const lacking = new Set(target.dataset.lacking.split(" "));
  for (const row of rows()) row.dataset.state = lacking.has(row.id) ? "missing" : "done";
});
