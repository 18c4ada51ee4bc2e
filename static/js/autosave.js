// Saves a form while it is typed in. One save at a time; each carries the version it started from, the tab, and a
// number that grows, so that the server can tell a late older save from a new one. What the server has not
// acknowledged is kept in this browser (drafts.js) and said to be.

import { Draft, countOf, forget, forgetAll, leftBehind, newId, tab } from "./drafts.js";
import { Presence } from "./presence.js";
// Not fetched when it is needed: the portal may not answer then.
import { logInAgain, whoAmI } from "./session.js";
import { sketched } from "./sketches.js";
import { token } from "./token.js";

const PAUSE = 700;
const PATIENCE = 3000;
// Who has not pressed a key for so long does not type any more.
const HANDS_OFF = 1000;
// A save that has no answer by then is said to be none: with PATIENCE, five seconds after the first key.
const OVERDUE = 2000;
const SLOW = 4000;
const TIMEOUT = 25_000;
const RETRIES = [500, 1000, 2000, 4000];
// Browsers refuse more than this to a page that is going away.
const LAST_WORDS = 60_000;

const live = document.getElementById("live");
const user = document.body.dataset.user ?? "";
const keepers = new Map();
let sequence = 0;
let typedAt = 0;
document.addEventListener("input", () => (typedAt = Date.now()), true);

const wait = (time) => new Promise((done) => setTimeout(done, time));

const headers = () => ({ "X-CSRFToken": token(), "X-User": user });

function fieldsOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "submit" || field.type === "button") continue;
    if (["csrfmiddlewaretoken", "version"].includes(field.name)) continue;
    if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
    values[field.name] = field.value;
  }
  return values;
}

// Whole words only: «1» is not said by «12».
const spaced = (text) => ` ${text.replace(/\s+/g, " ").trim()} `;

// A sentence ends where another begins: not in «t.ex.» or «ca. 5».
const sentencesOf = (paragraph) => paragraph.split(/(?<=[.!?])\s+(?=\p{Lu})/u);

