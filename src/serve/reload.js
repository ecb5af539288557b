// Reloads the page when a new site stands, and shows the findings that stopped a build.
// The server writes one tag for it into every page; the tag carries the token and the site's version.
(() => {
  "use strict";

  const ID = "supportbook-overlay";
  const ROOT = "/__supportbook/";
  const { token, version } = document.currentScript.dataset;
  const address = `${ROOT}events?token=${token}`;

  let stream = null;
  let timer = 0;
  let closed = ""; // The findings the reader has closed.
  let before = null; // What had the focus before the findings took it.

  // A browser keeps few connections to one server, so only pages in sight listen. One that comes back into
  // sight hears at once what stands, and reloads if it is older.
  function listen() {
    clearTimeout(timer);
    if (document.hidden || stream) return;
    stream = new EventSource(address);
    stream.addEventListener("state", (event) => follow(event.data));
    stream.addEventListener("error", () => {
      if (stream?.readyState === EventSource.CLOSED) ask();
    });
  }

  function rest() {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  // The browser has given up: the server is away, or it is another run that does not know our token.
  async function ask() {
    rest();
    const answer = await fetch(address, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer?.status === 403) location.reload();
    else timer = setTimeout(listen, 1000);
  }

  function follow(data) {
    const state = JSON.parse(data);
    if (state.version !== version) {
      rest();
      location.reload();
    } else if (state.stop) show(state.stop, data);
    else {
      closed = "";
      hide();
    }
  }

  function show({ findings, more }, data) {
    const found = document.getElementById(ID);
    if (data === closed) return;
    const items = findings.map(item);
    if (more) items.push(element("li", {}, `${more} more: see the terminal`));
    const list = element("ol", {}, ...items);
    if (found) {
      found.querySelector("ol")?.replaceWith(list);
      found.dataset.state = data;
      return;
    }
    const overlay = panel(list);
    overlay.dataset.state = data;
    if (!document.querySelector(`link[href="${ROOT}overlay.css"]`)) {
      document.head.append(element("link", { rel: "stylesheet", href: `${ROOT}overlay.css` }));
    }
    before = document.activeElement;
    document.body.append(overlay);
    overlay.focus({ preventScroll: true });
  }

  function panel(list) {
    const title = element("h2", { id: `${ID}-title` }, "The build stopped");
    const note = element("p", { id: `${ID}-note` }, "The page is of the last good site.");
    const button = element("button", { type: "button" }, "Close");
    button.addEventListener("click", close);
    const attributes = {
      id: ID,
      role: "alertdialog",
      "aria-labelledby": `${ID}-title`,
      "aria-describedby": `${ID}-note`,
      lang: "en",
      dir: "ltr",
      tabindex: "-1",
    };
    return element("div", attributes, button, title, note, list);
  }

  function item({ level, place, message, hints }) {
    const head = element("p", {}, element("b", {}, level), " ", element("code", {}, place));
    const advice = hints.map((hint) => element("p", {}, element("i", {}, "hint"), ` ${hint}`));
    return element("li", { "data-level": level }, head, element("p", {}, message), ...advice);
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // The page that stands in for the site has its findings in the same place, for good.
  function overlay() {
    return document.querySelector(`#${ID}[role=alertdialog]`);
  }

  function close() {
    closed = overlay()?.dataset.state ?? "";
    hide();
  }

  function hide() {
    const open = overlay();
    if (!open) return;
    const focused = open.contains(document.activeElement);
    open.remove();
    if (focused) before?.focus?.({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
