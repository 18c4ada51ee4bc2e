// A bad network for the page: what fetch and XMLHttpRequest send is delayed, lost, answered into the void or sent
// again late. window.badNetwork = {before, after, drop, deaf, again, liar, quota}: milliseconds at most, and chances.
(() => {
  const real = window.fetch.bind(window);
  const pause = (most) => new Promise((done) => setTimeout(done, Math.random() * (most ?? 0)));
  const chance = (one) => Math.random() < (one ?? 0);
  const isPost = (options) => options?.method === "POST";

  window.badNetwork = {};

  // What has come into each field, also when its form has gone since.
  window.typedInto = {};
  document.addEventListener("input", (event) => (window.typedInto[event.target.id] = event.target.value), true);

  window.fetch = async (url, options) => {
    const how = { ...window.badNetwork };
    if (how.liar && isPost(options) && options.headers["X-Autosave"]) {
      const body = JSON.stringify({ version: 1, saved_at: "12:00:00", key: "" });
      return new Response(body, { headers: { "Content-Type": "application/json" } });
    }
    await pause(how.before);
    if (options?.signal?.aborted) throw options.signal.reason;
    if (chance(how.drop)) throw new TypeError("dropped");
    const answer = await real(url, options);
    if (chance(how.again) && isPost(options)) {
      setTimeout(() => real(url, { ...options, signal: undefined }).catch(() => {}), Math.random() * 2000);
    }
    await pause(how.after);
    if (options?.signal?.aborted) throw options.signal.reason;
    if (chance(how.deaf)) throw new TypeError("the answer was dropped");
    return answer;
  };

  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    const { before } = window.badNetwork;
    if (before) pause(before).then(() => this.readyState === 1 && send.call(this, body));
    else send.call(this, body);
  };

  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...pair) {
    if (window.badNetwork.quota) throw new DOMException("full", "QuotaExceededError");
    return setItem.apply(this, pair);
  };
})();
