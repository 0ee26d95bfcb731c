// Keyboard of the desks: j and k walk through the rows, x selects, a goes to the button that approves, / finds, n and p turn the page, u goes back, ? helps.
(() => {
  "use strict";
  const step = (by) => {
    const links = [...document.querySelectorAll("[data-row] a[data-open]")];
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))].focus();
  };
  const follow = (selector) => document.querySelector(selector)?.click();
  const select = () => {
    const box = document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
  };
  const help = () => {
    const dialog = document.getElementById("keys");
    if (dialog) dialog.open ? dialog.close() : dialog.showModal();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    u: () => follow("a[data-back]"),
    x: select,
    a: () => document.querySelector("[data-approve]")?.focus(), // money moves only by a second key
    "?": help,
    "/": () => document.querySelector("[data-find]")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]:not(#keys)")) return;
    if (document.querySelector("#keys[open]") && event.key !== "?") return;
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
})();
