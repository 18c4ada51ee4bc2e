// Makes charts answer the pointer. The server has drawn each as SVG: the page is complete without this file.
// When a chart comes near and the browser is idle, Plotly is loaded (its address stands on this script's
// element) and draws the same figures in the same place and height. Paper and phones keep the SVG.
// Nothing moves: there is no animation to turn off.

(() => {
  const address = document.currentScript.dataset.plotly;
  const roomy = window.matchMedia("(width >= 40rem)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map(); // each live chart, and the width it was drawn for
  let loading = null;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.Plotly);
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  // The figure with the page's colours in the place of «var(--token)», and its texts in the page's size.
  function fitted(value, style, factor) {
    if (typeof value === "string") {
      const token = /^var\((--[\w-]+)\)$/.exec(value);
      return token ? style.getPropertyValue(token[1]).trim() : value;
    }
    if (Array.isArray(value)) return value.map((one) => fitted(one, style, factor));
    if (value === null || typeof value !== "object") return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fitted(one, style, factor)]));
    if (copy.font?.size) copy.font.size *= factor;
    return copy;
  }

  function parts(chart) {
    return {
      live: chart.querySelector(".chart-live"),
      figure: JSON.parse(chart.querySelector("script[type='application/json']").textContent),
    };
  }

  function showPicture(chart) {
    const { live } = parts(chart);
    chart.classList.remove("chart-is-live");
    live.hidden = true;
    window.Plotly?.purge(live);
  }

  async function draw(chart) {
    if (!chart.isConnected || !roomy.matches) return;
    const { live, figure } = parts(chart);
    const { width, height } = figure.layout.meta;
    const factor = chart.clientWidth / width;
    const { data, layout, config } = fitted(figure, getComputedStyle(chart), factor);
    live.style.blockSize = `${height * factor}px`;
    live.hidden = false;
    chart.classList.add("chart-is-live");
    sizes.observe(chart);
    drawn.set(chart, chart.clientWidth);
    try {
      await window.Plotly.react(live, data, { ...layout, height: height * factor }, config);
    } catch {
      showPicture(chart);
    }
  }

  function redraw() {
    for (const chart of drawn.keys()) {
      if (!chart.isConnected) drawn.delete(chart);
      else if (roomy.matches) draw(chart);
      else showPicture(chart);
    }
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (roomy.matches && target.clientWidth !== drawn.get(target)) draw(target);
    }
  });

  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !roomy.matches) continue;
        near.unobserve(target);
        // Where Plotly cannot be had, the picture stays.
        whenIdle(() => load().then(() => draw(target), () => {}));
      }
    },
    { rootMargin: "300px" },
  );

  function watch(root) {
    for (const chart of root.querySelectorAll(".chart:not(.chart-is-live)")) near.observe(chart);
  }

  watch(document);
  document.addEventListener("htmx:load", (event) => watch(event.target));
  dark.addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  roomy.addEventListener("change", () => {
    redraw();
    watch(document);
  });
})();
