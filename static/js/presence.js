// Who else has the same form open. It tells, and locks nobody out.

import { tab } from "./drafts.js";

const EVERY = 10_000;
const AGAIN = 1500;

export class Presence {
  constructor(form, headers) {
    this.form = form;
    this.headers = headers;
    this.line = form.querySelector(".presence");
    if (form.hasAttribute("data-late")) this.#comeAndGo();
    else this.#come();
    // Whoever goes on to another page of the portal is not here any more: a form of the same row there would say
    // that it is open in another tab.
    this.away = () => this.timer && this.#sayGone();
    this.back = (event) => event.persisted && this.timer && this.beat();
    window.addEventListener("pagehide", this.away);
    window.addEventListener("pageshow", this.back);
  }

  #come() {
    // The page that one comes from may not have said yet that it is gone: what is told at first is asked once more.
    this.beat().then(() => this.line.hidden || setTimeout(() => this.timer && this.beat(), AGAIN));
    this.timer = setInterval(() => this.beat(), EVERY);
  }

  // One of many open forms: it is where one types that one is.
  #comeAndGo() {
    this.form.addEventListener("focusin", () => this.timer || this.#come());
    this.form.addEventListener("focusout", () =>
      setTimeout(() => {
        if (!this.form.contains(document.activeElement)) this.#go();
      }),
    );
  }

  #go() {
    if (!this.timer) return;
    this.timer = clearInterval(this.timer);
    this.#sayGone();
  }

  async beat() {
    // A page that nobody looks at keeps nobody waiting.
    if (document.hidden) return;
    const answer = await this.#say({ key: this.form.dataset.key, tab }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { sentence, locked } = await answer.json();
    const words = [sentence, locked].filter(Boolean).join(" ");
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.hidden = !words;
  }

  leave() {
    window.removeEventListener("pagehide", this.away);
    window.removeEventListener("pageshow", this.back);
    this.#go();
  }

  // The answer is not waited for: the page may be gone before it comes.
  #sayGone() {
    this.#say({ key: this.form.dataset.key, tab, leave: "1" }, true).catch(() => {});
  }

  #say(fields, keepalive = false) {
    return fetch(this.form.dataset.presence, {
      method: "POST",
      headers: { ...this.headers(), "X-Tab": tab },
      body: new URLSearchParams(fields),
      keepalive,
    });
  }
}