// Mine, and of theirs the sentences that mine does not have: two versions of a long text mostly differ in a few.
function bothOf(mine, theirs) {
  const own = spaced(mine);
  const more = theirs
    .split(/\n{2,}/)
    .map((paragraph) => sentencesOf(paragraph).filter((one) => one.trim() && !own.includes(spaced(one))).join(" "));
  return [mine, ...more].filter(Boolean).join("\n\n");
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// ---- What is said ----

let lastSaid = "";

// «Saved» after every pause would drown what is typed: trouble is said at once, «Saved» the first time and when
// trouble ends.
function announce(words, state) {
  if (state === "saving" || (state === lastSaid && words === live.textContent)) return;
  if (state === "saved" && lastSaid === "saved") return;
  lastSaid = state;
  live.textContent = words;
}

// ---- One form ----

class Keeper {
  constructor(form) {
    this.form = form;
    // A form that is opened again has not typed on from what an earlier one saved: the server tells them apart.
    this.id = newId();
    this.url = form.getAttribute("hx-post");
    this.line = form.querySelector(".save-state");
    this.draft = new Draft(user, this.url, headers);
    this.draftIs = "none";
    this.saved = form.hasAttribute("data-unsaved") ? null : fieldsOf(form);
    this.hasSaved = false;
    this.presence = new Presence(form, headers);
    this.stopped = form.querySelector("[data-conflict]") ? "conflict" : form.hasAttribute("data-unsaved") ? "invalid" : "";
    // An answer to the button comes with the focus on what differs.
    this.sawConflict = this.stopped === "conflict";
    form.addEventListener("input", () => this.changed(PAUSE));
    form.addEventListener("change", () => this.changed(50));
    if (this.stopped === "conflict") this.#offerChoices();
    if (this.stopped) {
      this.#keepDraft();
      this.#say("unsaved", this.#whyStopped());
    }
    this.#offerLeftBehind();
  }

  #whyStopped() {
    if (this.stopped === "conflict") return live.dataset.conflict;
    return this.form.querySelector("[data-locked]") ? live.dataset.locked : live.dataset.invalid;
  }

  get isClean() {
    return this.saved !== null && same(fieldsOf(this.form), this.saved);
  }

  #say(state, words) {
    this.state = state;
    this.line.dataset.state = state;
    this.line.textContent = words;
  }

  show(state, words = live.dataset[state], keep = {}) {
    this.#say(state, words.replace("{time}", keep.time ?? ""));
    announce(this.line.textContent, state);
  }

  showTrouble() {
    const words = { kept: "unsavedKept", full: "unsavedFull", none: "unsaved" }[this.draftIs];
    this.show("unsaved", live.dataset[words]);
  }

  changed(pause) {
    // A field that is taken away with its form says once more that it has changed.
    if (this.closed) return;
    // Who writes on does not throw away.
    this.form.removeAttribute("data-discard");
    for (const field of this.form.elements) {
      // Half a character cannot be stored: the field shows what will be.
      if (field.type === "textarea" && field.value.isWellFormed?.() === false) field.value = field.value.toWellFormed();
    }
    if (this.isClean && !this.isSaving) return this.#asSaved();
    this.#keepDraft();
    // What is corrected is tried again; what is written on in a period that is locked is kept as well.
    if (["invalid", "locked"].includes(this.stopped)) this.stopped = "";
    if (this.stopped) return;
    // «Saved» is not said of what has been typed since.
    if (this.state !== "unsaved") this.show("saving");
    this.since ??= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), Math.max(0, Math.min(pause, this.since + PATIENCE - Date.now())));
  }

  // What was typed was taken back before it was saved: what stands here is what is stored.
  #asSaved() {
    clearTimeout(this.timer);
    this.since = null;
    if (this.isLocked) {
      this.stopped = "locked";
      this.draft.drop();
      return this.show("unsaved", live.dataset.locked);
    }
    if (this.stopped === "invalid") {
      this.stopped = "";
      clearErrors(this.form);
    }
    if (!this.state || this.stopped) return;
    this.draft.drop();
    this.draftIs = "none";
    if (this.savedAt) this.show("saved", live.dataset.savedAt, { time: this.savedAt });
    else this.show("idle", "");
  }

  async #keepDraft() {
    if (this.closed) return;
    const values = { title: this.form.dataset.title, fields: fieldsOf(this.form), at: Date.now() };
    this.draftIs = await this.draft.keep(values);
    // Why it is not saved, where that is known, says more than that it is kept.
    if (this.state === "unsaved" && !this.stopped) this.showTrouble();
  }

  hurry() {
    this.wake?.();
    if (!this.isClean && !this.stopped) this.run();
  }

  // Saves until the server has what stands in the form. Only one at a time.
  async run() {
    if (this.isSaving || this.stopped || this.closed) return;
    clearTimeout(this.timer);
    this.isSaving = true;
    let failures = 0;
    try {
      while (!this.isClean && !this.stopped && !this.closed) {
        const done = await this.#turn();
        if (done) {
          failures = 0;
          continue;
        }
        if (this.stopped || this.closed) break;
        // There may have been no room for the draft, or no key to be had, when the text was typed.
        if (this.draftIs !== "kept") this.#keepDraft();
        const woken = new Promise((wake) => (this.wake = wake));
        await Promise.race([wait(RETRIES[Math.min(failures, RETRIES.length - 1)]), woken]);
        failures += 1;
      }
    } finally {
      this.isSaving = false;
      this.since = null;
      if (this.isClean && !this.closed && this.state !== "saved") this.#asSaved();
    }
  }

  async #turn() {
    const values = fieldsOf(this.form);
    if (this.state !== "unsaved") this.show("saving");
    const slow = setTimeout(() => this.showTrouble(), OVERDUE);
    let answer = null;
    let data = null;
    try {
      answer = await this.#post(values);
      if (answer.headers.get("Content-Type")?.includes("json")) data = await answer.json();
    } catch {
      // No answer, or half of one: the network, the server, or the time that one waits.
      answer = null;
    } finally {
      clearTimeout(slow);
    }
    if (this.closed) return true;
    return this.#take(answer, data, values);
  }

  #post(values, more = {}) {
    sequence += 1;
    const body = new URLSearchParams(values);
    body.set("version", this.form.elements.version.value);
    return fetch(this.url, {
      method: "POST",
      headers: { ...headers(), "X-Autosave": "1", "X-Tab": this.id, "X-Sequence": String(sequence) },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
      ...more,
    });
  }

  // What the server said. True where the loop goes on at once.
  async #take(answer, said, values) {
    if (answer?.ok && said) return this.#acknowledged(said, values);
    // «Well» from somebody else than the portal, as the page of a network that wants a login, is no answer; neither
    // is «not now» from what stands in between.
    if (!answer || answer.ok || answer.status >= 500 || [408, 425, 429].includes(answer.status)) {
      this.showTrouble();
      // It may have been stored all the same: what was taken back meanwhile must be said to the portal too.
      this.saved = null;
      return false;
    }
    if (answer.status === 401) return this.#logIn();
    if (answer.headers.has("X-CSRF-Failed")) return this.#renewToken();
    const data = said ?? {};
    if (answer.status === 409) this.#stopped409(data, values);
    else if (answer.status === 422) this.#invalid(data, values);
    else if ([400, 413].includes(answer.status)) this.#invalid({}, values, live.dataset.tooLong);
    else this.#refused(data.reason ?? live.dataset.gone);
    return false;
  }

  #acknowledged({ version, saved_at: time, key }, values) {
    this.form.elements.version.value = version;
    this.saved = this.isUnsure ? null : values;
    this.isUnsure = false;
    this.savedAt = time;
    this.hasSaved = true;
    this.isLocked = false;
    this.form.removeAttribute("data-unsaved");
    this.#clearNotices();
    clearErrors(this.form);
    rememberAsShown(this.form, values);
    if (this.isClean) this.draft.drop();
    this.show("saved", live.dataset.savedAt, { time });
    document.body.dispatchEvent(new CustomEvent("saved", { detail: { key } }));
    return true;
  }

  async #logIn() {
    this.showTrouble();
    // A dialog that opens under the fingers takes the next words as a password.
    while (Date.now() - typedAt < HANDS_OFF) await wait(HANDS_OFF / 10);
    const isBack = await logInAgain({ user });
    if (isBack) return true;
    this.stopped = "session";
    this.show("unsaved", live.dataset.loggedOut);
    return false;
  }

  async #renewToken() {
    this.showTrouble();
    const who = await whoAmI().catch(() => null);
    return who?.user === user ? false : this.#logIn();
  }

  #clearNotices() {
    this.form.querySelectorAll(":scope > :is(.notice[role=alert], [data-conflict])").forEach((old) => old.remove());
  }

  #stopped409({ kind, html, version }, values) {
    // Said once: who writes on in a period that is locked is not pulled away from the text each time.
    const isAgain = kind === "locked" && this.isLocked;
    this.isLocked = kind === "locked";
    if (!isAgain) {
      this.#clearNotices();
      this.form.insertAdjacentHTML("afterbegin", html);
    }
    if (kind === "conflict") {
      this.stopped = kind;
      this.conflictVersion = version;
      this.sawConflict = false;
      this.#offerChoices(values);
      this.show("unsaved", live.dataset.conflict);
    } else {
      // What was typed meanwhile has not been kept yet: sent once more.
      this.saved = values;
      if (this.isClean) this.stopped = kind;
      if (this.isClean) this.draft.drop();
      this.show("unsaved", live.dataset.locked);
    }
    if (!isAgain && Date.now() - typedAt > HANDS_OFF) {
      this.form.querySelector(".notice[role=alert], [data-conflict]").scrollIntoView({ block: "nearest" });
    }
  }

  #invalid({ errors = {}, general = [] }, values, words = live.dataset.invalid) {
    // Corrected meanwhile, perhaps: that is asked for anew.
    if (same(fieldsOf(this.form), values)) this.stopped = "invalid";
    clearErrors(this.form);
    for (const [id, sentences] of Object.entries(errors)) markError(id, sentences);
    this.show("unsaved", [words, ...general].join(" "));
  }

  #refused(reason) {
    this.stopped = "refused";
    this.show("unsaved", `${live.dataset.refused} ${reason}`);
  }

  // Somebody saved first: for each field mine, theirs, or both; then it is saved on top of what is stored now.
  // `sent` is what the server compared: what has been typed since stands, and so does what is typed on after a choice.
  #offerChoices(sent = fieldsOf(this.form)) {
    const notice = this.form.querySelector("[data-conflict]");
    const press = (button) => {
      for (const one of notice.querySelectorAll(`[data-field="${button.dataset.field}"]`)) {
        one.setAttribute("aria-pressed", String(one === button));
      }
    };
    this.conflictVersion ??= notice.dataset.conflict;
    notice.querySelectorAll("[data-choice]").forEach((one) => (one.hidden = false));
    const mine = new Map();
    const taken = new Map();
    for (const button of notice.querySelectorAll("[data-take]")) {
      const field = document.getElementById(button.dataset.field);
      const { take, value } = button.dataset;
      if (!mine.has(field)) mine.set(field, field.value);
      button.addEventListener("click", () => {
        if (field.value !== (taken.get(field) ?? mine.get(field))) mine.set(field, field.value);
        const own = mine.get(field);
        field.value = { mine: own, theirs: value, both: bothOf(own, value) }[take];
        taken.set(field, field.value);
        press(button);
        this.#keepDraft();
      });
      if (!button.hasAttribute("data-chosen")) continue;
      if (field.value === sent[field.name]) field.value = value;
      else press(notice.querySelector(`[data-take=mine][data-field="${button.dataset.field}"]`));
      taken.set(field, field.value);
    }
    notice.querySelector("[data-conflict-done]").addEventListener("click", () => {
      this.settleConflict();
      notice.remove();
      (this.form.querySelector("textarea") ?? this.form.querySelector("select, input:not([type=hidden])")).focus();
      this.run();
    });
  }

  settleConflict() {
    if (this.stopped !== "conflict") return;
    this.form.elements.version.value = this.conflictVersion;
    this.saved = null;
    this.stopped = "";
  }

  // What a tab that is gone has left of this form is offered, beside what is stored now.
  async #offerLeftBehind() {
    const found = await this.draft.left().catch(() => []);
    const now = fieldsOf(this.form);
    for (const one of found) {
      const differs = Object.keys(one.fields).filter(
        (name) => name in now && one.fields[name] !== now[name] && this.form.elements[name].type !== "hidden",
      );
      if (differs.length) this.#offer(one, differs, now);
      else forget(one.name);
    }
  }

  #offer(left, names, now) {
    const notice = document.getElementById("left-behind").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-when]").textContent = new Date(left.at).toLocaleString(document.documentElement.lang);
    const body = notice.querySelector("tbody");
    const row = body.firstElementChild;
    for (const name of names) {
      const field = this.form.elements[name];
      const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? name;
      const words = (value) => [...(field.options ?? [])].find((option) => option.value === value)?.text ?? value;
      const shown = row.cloneNode(true);
      [label, words(left.fields[name]), words(now[name])].forEach((text, at) => (shown.children[at].textContent = text || "–"));
      body.append(shown);
    }
    row.remove();
    notice.querySelector("[data-restore]").addEventListener("click", async () => {
      for (const name of names) {
        const field = this.form.elements[name];
        // What has been typed beside the offer stands too.
        const typed = field.tagName === "TEXTAREA" && field.value !== now[name];
        field.value = typed ? bothOf(left.fields[name], field.value) : left.fields[name];
      }
      notice.remove();
      this.changed(0);
      await this.#keepDraft();
      forget(left.name);
      this.form.elements[names[0]].focus();
    });
    notice.querySelector("[data-throw]").addEventListener("click", () => {
      forget(left.name);
      notice.remove();
      this.form.querySelector("select, textarea, input:not([type=hidden])").focus();
    });
    this.form.prepend(notice);
    live.textContent = notice.querySelector("strong").textContent;
  }

  // Before the form is closed: true where the server has everything within a moment.
  async flush() {
    this.run();
    for (let waited = 0; !this.isClean && !this.stopped && waited < SLOW; waited += 50) await wait(50);
    return this.isClean;
  }

  // The button's own save takes over: waits for the one that is under way.
  async yield() {
    clearTimeout(this.timer);
    const isTrouble = this.state === "unsaved" && !this.stopped;
    for (let waited = 0; this.isSaving && !isTrouble && waited < SLOW; waited += 50) await wait(50);
    if (this.stopped === "conflict" && !this.sawConflict) {
      // What somebody else wrote is replaced only by one who has had it in sight.
      this.sawConflict = true;
      this.form.querySelector("[data-conflict]").focus();
      return false;
    }
    this.settleConflict();
    if (this.stopped === "invalid" || this.stopped === "session") this.stopped = "";
    return true;
  }

  lastWords() {
    if (this.isClean || this.stopped || this.closed || this.form.hasAttribute("data-discard")) return;
    const values = fieldsOf(this.form);
    if (new URLSearchParams(values).toString().length >= LAST_WORDS) return;
    this.#post(values, { keepalive: true }).catch(() => {});
    // Nobody hears the answer: what is taken back from here on must be said to the portal too.
    this.saved = null;
    this.isUnsure = this.isSaving;
  }

  close() {
    if (this.closed) return;
    const isDone = this.isClean || this.isAnswered || this.form.hasAttribute("data-discard");
    this.closed = true;
    clearTimeout(this.timer);
    this.wake?.();
    this.presence.leave();
    if (isDone) this.draft.drop();
  }
}

