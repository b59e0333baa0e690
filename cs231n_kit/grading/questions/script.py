"""What the page does by itself: it counts, checks what is typed, saves a table, and asks nobody anything."""

SCRIPT = r"""
"use strict";
const all = [...document.querySelectorAll("article")];
const status = document.getElementById("status");
const field = a => a.querySelector("input"), comment = a => a.querySelector("textarea");
const number = /^(\d{1,6}([.,]\d{0,6})?|[.,]\d{1,6})$/;
const read = text => number.test(text) ? Number(text.replace(",", ".")) : NaN;
let saved = true;

function wrong(a) {
  const text = field(a).value.trim(), most = Number(a.dataset.max);
  if (!text) return comment(a).value.trim() && touched(a) ? "Give points too, or the comment is lost." : "";
  return read(text) >= 0 && read(text) <= most ? "" : `Points must be a number from 0 to ${most}.`;
}
const touched = a => field(a).value.trim() !== field(a).defaultValue
  || comment(a).value.trim() !== comment(a).defaultValue.trim();
const done = a => Boolean(field(a).value.trim() || field(a).defaultValue);

function look(a) {
  const said = wrong(a);
  field(a).setAttribute("aria-invalid", said ? "true" : "false");
  a.querySelector(".wrong").textContent = said;
  a.classList.toggle("done", done(a) && !said);
}
function count() {
  for (const section of document.querySelectorAll("section")) {
    const mine = [...section.querySelectorAll("article")];
    section.querySelector(".tally").textContent = `${mine.filter(done).length} of ${mine.length} graded`;
  }
  const rest = all.filter(a => !done(a)).length;
  document.getElementById("count").textContent = rest ? `${rest} to grade` : "All are graded";
}

// What was typed outlives a closed window, where the browser keeps anything for a file.
const drafts = "cs231n-kit questions " + document.body.dataset.page;
function keep() {
  const typed = all.filter(touched).map(a => [a.id, field(a).value, comment(a).value]);
  try { localStorage.setItem(drafts, JSON.stringify(typed)); } catch { /* it is still in the page */ }
}
function restore() {
  let typed = [];
  try { typed = JSON.parse(localStorage.getItem(drafts)) || []; } catch { return; }
  for (const [id, points, said] of typed) {
    const a = document.getElementById(id);
    if (a) { field(a).value = points; comment(a).value = said; look(a); }
  }
  if (typed.length) status.textContent = "What you typed here before is back; it is not in a file yet.";
}

const neutral = text => FORMULA.includes(text.replace(/^[ ']+/, "")[0] || "x") ? "'" + text : text;
const quoted = cells => cells.map(cell => '"' + cell.replaceAll('"', '""') + '"').join(",") + "\r\n";
function download() {
  const bad = all.find(wrong);
  if (bad) {
    document.body.classList.remove("open");
    document.getElementById("open").checked = false;
    look(bad);
    field(bad).focus();
    status.textContent = "Not saved: " + wrong(bad);
    return;
  }
  const given = all.filter(a => touched(a) && field(a).value.trim());
  if (!given.length) { status.textContent = "There is nothing new to save."; return; }
  const lines = [quoted(["submission", "question", "points", "max_points", "comment", "version"])];
  for (const a of given)
    for (const [name, version] of JSON.parse(a.dataset.rows)) {
      const points = String(read(field(a).value.trim()));
      lines.push(quoted([name, a.dataset.question, points, a.dataset.max,
        neutral(comment(a).value.trim()), version]));
    }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", ...lines], {type: "text/csv"}));
  link.download = "questions.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = true;
  status.textContent = `Saved in questions.csv: points for ${lines.length - 1} submissions' answers.`;
}

document.addEventListener("input", event => {
  const a = event.target.closest("article");
  if (!a) return;
  saved = false;
  look(a);
  count();
  keep();
});
document.addEventListener("keydown", event => {
  const a = event.target.closest("article");
  if (event.key === "Enter" && event.target.tagName === "INPUT" && a) {
    event.preventDefault();
    const seen = all.filter(one => one.offsetParent !== null);
    const next = seen[seen.indexOf(a) + (event.shiftKey ? -1 : 1)];
    (next ? field(next) : document.getElementById("save")).focus();
    if (next) next.scrollIntoView({block: "nearest"});
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    download();
  }
});
document.getElementById("save").addEventListener("click", download);
document.getElementById("open").addEventListener("change", event =>
  document.body.classList.toggle("open", event.target.checked));
window.addEventListener("beforeunload", event => { if (!saved) event.preventDefault(); });
restore();
all.forEach(look);
count();
""".strip()
