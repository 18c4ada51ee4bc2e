// What the browser adds to pages that work without it: focus after a swap, «Saved» said aloud,
// a question before text is lost, and two keys. No dependency beside htmx's events; saving stands in autosave.js.

import "./insert.js";
import { token } from "./token.js";

const live = document.getElementById("live");
const FIELD = "input:not([type=hidden]), select, textarea";

// ---- Text that is not saved ----

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    const options = [...field.options];
    // A select without a marked option shows its first one.
    if (!options.some((option) => option.defaultSelected)) return field.selectedIndex > 0;
    return options.some((option) => option.selected !== option.defaultSelected);
  }
  return field.value !== field.defaultValue;
}

// A form that came back with errors or a conflict holds unsaved text even if nobody touched it since.
function hasUnsavedText(form) {
  return form.hasAttribute("data-unsaved") || [...form.querySelectorAll(FIELD)].some(isChanged);
}

let leaving = false;

window.addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-guard]:not([data-discard])")];
  if (!leaving && forms.some(hasUnsavedText)) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  // Where text is at stake; a button of a page that is out of date is refused as such.
  const fresh = event.target.matches("[data-guard]") && token();
  const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  if (fresh && field) field.value = fresh;
  // A plain submit takes the page away with the text in it; htmx stays on the page.
  if (event.target.matches("[data-guard]:not([hx-post])")) leaving = true;
});

// ---- Keys ----

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    // A key that is held down is one press.
    if (!event.repeat) form.querySelector("button[type=submit]")?.click();
  } else if (event.key === "Escape" && !event.defaultPrevented) {
    form.querySelector("[data-cancel]")?.click();
  }
});

// A menu closes with Escape and with a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// ---- Requests ----

document.addEventListener("htmx:configRequest", (event) => {
  // What was written as one person is not sent as another, who has logged in meanwhile.
  if (document.body.dataset.user) event.detail.headers["X-User"] = document.body.dataset.user;
  const fresh = token();
  if (!fresh) return;
  event.detail.headers["X-CSRFToken"] = fresh;
  if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = fresh;
});

// A refusal stands above what it concerns and takes nothing away.
document.addEventListener("htmx:beforeSwap", (event) => {
  event.detail.target.querySelectorAll(":scope > .notice, .form-actions + .notice").forEach((old) => old.remove());
  if (event.detail.xhr.status === 403) event.detail.swapOverride = "afterbegin";
});

// Saved on a page of its own: the answer leads back to the list, and nothing is left to lose.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  // Unless autosave.js, which is asked after this, keeps the page for what was typed meanwhile.
  queueMicrotask(() => (leaving ||= !event.defaultPrevented));
});

// A form that saves itself says its own troubles, and what is fetched by itself is fetched again by itself: neither
// takes the focus from who types.
const isQuiet = (element) => element.matches?.("form[data-autosave], [hx-trigger]");

function tell(trouble, element) {
  const form = element.closest("form[data-guard]");
  const notice = document.getElementById(`trouble-${trouble}`).content.firstElementChild.cloneNode(true);
  const place = form ?? document.getElementById("main");
  place.querySelectorAll(":scope > .notice[role=alert]").forEach((old) => old.remove());
  place.prepend(notice);
  notice.tabIndex = -1;
  notice.scrollIntoView({ block: "nearest" });
  notice.focus({ preventScroll: true });
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => isQuiet(event.target) || tell("offline", event.target));
}

document.addEventListener("htmx:responseError", async (event) => {
  const element = event.target;
  if (isQuiet(element)) return;
  if (event.detail.xhr.status !== 401) return tell("server", element);
  const { logInAgain } = await import("./session.js");
  // Logged in again, what was asked for is asked for once more.
  if (await logInAgain({ user: document.body.dataset.user ?? "" })) window.htmx.trigger(element, element.matches("form") ? "submit" : "click");
  else tell("session", element);
});

// ---- Focus after a swap ----

function focusForm(form) {
  const first = form.querySelector("[data-conflict], [role=alert]") ?? [...form.querySelectorAll(FIELD)].find((field) => !field.disabled);
  first?.focus();
}

function focusRow(row) {
  const place = document.getElementById(`${row.id}-edit`) ?? row.querySelector(".row-title a") ?? row;
  if (place === row) row.tabIndex = -1;
  place.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.target;
  const { target, requestConfig, xhr } = event.detail;
  if (xhr.status === 403) target.querySelector("[role=alert]")?.focus();
  // What comes along out of band keeps its hands off the focus.
  if (!swapped.matches?.(".row, .entry-page") || swapped.id !== target.id || xhr.status === 403) return;
  const form = swapped.querySelector("form[data-guard]");
  // Who has gone on to another form types there.
  const at = document.activeElement;
  const isElsewhere = at?.matches(FIELD) && !swapped.contains(at);
  if (form) return isElsewhere || focusForm(form);
  // A status chosen in the list leaves the hand where it was.
  const chosen = requestConfig.elt.matches(".quick") && swapped.querySelector(".quick select");
  if (chosen) chosen.focus();
  else if (!isElsewhere) focusRow(swapped);
  if (requestConfig.verb !== "post" || xhr.status >= 400) return;
  live.textContent = "";
  // Emptied first, so that the same word is said again for the next row.
  requestAnimationFrame(() => (live.textContent = live.dataset.saved));
  swapped.classList.add("row-saved");
});
