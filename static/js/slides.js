// The presentation by keys: from slide to slide, in full screen, with the place said aloud. Without this script the
// page is scrolled. Letters do not act with a modifier, nor while the list of keys is open.

const slides = [...document.querySelectorAll(".slide")];
const panel = document.querySelector(".slides-bar");
const bar = document.querySelector(".slides-steps");
const place = document.querySelector(".slides-place");
const keys = document.getElementById("slides-keys");
let current = 0;

function titleOf(slide) {
  return slide.querySelector(".slide-title").textContent.trim().replace(/\s+/g, " ");
}

function tell() {
  const words = { number: current + 1, count: slides.length, title: titleOf(slides[current]) };
  place.textContent = place.dataset.place.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
  history.replaceState(null, "", `#${slides[current].id}`);
}

function show(index) {
  const next = Math.min(Math.max(index, 0), slides.length - 1);
  current = next;
  const title = slides[next].querySelector(".slide-title");
  title.tabIndex = -1;
  slides[next].scrollIntoView({ block: "start", behavior: "instant" });
  title.focus({ preventScroll: true });
  tell();
}

// A slide with more text than the window holds is read to its end before the next one comes.
function isReadOn(key) {
  const { top: start, bottom: end } = slides[current].getBoundingClientRect();
  return (key === "ArrowDown" && end > window.innerHeight + 8) || (key === "ArrowUp" && start < panel.offsetHeight - 8);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

const STEPS = {
  ArrowRight: () => show(current + 1),
  ArrowLeft: () => show(current - 1),
  ArrowDown: () => show(current + 1),
  ArrowUp: () => show(current - 1),
  PageDown: () => show(current + 1),
  PageUp: () => show(current - 1),
  Home: () => show(0),
  End: () => show(slides.length - 1),
  f: fullScreen,
  F: fullScreen,
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (keys.open) {
    // Behind the list nothing scrolls; the list itself does, where it is taller than its window.
    if (event.key.length > 1 && STEPS[event.key] && keys.scrollHeight <= keys.clientHeight) event.preventDefault();
    return;
  }
  // A wide table is scrolled sideways by its own keys.
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (isReadOn(event.key) || (sideways && event.target.closest?.(".slide-table"))) return;
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  step();
});

bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) show(current + Number(button.dataset.step));
  if ("full" in button.dataset) fullScreen();
  if ("keys" in button.dataset) keys.showModal();
});

// Scrolled by hand: the place follows, and the focus stays where it is.
// Where it is now is asked for: what the observer has seen can be older than the last key.
function follow() {
  const middle = window.innerHeight / 2;
  const index = slides.findIndex((slide) => {
    const { top, bottom } = slide.getBoundingClientRect();
    return top <= middle && bottom > middle;
  });
  if (index < 0 || index === current) return;
  current = index;
  tell();
}

const seen = new IntersectionObserver(follow, { rootMargin: "-45% 0px -45% 0px" });

// The bar covers no slide: what is shown begins below it. In full screen it is not there.
function measure() {
  document.documentElement.style.setProperty("--bar", `${panel.offsetHeight}px`);
}

if (slides.length) {
  bar.hidden = false;
  new ResizeObserver(measure).observe(panel);
  measure();
  const asked = slides.findIndex((slide) => `#${slide.id}` === location.hash);
  current = Math.max(asked, 0);
  // Before the browser has come to the address's slide, the first one would be taken for the one that is read.
  if (asked > 0) slides[asked].scrollIntoView({ block: "start", behavior: "instant" });
  tell();
  slides.forEach((slide) => seen.observe(slide));
}
