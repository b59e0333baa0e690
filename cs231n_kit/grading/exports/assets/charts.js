// Draws the charts into their places. Colours are the page's variables, so that one drawing is right in light,
// dark and print.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const style = { background: "transparent", color: "currentColor", fontSize: "12px", fontFamily: "inherit" };
  const integers = { tickFormat: d => Number.isInteger(d) ? d.toLocaleString("en") : "" };
  const middle = { labelAnchor: "center", labelArrow: "none" };

  const halo = { stroke: "var(--ground)", strokeWidth: 4, fill: "currentColor" };

  const scores = ({ bars, median, most }, width) => ({
    width, height: 270, marginTop: 24, marginRight: 24, marginBottom: 40,
    x: { domain: [0, most], label: "points", ...middle },
    y: { label: "submissions", grid: true, ...integers },
    marks: [
      Plot.rectY(bars, { x1: "from", x2: "to", y: "count", fill: "var(--accent)", inset: 1,
        title: d => `${d.from} to ${d.to} points: ${d.count}` }),
      Plot.ruleX([median], { stroke: "currentColor", strokeDasharray: "5 4", strokeWidth: 1.5 }),
      Plot.text(bars.filter(d => d.count), { x: d => (d.from + d.to) / 2, y: "count", text: "count", dy: -8, ...halo }),
      Plot.ruleY([0]),
    ],
  });

  // Parts of one bar beside each other, in words of the key above the charts.
  const checks = (rates, width) => {
    const names = { right: "passed", wrong: "not yet right", unjudged: "not done or not judged yet" };
    const parts = rates.flatMap(rate => {
      let from = 0;
      return Object.keys(names).map(kind =>
        ({ check: rate.check, kind, from, count: rate[kind], to: from += rate[kind] }));
    });
    const asked = Math.max(...parts.map(d => d.to));
    return {
      width, height: 34 + 25 * rates.length, marginLeft: 158, marginRight: 46, marginTop: 4, marginBottom: 26,
      x: { domain: [0, asked], label: null, ticks: 4, ...integers },
      y: { domain: rates.map(d => d.check), label: null, tickSize: 0 },
      marks: [
        ...Object.keys(names).map(kind => Plot.barX(parts.filter(d => d.kind === kind && d.count), {
          x1: "from", x2: "to", y: "check", fill: `var(--${kind})`, insetTop: 2, insetBottom: 2,
          title: d => `${d.check}: ${d.count} ${names[kind]}` })),
        Plot.text(rates, { x: asked, y: "check", dx: 8, textAnchor: "start",
          text: d => `${Math.round(100 * d.right / (d.right + d.wrong + d.unjudged))} %` }),
      ],
    };
  };

  const mistakes = (found, width) => ({
    width, height: 44 + 25 * found.length, marginLeft: 208, marginRight: 90, marginTop: 4, marginBottom: 40,
    x: { label: "submissions", domain: [0, found[0].count], ...middle, ...integers },
    y: { domain: found.map(d => d.code), label: null, tickSize: 0 },
    marks: [
      Plot.barX(found, { x: "count", y: "code", fill: "var(--accent)", insetTop: 2, insetBottom: 2,
        title: d => `${d.code}: ${d.count} submissions` }),
      Plot.text(found, { x: "count", y: "code", dx: 6, textAnchor: "start", text: d => `${d.count} (${d.share})` }),
    ],
  });

  const together = ({ codes, cells }, width) => ({
    width, height: 60 + 30 * codes.length, marginLeft: 208, marginTop: 34, marginRight: 8, marginBottom: 8,
    x: { domain: codes, axis: "top", label: null, tickSize: 0, tickFormat: d => codes.indexOf(d) + 1 },
    y: { domain: codes, label: null, tickSize: 0, tickFormat: d => `${d}  ${codes.indexOf(d) + 1}` },
    marks: [
      Plot.cell(cells, { x: "column", y: "row", inset: 1, fill: "var(--accent)",
        fillOpacity: d => d.row === d.column ? 0 : 0.04 + 0.5 * d.share,
        stroke: d => d.row === d.column ? "var(--line)" : "none",
        title: d => d.row === d.column ? `${d.row}: ${d.both}`
          : `${d.both} with ${d.row} have ${d.column} as well (${Math.round(100 * d.share)} %)` }),
      Plot.text(cells.filter(d => d.both), { x: "column", y: "row", text: "both",
        fontWeight: d => d.row === d.column ? "bold" : "normal" }),
    ],
    opacity: { type: "identity" },
  });

  const kinds = { scores, checks, mistakes, together };
  const draw = place => {
    const name = place.dataset.chart;
    if (!(name in data)) return;
    const width = Math.max(320, Math.min(1100, Math.floor(place.clientWidth)));
    const drawn = Plot.plot({ style, ...kinds[name.split("-")[0]](data[name], width) });
    for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    drawn.setAttribute("role", "img"); // one sentence instead of hundreds of parts
    drawn.setAttribute("aria-label", place.dataset.aloud);
    place.replaceChildren(drawn);
    place.dataset.width = place.clientWidth;
  };
  const places = document.querySelectorAll(".chart");
  places.forEach(draw);
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => places.forEach(place => {
      if (Number(place.dataset.width) !== place.clientWidth && !matchMedia("print").matches) draw(place);
    }), 150);
  });
}
