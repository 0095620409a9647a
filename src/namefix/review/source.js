// The source beside its translation: their lines share rows, or are scrolled together where the screen is narrow.

const pane = (sheet) => document.querySelector(`#sheet-${sheet} .source`);

/** Mark the entity of a name of the translation in the source, and scroll to its line. */
function showInSource(item) {
  const aside = pane(item.sheet);
  if (!aside) return;
  const id = item.choice?.entity ?? item.entities[item.choice?.option ?? 0];
  for (const mark of aside.querySelectorAll("mark")) mark.classList.toggle("meant", mark.dataset.entities.split(" ").includes(id));
  follow(aside, item.mark.closest(".line"));
}

/** Scroll a source that has its own scroll bar to the line opposite to one of the translation. */
function follow(aside, line) {
  const at = line ? [...line.parentElement.children].indexOf(line) : -1;
  if (at >= 0 && aside.scrollHeight > aside.clientHeight) aside.scrollTop = aside.children[at].offsetTop - aside.children[0].offsetTop;
}

/** Scroll each source to the first line of its translation in sight. */
function followAll() {
  const top = document.querySelector("header").getBoundingClientRect().bottom;
  for (const aside of document.querySelectorAll(".source")) {
    const lines = [...aside.parentElement.querySelectorAll("article > .line")];
    follow(aside, lines.find((line) => line.getBoundingClientRect().bottom > Math.max(top, 0)));
  }
}

for (const aside of document.querySelectorAll(".source")) {
  aside.parentElement.style.setProperty("--lines", aside.children.length);
}
if (document.querySelector(".source")) document.addEventListener("scroll", () => requestAnimationFrame(followAll), { passive: true });
