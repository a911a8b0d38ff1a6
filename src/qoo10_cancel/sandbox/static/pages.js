// Double click, and the two dialogs of a refusal; without it the pages ask and tell by themselves.
"use strict";

for (const row of document.querySelectorAll("tr[data-open]")) {
  row.addEventListener("dblclick", () => location.assign(row.dataset.open));
}

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.value !== "refuse") return;
    const reason = form.elements.reason.value;
    if (!reason) {
      event.preventDefault();
      alert(form.dataset.noReason);
    } else if (confirm(form.dataset.confirm)) {
      form.elements.confirmed.value = "1";
    } else {
      event.preventDefault();
    }
  });
}

const done = document.body.dataset.done;
if (done) alert(done);