// ---- The form as the page remembers it ----

// What has been saved is what the field began with: app.js asks before anything else is thrown away.
function rememberAsShown(form, values) {
  for (const field of form.elements) {
    if (!(field.name in values)) continue;
    if (field.tagName === "SELECT") {
      for (const option of field.options) option.defaultSelected = option.value === values[field.name];
    } else if (field.type === "checkbox" || field.type === "radio") {
      field.defaultChecked = field.checked;
    } else if (field.type !== "hidden") {
      field.defaultValue = values[field.name];
    }
  }
}

function clearErrors(form) {
  form.querySelectorAll(".errorlist[data-auto], .form-errors").forEach((old) => old.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `${field.id}_error`);
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field.removeAttribute("aria-describedby");
    document.getElementById(`${field.id}_error`)?.remove();
  });
}

function markError(id, sentences) {
  const field = document.getElementById(id);
  if (!field) return;
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.id = `${id}_error`;
  list.dataset.auto = "";
  for (const sentence of sentences) list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  (field.closest(".field-control") ?? field).after(list);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), list.id].filter(Boolean).join(" "));
}

// ---- Every form of the page, now and later ----

function attend(root) {
  const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
  for (const form of forms) if (!keepers.has(form)) keepers.set(form, new Keeper(form));
}

