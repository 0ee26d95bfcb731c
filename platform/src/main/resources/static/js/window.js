// The form for a paper bill: lines come and go, their sum follows, the keyboard is enough.
(() => {
  "use strict";
  const form = document.getElementById("paper");
  const lines = document.getElementById("lines");
  const template = document.getElementById("line");
  const field = (line, name) => line.querySelector(`[name=${name}]`);

  const fen = (text) => {
    const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
    return match ? BigInt(match[1] + (match[2] ?? "").padEnd(2, "0")) : 0n;
  };
  const money = (amount) =>
    `¥${(amount / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",")}.${(amount % 100n).toString().padStart(2, "0")}`;

  const sum = () => {
    let total = 0n;
    for (const line of lines.children) {
      total += fen(field(line, "lineAmount").value);
      // Read-only, not disabled: every line sends every field.
      field(line, "linePreSelfPay").readOnly = field(line, "lineClass").value !== "2";
    }
    document.getElementById("sum").textContent = money(total);
    const stated = document.getElementById("total").value;
    document.getElementById("differs").hidden = stated === "" || fen(stated) === total;
  };
  const shown = () => {
    const outside = document.getElementById("institution").value === "";
    for (const each of form.querySelectorAll("#name, #region, #level")) each.closest(".xp-field").hidden = !outside;
    form.querySelector("[data-inpatient]").hidden = document.getElementById("kind").value !== "01";
  };
  const add = () => {
    lines.append(template.content.cloneNode(true));
    sum();
    lines.lastElementChild.querySelector("select").focus();
  };

  document.getElementById("addLine").addEventListener("click", add);
  lines.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove]") || lines.children.length === 1) return;
    event.target.closest(".xb-line").remove();
    sum();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault(); // a paper is sent by its button alone
    if (event.target.name === "lineAmount" && event.target.closest(".xb-line") === lines.lastElementChild) add();
  });
  form.addEventListener("input", sum);
  form.addEventListener("change", () => { shown(); sum(); });
  shown();
  sum();
})();
