// Who is logged in, and logging in again on top of the page: the text below stays as it is, and so does the caret.

const template = document.getElementById("login-again");

// ---- Who, and the token that a POST needs ----

function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  document.body.setAttribute("hx-headers", JSON.stringify({ ...headers, "X-CSRFToken": token }));
}

// {user: "7" or null, csrf: "…"}, and every form of the page gets the token. Throws when the portal does not answer.
export async function whoAmI() {
  const answer = await fetch(template?.dataset.whoami ?? "/account/whoami/", { cache: "no-store" });
  if (!answer.ok) throw new Error(`whoami: ${answer.status}`);
  const who = await answer.json();
  renew(who.csrf);
  return who;
}

// ---- Asking the portal ----

async function post(url, fields, token) {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token },
  });
  const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { path: new URL(answer.url).pathname, redirected: answer.redirected, data: isData ? await answer.json() : null };
}

function errorsOf(form) {
  const fields = Object.values(form?.fields ?? {}).flatMap((field) => field.errors);
  return [...(form?.errors ?? []), ...fields].join(" ");
}

// What one press of the button leads to: "done" (whoAmI tells who), "code", "password", or {error}.
async function step(current, fields) {
  const { user, csrf } = await whoAmI();
  if (user) return "done";
  const { login, code, again, offline } = template.dataset;
  const { path, redirected, data } = await post(current === "code" ? code : login, fields, csrf);
  // A login that stopped half way goes on where it stopped; one that took too long begins anew.
  if (redirected) return path === code ? "code" : { error: again, step: "password" };
  if (!data) return { error: offline };
  const error = errorsOf(data.form);
  if (error) return { error };
  return data.location?.split("?")[0] === code ? "code" : "done";
}

// ---- The dialog ----

function show(dialog, name) {
  for (const part of dialog.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== name;
  dialog.dataset.current = name;
  const fields = [...dialog.querySelectorAll(`[data-step=${name}] input`)];
  (fields.find((field) => !field.value) ?? fields.at(-1)).focus();
}

function say(dialog, sentence) {
  const place = dialog.querySelector("[role=alert]");
  place.hidden = !sentence;
  place.textContent = sentence;
}

// Somebody else's session must not send this person's text: all that is left is to go away.
function refuse(dialog) {
  for (const part of dialog.querySelectorAll("[data-step], [type=submit], #login-again-why")) part.hidden = true;
  say(dialog, template.dataset.other);
  dialog.querySelector("[data-close]").focus();
}

async function pressed(dialog, user) {
  const fields = Object.fromEntries(new FormData(dialog.querySelector("form")));
  const found = await step(dialog.dataset.current, fields);
  if (found === "done") return arrived(dialog, user, (await whoAmI()).user);
  say(dialog, found.error ?? "");
  for (const field of dialog.querySelectorAll("[name=password], [name=code]")) field.value = "";
  show(dialog, typeof found === "string" ? found : (found.step ?? dialog.dataset.current));
}

function arrived(dialog, user, who) {
  if (who === user) dialog.close("same");
  else if (who) refuse(dialog);
  else say(dialog, template.dataset.offline);
}

async function submitted(event, dialog, user) {
  event.preventDefault();
  const button = dialog.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  try {
    await pressed(dialog, user);
  } catch {
    say(dialog, template.dataset.offline);
  }
  button.disabled = false;
}

function open(user) {
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  dialog.querySelector("form").addEventListener("submit", (event) => submitted(event, dialog, user));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  // What is typed here is no business of the page's keys and guards.
  for (const kind of ["keydown", "input", "change"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
  dialog.showModal();
  show(dialog, "password");
  return dialog;
}

// ---- Where the reader was ----

function place() {
  const element = document.activeElement;
  const caret = element && "selectionStart" in element ? [element.selectionStart, element.selectionEnd] : null;
  return { element, caret, top: element?.scrollTop };
}

function goBack({ element, caret, top }) {
  if (!element?.isConnected) return;
  element.focus({ preventScroll: true });
  if (caret && caret[0] !== null) element.setSelectionRange(...caret);
  element.scrollTop = top;
}

let asking = null;

async function ask(user) {
  const before = place();
  const who = (await whoAmI().catch(() => ({ user: null }))).user;
  if (who === user) return true;
  const dialog = open(user);
  if (who) refuse(dialog);
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  goBack(before);
  return dialog.returnValue === "same";
}

// True when the same person, by the id of the user, is logged in again; false when the dialog was closed, or when
// somebody else is logged in, which it says. Whoever asks meanwhile waits for the same dialog.
export async function logInAgain({ user }) {
  if (!template) return false;
  asking ??= ask(String(user)).finally(() => (asking = null));
  return asking;
}
