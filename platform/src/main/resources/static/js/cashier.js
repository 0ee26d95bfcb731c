// The form for a bill by hand: lines come and go, sums follow, the keyboard is enough.
(() => {
  "use strict";
  const form = document.getElementById("issue");
  const lines = document.getElementById("lines");
  const template = document.getElementById("line");
  const field = (line, name) => line.querySelector(`[name=${name}]`);

  // Whole numbers only: a price in 1/10,000 yuan times a quantity in 1/100 is 1/10,000 fen.
  const scaled = (text, places) => {
    const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(text.trim());
    if (!match || (match[2] ?? "").length > places) return null;
    return BigInt(match[1] + (match[2] ?? "").padEnd(places, "0"));
  };
  const amount = (line) => {
    const price = scaled(field(line, "linePrice").value, 4);
    const quantity = scaled(field(line, "lineQuantity").value, 2);
    return price === null || quantity === null ? 0n : (price * quantity + 5000n) / 10000n;
  };
  const money = (fen) => {
    const yuan = (fen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
    return `¥${yuan}.${(fen % 100n).toString().padStart(2, "0")}`;
  };

  const sum = () => {
    let total = 0n;
    let outside = 0n;
    for (const line of lines.children) {
      const fen = amount(line);
      total += fen;
      if (field(line, "lineClass").value === "3") outside += fen;
      line.querySelector("[data-amount]").textContent = money(fen);
      // Read-only, not disabled: every line sends every field.
      field(line, "linePreSelfPay").readOnly = field(line, "lineClass").value !== "2";
    }
    document.getElementById("total").textContent = money(total);
    document.getElementById("outside").textContent = money(outside);
  };

  const person = () => {
    const id = document.getElementById("idNumber").value.trim();
    const out = document.getElementById("sexAge");
    if (!/^\d{17}[\dXx]$/.test(id)) {
      out.textContent = "–";
      return;
    }
    const day = document.getElementById("visitDate").value.replaceAll("-", "");
    const born = id.slice(6, 14);
    const age = Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(4) < born.slice(4) ? 1 : 0);
    const sex = Number(id[16]) % 2 === 1 ? form.dataset.male : form.dataset.female;
    out.textContent = `${sex} / ${age}${form.dataset.years}`;
  };

  const kind = () => {
    form.querySelector("[data-inpatient]").hidden = document.getElementById("kind").value !== "01";
  };

  const add = () => {
    lines.append(template.content.cloneNode(true));
    sum();
    return lines.lastElementChild;
  };
  const enter = (line) => field(line, "lineName").focus();

  document.getElementById("addLine").addEventListener("click", () => enter(add()));
  lines.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove]")) return;
    event.target.closest(".xb-line").remove();
    enter(lines.lastElementChild ?? add());
    sum();
  });
  form.addEventListener("input", () => {
    sum();
    person();
    kind();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.matches("button, a")) return;
    if (event.ctrlKey) {
      form.requestSubmit();
    } else if (event.target.closest("#lines")) {
      // Enter leads on to the next line, never to a bill by mistake.
      event.preventDefault();
      const line = event.target.closest(".xb-line");
      enter(line.nextElementSibling ?? add());
    } else {
      event.preventDefault();
      const fields = [...form.querySelectorAll("input:not([type=hidden]), select")].filter((each) => each.offsetParent);
      fields[fields.indexOf(event.target) + 1]?.focus();
    }
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // A page that comes back from the browser's memory may be sent again: the ledger knows its serial.
  addEventListener("pageshow", () => delete form.dataset.sent);

  sum();
  person();
  kind();
})();
