// Follows the lexicons while they are edited: loads the page again when the
// server has another state than the one it was made with. The place on the page
// stays, and so does what is unfolded.

(() => {
  const own = document.currentScript.dataset.state;
  const key = `lexgen:view:${location.pathname}`;
  const RETRY = 2000;
  let stream = null;

  const before = sessionStorage.getItem(key);
  if (before !== null) {
    sessionStorage.removeItem(key);
    const { top, unfolded } = JSON.parse(before);
    for (const id of unfolded) {
      const fold = document.getElementById(id)?.closest("details");
      if (fold) fold.open = true;
    }
    scrollTo({ top, behavior: "instant" });
  }

  // Where the reader is, and the ids of what is unfolded.
  function view() {
    const unfolded = [...document.querySelectorAll("details[open] > [id]")];
    return JSON.stringify({ top: scrollY, unfolded: unfolded.map(({ id }) => id) });
  }

  function open() {
    if (stream || document.hidden) return;
    stream = new EventSource("events");
    stream.addEventListener("state", ({ data }) => {
      if (data === own) return;
      close();
      sessionStorage.setItem(key, view());
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
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
