// Finds programmes while you type, in the index that the site's server or folder has.
"use strict";

const MOST_FOUND = 100;
const form = document.querySelector("form.search[data-index]");
const field = form.querySelector("input");
const list = document.getElementById("search-results");
const count = document.getElementById("search-count");
const everything = document.getElementById("all-programmes");
let index = null;

// As the server folds: small letters without accents, and single spaces for what is no letter or digit.
function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

async function load() {
  index ??= fetch(form.dataset.index)
    .then((answer) => answer.json())
    .then((programmes) =>
      programmes.map((one) => {
        const names = folded([one.name, ...one.former].join(" "));
        return { ...one, names, text: `${names} ${folded(`${one.ministry} ${one.service} ${one.key}`)}` };
      }),
    );
  return index;
}

function rank(one, whole, words) {
  if (one.names.startsWith(whole)) return 0;
  return words.every((word) => one.names.includes(word)) ? 1 : 2;
}

function item(one) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${form.dataset.programmes}${encodeURIComponent(one.key)}/`;
  link.textContent = one.name;
  const note = document.createElement("span");
  note.className = "note";
  const former = one.former.length ? `${form.dataset.former} ${one.former.join("; ")}` : "";
  note.textContent = [one.ministry, one.years, former].filter(Boolean).join(" · ");
  line.append(link, " ", note);
  return line;
}

async function search() {
  const programmes = await load();
  const whole = folded(field.value);
  const words = whole.split(" ").filter(Boolean);
  const hits = words.length
    ? programmes
        .filter((one) => words.every((word) => one.text.includes(word)))
        .map((one, place) => [rank(one, whole, words), place, one])
        .sort((one, other) => one[0] - other[0] || one[1] - other[1])
        .map((hit) => hit[2])
    : [];
  list.replaceChildren(...hits.slice(0, MOST_FOUND).map(item));
  const { none, one, many } = form.dataset;
  const said = hits.length === 0 ? none : hits.length === 1 ? one : many.replace("{count}", hits.length);
  count.textContent = words.length ? said : "";
  if (everything) everything.hidden = words.length > 0;
  // Whoever comes back to this page finds what was asked.
  const asked = field.value ? `?q=${encodeURIComponent(field.value)}` : "";
  history.replaceState(null, "", `${location.pathname}${asked}`);
}

// Arrows go from the field to the results and back.
function walk(event) {
  const stops = [field, ...list.querySelectorAll("a")];
  const here = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && here > 0) field.focus();
  if (!step || here < 0 || !stops[here + step]) return;
  event.preventDefault();
  stops[here + step].focus();
}

if (list) {
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", search);
  document.addEventListener("keydown", walk);
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !field.value) {
    field.value = asked;
    search();
  }
}
