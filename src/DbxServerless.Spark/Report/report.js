
document.querySelectorAll("table.sortable th button").forEach(button => button.addEventListener("click", () => {
  const heading = button.parentElement;
  const column = Array.from(heading.parentElement.children).indexOf(heading);
  const descending = heading.getAttribute("aria-sort") !== "descending";
  heading.parentElement.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const body = heading.closest("table").tBodies[0];
  const compare = (one, other) => "order" in one.dataset
    ? Number(one.dataset.order) - Number(other.dataset.order)
    : one.textContent.localeCompare(other.textContent);
  Array.from(body.rows)
    .sort((one, other) => (descending ? -1 : 1) * compare(one.cells[column], other.cells[column]))
    .forEach(row => body.append(row));
}));
const open = hash => {
  const target = document.getElementById(hash.slice(1));
  if (target instanceof HTMLDetailsElement) { target.open = true; }
};
document.querySelectorAll('a[href^="#"]').forEach(link => link.addEventListener("click", () => open(link.hash)));
addEventListener("hashchange", () => open(location.hash));
open(location.hash);
