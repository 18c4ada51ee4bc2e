// Forms that are saved by their button alone: what is typed is kept in this browser until the portal has answered,
// and stands there again when the form is opened after a window was closed or an answer never came.

import { Draft, forget } from "./drafts.js";
import { token } from "./token.js";

const POSTED = "boardportal-posted";
const TYPED = "textarea, input:is([type=text], :not([type]))";
const user = document.body.dataset.user ?? "";
const headers = () => ({ "X-CSRFToken": token(), "X-User": user });

// The addresses whose drafts are given back here, and need not be offered elsewhere on the page.
export const sketched = new Set();

// The portal has answered a button with another page: it has the text. Whoever came to the page in another way than
// by its answer, or to the page that asks who one is, has not been answered.
function takeNote() {
  const posted = JSON.parse(sessionStorage.getItem(POSTED) ?? "null");
  if (!posted || !user) return;
  sessionStorage.removeItem(POSTED);
  const [shown] = performance.getEntriesByType("navigation");
  if (posted.url !== location.pathname && shown.redirectCount > 0 && (shown.responseStatus || 200) < 400) forget(posted.name);
}

class Sketch {
  constructor(form) {
    this.form = form;
    this.fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name);
    this.draft = new Draft(user, location.pathname, headers);
    form.addEventListener("input", () => {
      this.isCancelled = false;
      this.keep();
    });
    form.addEventListener("click", (event) => (this.isCancelled ||= event.target.matches("[data-cancel]")));
    // Who cancels, and says yes when asked, has thrown it away.
    window.addEventListener("pagehide", () => this.isCancelled && forget(this.draft.name));
    form.addEventListener("submit", () => {
      sessionStorage.setItem(POSTED, JSON.stringify({ name: this.draft.name, url: location.pathname }));
    });
    this.giveBack();
  }

  get isTouched() {
    return this.fields.some((field) => field.value !== field.defaultValue);
  }

  keep() {
    const fields = Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    const title = document.querySelector("h1").textContent.trim();
    return this.isTouched ? this.draft.keep({ title, fields, at: Date.now() }) : this.draft.drop();
  }

  // What was left is put where it was. Where something else stands by now, it is offered beside it by the page.
  async giveBack() {
    const found = await this.draft.left().catch(() => []);
    for (const one of found) {
      const differing = this.fields.filter((field) => field.name in one.fields && field.value !== one.fields[field.name]);
      const isFree = differing.every((field) => field.value === field.defaultValue && !field.form.querySelector(".errorlist"));
      if (!isFree) continue;
      for (const field of differing) field.value = one.fields[field.name];
      if (differing.length) {
        // The guard of the page counts it as typed.
        this.form.dispatchEvent(new Event("input", { bubbles: true }));
        await this.keep();
        this.tell();
      }
      forget(one.name);
    }
  }

  tell() {
    const line = document.createElement("p");
    line.className = "notice";
    line.setAttribute("role", "status");
    this.form.prepend(line);
    line.textContent = document.getElementById("live").dataset.givenBack;
  }
}

if (user) {
  takeNote();
  for (const form of document.querySelectorAll("form[data-guard][method=post]:not([hx-post])")) {
    // Where one form of the page is kept, its address is known.
    if (sketched.has(location.pathname) || !form.querySelector("textarea")) continue;
    sketched.add(location.pathname);
    new Sketch(form);
  }
}
