// What the server has not got yet, kept in this browser: encrypted under a key that the server hands out to the
// person who is logged in, one entry for each tab and form, gone as soon as the server has the text.

const PREFIX = "boardportal-draft";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const newId = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");

// Of this page, not of this window: a duplicated window must not share it.
export const tab = newId();

// Whoever asks for the list of locks sees which tabs are still alive. The lock goes with the page.
navigator.locks?.request(`${PREFIX}-${tab}`, () => new Promise(() => {}));

const keys = new Map();

function keyOf(user, headers) {
  if (!crypto.subtle) return Promise.reject(new Error("no encryption outside https"));
  if (!keys.has(user)) {
    const asked = fetch("/drafts/key/", { method: "POST", headers: { ...headers(), "X-Tab": tab } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : Promise.reject(new Error(`key: ${answer.status}`))))
      .then(({ key }) => crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]));
    // Asked again next time, when it was not to be had.
    asked.catch(() => keys.delete(user));
    keys.set(user, asked);
  }
  return keys.get(user);
}

const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

function base64(buffer) {
  const all = new Uint8Array(buffer);
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(text);
}

async function sealed(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const content = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, encoder.encode(JSON.stringify(value)));
  return `${base64(iv)}.${base64(content)}`;
}

async function opened(key, text) {
  const [iv, content] = text.split(".").map(bytes);
  return JSON.parse(decoder.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, content)));
}

function entries(user) {
  const found = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const name = localStorage.key(at);
    const [prefix, owner, home] = name.split("|");
    if (prefix === PREFIX && owner === user) found.push({ name, home, url: name.split("|").slice(3).join("|") });
  }
  return found;
}

async function livingTabs() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map((lock) => lock.name));
}

// One form's draft. `keep` and `drop` may be called at each key: the latest call counts, one write at a time.
export class Draft {
  constructor(user, url, headers) {
    this.user = user;
    this.url = url;
    this.headers = headers;
    this.name = [PREFIX, user, tab, url].join("|");
    // Asked for while the portal answers: the text may be needed when it does not.
    keyOf(user, headers).catch(() => {});
  }

  // Resolves to "kept", or to "full" or "none" where the browser keeps nothing.
  keep(values) {
    return this.#next({ url: this.url, ...values });
  }

  drop() {
    return this.#next(null);
  }

  #next(values) {
    this.latest = values;
    this.isBehind = true;
    this.writing ??= this.#write();
    return this.writing;
  }

  async #write() {
    let answer = "none";
    // Whoever calls gets the promise before it is fulfilled.
    await null;
    while (this.isBehind) {
      const values = this.latest;
      this.isBehind = false;
      try {
        if (values) localStorage.setItem(this.name, await sealed(await keyOf(this.user, this.headers), values));
        else localStorage.removeItem(this.name);
        answer = "kept";
      } catch (error) {
        answer = error.name === "QuotaExceededError" ? "full" : "none";
      }
    }
    this.writing = null;
    return answer;
  }

  // What tabs that are gone have left behind for this form, latest first.
  async left() {
    const found = (await leftBehind(this.user, this.headers)).filter((one) => one.url === this.url);
    return found.sort((a, b) => b.at - a.at);
  }
}

// Everything of this person that tabs which are gone have left behind: {name, url, title, fields, at}.
export async function leftBehind(user, headers) {
  const all = entries(user);
  if (!all.length) return [];
  const [key, living] = [await keyOf(user, headers), await livingTabs()];
  const found = [];
  for (const { name, home } of all) {
    if (living.has(`${PREFIX}-${home}`)) continue;
    try {
      found.push({ name, ...(await opened(key, localStorage.getItem(name))) });
    } catch {
      // Nobody can read it any more: it was kept under a key that is gone.
      localStorage.removeItem(name);
    }
  }
  return found;
}

export const forget = (name) => localStorage.removeItem(name);
export const countOf = (user) => entries(user).length;

export function forgetAll(user) {
  for (const { name } of entries(user)) localStorage.removeItem(name);
}