function close(root) {
  for (const [form, keeper] of keepers) {
    if (!root.contains(form)) continue;
    keeper.close();
    keepers.delete(form);
  }
}

document.addEventListener("htmx:load", (event) => attend(event.target));
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  if (event.target.matches?.("form[data-autosave]")) close(event.target);
});

document.addEventListener("htmx:confirm", (event) => {
  const keeper = keepers.get(event.target);
  if (!keeper || event.detail.verb !== "post") return;
  event.preventDefault();
  keeper.yield().then((goesOn) => goesOn && event.detail.issueRequest(true));
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches?.("form.quick")) {
    // One choice after the other, faster than the answers come: one's own are no conflict.
    sequence += 1;
    Object.assign(event.detail.headers, { "X-Tab": tab, "X-Sequence": String(sequence) });
  }
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  if (event.target === form) {
    const keeper = keepers.get(form);
    keeper.sent = fieldsOf(form);
    sequence += 1;
    Object.assign(event.detail.headers, { "X-Tab": keeper.id, "X-Sequence": String(sequence) });
  } else if (keepers.get(form)?.hasSaved && event.target.matches("[data-cancel]")) {
    // The sums of the page changed while one typed: the row brings them along.
    event.detail.parameters.saved = "";
  }
});

// What was typed after «Close» or «Unchanged» was pressed keeps the form open.
function keepOpen(event) {
  const keeper = event.target.matches?.("[data-cancel], [data-carry]") && keepers.get(event.target.closest("form"));
  if (keeper && !keeper.isClean && !keeper.form.hasAttribute("data-discard")) event.preventDefault();
}

