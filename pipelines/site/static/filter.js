// Shows of a list what has every word that is typed; accents and case do not matter. Nothing is asked of the server.
"use strict";

const folded = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

for (const box of document.querySelectorAll("[data-filter]")) {
  const input = box.querySelector("input");
  const output = box.querySelector("output");
  const list = document.getElementById(box.dataset.filter);
  const groups = [...list.querySelectorAll("[data-group]")].map((group) => ({
    group,
    text: folded(group.querySelector("h2").textContent),
    details: group.querySelector("details"),
  }));
  const textOf = new Map(groups.map(({ group, text }) => [group, text]));
  const items = [...list.querySelectorAll("[data-item]")].map((item) => ({
    item,
    text: folded(item.textContent) + " " + (textOf.get(item.closest("[data-group]")) || ""),
  }));

  const filter = () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      found += item.hidden ? 0 : 1;
    }
    for (const { group, details } of groups) {
      const shown = [...details.querySelectorAll("[data-item]")].some((item) => !item.hidden);
      group.hidden = !shown;
      details.open = words.length > 0 && shown;
    }
    output.textContent = String(found);
  };

  input.addEventListener("input", filter);
  box.hidden = false;
  filter();
}
