// Follows the lexicons while they are edited: loads the page again when the
// server has another state than the one it was made with. The place on the page
// stays, and so does what is unfolded.

(() => {
  const own = document.currentScript.dataset.state;
  const key = `lexgen:view:${location.pathname}`;
  const RETRY = 2000;
  let stream = null;
  let reloads = false;

  const before = sessionStorage.getItem(key);
  if (before !== null) {
    sessionStorage.removeItem(key);
    const { top, id: nearest, offset, unfolded } = JSON.parse(before);
    for (const id of unfolded) {
      const fold = document.getElementById(id)?.closest("details");
      if (fold) fold.open = true;
    }
    // What is above may be longer or shorter than it was, but who is at the top stays there.
    const place = top > 0 && nearest ? document.getElementById(nearest) : null;
    const to = place ? place.getBoundingClientRect().top + scrollY - offset : top;
    scrollTo({ top: to, behavior: "instant" });
    // Until a page is loaded, a browser may still go to where it was.
    const restored = () => {
      if (!reloads) history.scrollRestoration = "auto";
    };
    addEventListener("load", () => setTimeout(restored));
  }

  // Where the reader is, and the ids of what is unfolded. A place is the last one that
  // begins above the middle of the window.
  function view() {
    let id = null;
    let offset = 0;
    for (const place of document.querySelectorAll("main [id]")) {
      const { top, height } = place.getBoundingClientRect();
      if (top > innerHeight / 2) break;
      if (height === 0) continue;
      ({ id } = place);
      offset = top;
    }
    const unfolded = [...document.querySelectorAll("details[open] > [id]")];
    return JSON.stringify({
      top: scrollY,
      id,
      offset,
      unfolded: unfolded.map(({ id }) => id),
    });
  }

  function open() {
    if (stream || reloads || document.hidden) return;
    stream = new EventSource("events");
    stream.addEventListener("state", ({ data }) => {
      if (data === own) return;
      close();
      reloads = true;
      // The browser would go to the same pixel, whatever is there now.
      history.scrollRestoration = "manual";
      location.reload();
    });
    stream.addEventListener("error", () => {
      // A browser connects again by itself, unless it was refused.
      if (stream?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, RETRY);
    });
  }

  function close() {
    stream?.close();
    stream = null;
  }

  // Browsers limit the connections to a server, so only pages that are seen have one.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else open();
  });
  addEventListener("pagehide", () => {
    close();
    // Only now, as a reader may go on reading until the new page is there.
    if (reloads) sessionStorage.setItem(key, view());
  });
  addEventListener("pageshow", () => {
    reloads = false;
    open();
  });
  open();
})();
