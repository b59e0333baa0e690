// The list of submissions: sorted by a click on a heading, filtered by the form, and what is chosen stands in the
// address, so that it is still there when one comes back from a page of feedback.
"use strict";
{
  const form = document.getElementById("filter"), table = document.getElementById("list");
  const more = document.getElementById("more");
  const shown = document.getElementById("shown"), heading = document.getElementById("students");
  const fields = ["find", "status", "mistake", "from", "to"];
  if (form && table) {
    const AT_ONCE = Number(table.dataset.atOnce); // rows; with many more a browser becomes slow
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    const codes = [...form.elements.mistake.options].slice(1).map(option => option.value);
    const rows = [...table.tBodies].flatMap(part => [...part.rows]).map((row, place) => ({
      row, place,
      cells: [...row.cells].map(cell => cell.textContent),
      text: [...row.cells].slice(0, -1).map(cell => cell.textContent.toLocaleLowerCase()).join("\n"),
      mistakes: row.dataset.mistakes.split(" ").filter(Boolean).map(number => codes[number]),
    }));
    const at = kind => heads.findIndex(head => head.classList.contains(kind));
    const status = at("status"), score = at("points"), mistakes = at("mistakes");
    const inOrder = new Intl.Collator("en", { numeric: true }).compare;
    const points = one => one.cells[score] === "no score" ? -1 : Number(one.cells[score]);
    const compare = column => column === score ? (a, b) => points(a) - points(b)
      : column === mistakes ? (a, b) => a.mistakes.length - b.mistakes.length
      : (a, b) => inOrder(a.cells[column], b.cells[column]);
    let sorted = { column: null, down: false }, limit = AT_ONCE;
    table.tBodies[1].remove();

    const chosen = () => Object.fromEntries(fields.map(name => [name, form.elements[name].value]));
    const fits = (one, { find, status: state, mistake, from, to }) =>
      one.text.includes(find.trim().toLocaleLowerCase())
      && (!state || one.cells[status].split(", ").includes(state))
      && (!mistake || one.mistakes.includes(mistake))
      && (from === "" || points(one) >= Math.max(0, Number(from)))
      && (to === "" || (points(one) >= 0 && points(one) <= Number(to)));

    const show = () => {
      const wanted = chosen(), found = rows.filter(one => fits(one, wanted));
      const number = count => count.toLocaleString("en");
      body.replaceChildren(...found.slice(0, limit).map(one => one.row));
      more.hidden = found.length <= limit;
      const listed = more.hidden ? "" : `, the first ${number(limit)} are listed`;
      shown.textContent = `${number(found.length)} of ${number(rows.length)} found${listed}`;
    };
    const sort = (column, down) => {
      sorted = { column, down };
      const order = column === null ? () => 0 : compare(column);
      rows.sort((a, b) => (down ? -order(a, b) : order(a, b)) || a.place - b.place);
      heads.forEach((head, n) => n === column
        ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    };

    const remember = () => {
      const state = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
      if (sorted.column !== null) state.set("sort", `${sorted.column}${sorted.down ? "-" : ""}`);
      history.replaceState(null, "", `#${state.toString() || "students"}`);
    };
    const recall = () => {
      const address = location.hash.slice(1);
      if (!address.includes("=")) return false;
      const state = new URLSearchParams(address);
      for (const name of fields) form.elements[name].value = state.get(name) ?? "";
      const [, column, down] = /^(\d+)(-?)$/.exec(state.get("sort") ?? "") ?? [];
      if (column < heads.length) sort(Number(column), down === "-");
      show();
      return true;
    };

    for (const head of heads) {
      const button = document.createElement("button");
      const column = Number(head.dataset.column);
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const again = sorted.column === column;
        // What one looks for in numbers is mostly the largest.
        sort(column, again ? !sorted.down : column === score || column === mistakes);
        show();
        remember();
      });
      head.append(button);
    }
    form.addEventListener("input", () => { limit = AT_ONCE; show(); remember(); });
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { limit = AT_ONCE; sort(null, false); show(); remember(); }));
    more.addEventListener("click", () => {
      const next = limit;
      limit += AT_ONCE;
      show();
      body.rows[next].querySelector("a").focus(); // where one goes on reading
    });
    const follow = () => {
      if (recall()) { heading.scrollIntoView(); heading.focus({ preventScroll: true }); }
    };
    addEventListener("hashchange", follow);
    form.hidden = false;
    show();
    if (location.hash) follow();
  }
}