// An answer of the button's save takes the form away, unless something was typed after it was pressed.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const keeper = keepers.get(event.target);
  if (!keeper) return keepOpen(event);
  const isSaved = event.detail.xhr.status < 400;
  if (same(fieldsOf(keeper.form), keeper.sent)) {
    keeper.isAnswered = isSaved;
    // The page may be left without the form being closed.
    if (isSaved) keeper.draft.drop();
    return;
  }
  event.preventDefault();
  // Whatever else the answer says, it says again of what stands in the form now.
  keeper.saved = isSaved ? keeper.sent : null;
  keeper.run();
});

// Closing saves first, and so does «Unchanged», which takes the form away too. What cannot be saved is thrown away
// only by a clear yes, and not by the keys of one who writes on.
document.addEventListener(
  "click",
  async (event) => {
    const button = event.target.closest("[data-cancel], [data-carry]");
    const keeper = keepers.get(button?.closest("form"));
    if (!keeper || keeper.isClean || keeper.form.hasAttribute("data-discard")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressedAt = Date.now();
    if (!(await keeper.flush())) {
      if (typedAt > pressedAt || button.matches("[data-carry]") || !window.confirm(live.dataset.leave)) return;
      keeper.form.setAttribute("data-discard", "");
    }
    button.click();
  },
  true,
);

// No answer, or one that says «not now»: the form goes on by itself.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const keeper = keepers.get(event.target);
    if (!keeper) return;
    keeper.saved = null;
    keeper.showTrouble();
    keeper.run();
  });
}

