// What every page does: CSRF for htmx, one dialog that asks before an act, menus that close.
(() => {
  "use strict";
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

  document.addEventListener("htmx:configRequest", (event) => {
    const header = meta("csrf-header");
    if (header && event.detail.verb !== "get") event.detail.headers[header] = meta("csrf-token");
  });

  // What was wrong with the last request is no longer true of the next.
  document.addEventListener("htmx:beforeRequest", () => document.getElementById("problems").replaceChildren());
  document.addEventListener("htmx:sendError", () => {
    const problems = document.getElementById("problems");
    const alert = document.createElement("div");
    alert.className = "xp-alert tone-warn";
    alert.textContent = problems.dataset.offline;
    problems.replaceChildren(alert);
  });

  const ask = (text, act) => {
    const dialog = document.getElementById("confirm");
    document.getElementById("confirm-text").textContent = text;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && act(), { once: true });
    dialog.showModal();
  };
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, () => event.detail.issueRequest(true));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    const button = event.submitter;
    ask(form.dataset.confirm, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
      delete form.dataset.confirmed;
    });
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.xp-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("[data-print-page]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.xp-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
