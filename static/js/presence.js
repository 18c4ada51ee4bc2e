// Who else has the same form open. It tells, and locks nobody out.

import { tab } from "./drafts.js";

const EVERY = 10_000;

export class Presence {
  constructor(form, headers) {
    this.form = form;
    this.headers = headers;
    this.line = form.querySelector(".presence");
    this.beat();
    this.timer = setInterval(() => this.beat(), EVERY);
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
    clearInterval(this.timer);
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
