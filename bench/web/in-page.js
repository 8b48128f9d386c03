// Runs in the page, before its own scripts: notes what a reader sees while it loads, and times what they do.
const noted = { firstRows: undefined, shift: 0, frames: 0, blankFrames: 0 };

new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) noted.shift += value;
}).observe({ type: "layout-shift", buffered: true });

/** Looks at every frame until there is something to say. */
function everyFrame(look) {
  return new Promise((resolve) => {
    const frame = () => {
      const found = look();
      if (found === undefined) requestAnimationFrame(frame);
      else resolve(found);
    };
    requestAnimationFrame(frame);
  });
}

void everyFrame(() => (document.querySelector('[data-row="0"]') ? (noted.firstRows = performance.now()) : undefined));

/** Some place of the window shows no account. */
const isBlank = (y) => !document.elementFromPoint(400, y)?.closest("[role=row]")?.querySelector("[data-row]");

globalThis.bench = {
  /** Scrolls by two lines a frame, and counts the frames in which an account is missing. */
  scroll: (frames) =>
    everyFrame(() => {
      if (noted.frames > 0 && [250, 450, 650].some(isBlank)) noted.blankFrames += 1;
      noted.frames += 1;
      scrollBy(0, 96);
      return noted.frames > frames ? noted : undefined;
    }),

  /** Milliseconds from the next key or press to the frame that shows its answer. */
  answer: () => {
    let began = Number.NaN;
    let isAsked = false;
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (began = performance.now()), { once: true, capture: true });
    globalThis.answered = everyFrame(() => {
      const isBusy = document.querySelector('[role=table][aria-busy="true"]') !== null;
      isAsked ||= isBusy;
      return isAsked && !isBusy ? performance.now() - began : undefined;
    });
  },
};
