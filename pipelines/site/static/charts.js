// Draws each chart of the page from its specification, in the place of the picture for readers without scripts.
"use strict";

const OPTIONS = {
  actions: false,
  ast: true, // expressions are interpreted: the page's policy allows no code made of text
  renderer: "svg",
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};

for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const place = figure.querySelector(".drawing");
  fetch(figure.dataset.chart)
    .then((answer) => answer.json())
    .then((specification) => {
      const locale = specification.config.locale.number;
      return vegaEmbed(place, specification, { ...OPTIONS, formatLocale: locale });
    })
    .then(() => figure.classList.add("drawn"))
    .catch(() => figure.classList.add("failed"));
}