// A refusal for a token that is out of date is no refusal: fetched anew, and saved.
document.addEventListener("htmx:beforeSwap", (event) => {
  const keeper = keepers.get(event.target) ?? keepers.get(event.detail.requestConfig?.elt);
  if (!keeper || !event.detail.xhr.getResponseHeader("X-CSRF-Failed")) return;
  event.detail.shouldSwap = false;
  keeper.saved = null;
  keeper.run();
});

window.addEventListener("online", () => keepers.forEach((keeper) => keeper.hurry()));
window.addEventListener("pagehide", () => keepers.forEach((keeper) => keeper.lastWords()));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keepers.forEach((keeper) => keeper.lastWords());
});

// ---- Logging out takes what is not saved with it, and says so first ----

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[action$='/logout/']") || !user) return;
  const unsaved = [...keepers.values()].filter((keeper) => !keeper.isClean).length;
  const count = Math.max(countOf(user), unsaved);
  if (count && !window.confirm(live.dataset.logout)) return event.preventDefault();
  keepers.forEach((keeper) => keeper.form.setAttribute("data-discard", ""));
  forgetAll(user);
});

// ---- What other tabs have left behind, by its name, on every page ----

async function tellOfLeftBehind() {
  const place = document.getElementById("left-behind-list");
  if (!place || !user || !countOf(user)) return;
  const found = await leftBehind(user, headers).catch(() => []);
  const list = place.content.firstElementChild.cloneNode(true);
  const item = list.querySelector("li");
  for (const { name, url, title, fields } of found) {
    if (sketched.has(url) || [...keepers.values()].some((keeper) => keeper.url === url)) continue;
    const one = item.cloneNode(true);
    Object.assign(one.querySelector("a"), { href: url, textContent: title });
    // The form may be locked or gone: the text is here to be read and copied all the same.
    one.querySelector("[data-text]").textContent = Object.values(fields).filter((text) => text.includes(" ")).join("\n\n");
    one.querySelector("[data-throw]").addEventListener("click", () => {
      forget(name);
      one.remove();
      if (!list.querySelector("li")) list.remove();
      document.getElementById("main").focus();
    });
    list.querySelector("ul").append(one);
  }
  item.remove();
  if (!list.querySelector("li")) return;
  document.getElementById("main").prepend(list);
  live.textContent = list.querySelector("p").textContent;
}

attend(document);
tellOfLeftBehind();
