// A photo is looked at before it is sent: what is too large or of another kind would only be refused after the whole way.
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("input[data-photo]")) return;
    const file = input.files[0];
    const wrong = !file ? "" : file.size > Number(input.dataset.max) ? input.dataset.large
      : !["image/jpeg", "image/png"].includes(file.type) ? input.dataset.kind : "";
    input.setCustomValidity(wrong);
    if (wrong) input.reportValidity();
  });
})();
