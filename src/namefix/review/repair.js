// Repairs of words that the editor selects. Their marks take the place of the text, and of the marks in it.

const dialog = byId("repair");
let asked = null; // the selected words as the server found them
let meant = null; // the name of the table that was chosen for them
let found = -1; // the number of the place that "Find next" showed
let waiting = 0; // the timer of a search that begins when the typing pauses

const pieces = (sheet) => document.querySelectorAll(`#sheet-${sheet} article > .line > :is(span[data-at], details)`);
const ofMark = (mark) => items.find((item) => item.mark === mark);
const lengthOf = (piece) => ("one" in piece.dataset ? 1 : [...piece.textContent].length);

/** Return the start and the end of a piece of a line, a text or a mark, in the text. */
function boundsOf(piece) {
  if (piece.matches("details")) return [ofMark(piece).start, ofMark(piece).end];
  const start = Number(piece.dataset.at);
  return [start, start + lengthOf(piece)];
}

/** Return the position in the text of an end of a selection; an end within a mark is moved to that of the mark. */
function positionOf(line, node, offset, isEnd) {
  const piece = node === line ? line.childNodes[isEnd ? offset - 1 : offset] : [...line.childNodes].find((one) => one.contains(node));
  if (!piece?.matches) return null;
  const [start, end] = boundsOf(piece);
  if (node === line || piece.matches("details")) return isEnd ? end : start;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return start + Math.min([...before.toString()].length, end - start);
}

/** Return what is selected in a line of a text; null if nothing is. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const lineOf = (node) => (node.closest ? node : node.parentElement).closest("article > .line");
  const line = lineOf(range.startContainer);
  if (!line || line !== lineOf(range.endContainer)) return null;
  const start = positionOf(line, range.startContainer, range.startOffset, false);
  const end = positionOf(line, range.endContainer, range.endOffset, true);
  const sheet = Number(line.closest("section").id.replace("sheet-", ""));
  return start === null || end === null || start >= end ? null : { sheet, start, end };
}

/** Make a boundary between two pieces at a position of a text. */
function split(sheet, at) {
  const piece = [...pieces(sheet)].find((one) => one.matches("span") && boundsOf(one)[0] < at && at < boundsOf(one)[1]);
  if (!piece) return;
  const letters = [...piece.textContent];
  const first = at - boundsOf(piece)[0];
  piece.after(make("span", { "data-at": at }, letters.slice(first).join("")));
  piece.textContent = letters.slice(0, first).join("");
}

/** Put the mark of a repair in the place of its words. */
function cover(item) {
  split(item.sheet, item.start);
  split(item.sheet, item.end);
  const within = (piece) => boundsOf(piece)[0] >= item.start && boundsOf(piece)[1] <= item.end;
  item.covered = [...pieces(item.sheet)].filter(within);
  item.covered[0].before(item.mark);
  item.covered.forEach((piece) => piece.remove());
  for (const hidden of item.covered.map(ofMark).filter(Boolean)) {
    hidden.mark.open = false;
    hidden.entry.hidden = true;
  }
  list(item);
}

/** Put the words of a repair in the place of its mark. */
function uncover(item) {
  item.mark.replaceWith(...item.covered);
  for (const hidden of item.covered.map(ofMark).filter(Boolean)) hidden.entry.hidden = false;
  item.entry.remove();
  items.splice(items.indexOf(item), 1);
}

/** List a repair beside the text, and among all names in the order of the text. */
function list(item) {
  const nav = document.querySelector(`#sheet-${item.sheet} nav`);
  if (!nav.querySelector(".own")) nav.prepend(make("h3", {}, "Repaired by you"), make("ol", { class: "own" }));
  nav.querySelector(".own").append(item.entry);
  items.push(item);
  items.sort((one, other) => one.sheet - other.sheet || one.start - other.start);
}

/** Return the item of words of an editor; its mark is not in the text before there is a choice. */
function own(place, words) {
  const card = make("div", { class: "card", id: place.id });
  const summary = make("summary", {});
  const mark = make("details", { class: "mark change", name: "mark" }, summary, card);
  const link = make("a", { href: `#${place.id}` });
  const state = make("span", { class: "state" });
  const entry = make("li", { class: "change" }, link, state);
  const item = { ...place, before: words, surface: words, options: [], entities: [], isOwn: true, saved: false, choice: null };
  Object.assign(item, { card, summary, mark, entry, link, state, buttons: [], controls: [] });
  const remove = button(item, "Take back", "r", () => false, () => takeBack(item));
  card.append(make("p", { class: "pair" }), make("p", { class: "why" }), make("div", { class: "deeds" }, remove));
  mark.addEventListener("toggle", () => showCurrent(item));
  return item;
}

/** Show the words of an editor, or take their mark away if there is no choice. */
function place(item) {
  if (item.choice === null) return item.mark.isConnected && uncover(item);
  if (!item.mark.isConnected) cover(item);
  showOwn(item);
}

/** Show the words of an editor as they stand with their choice. */
function showOwn(item) {
  const { text, remember } = item.choice;
  const pair = () => (text ? [named("del", item.before), unseen(" changed to "), named("ins", text)] : [make("bdi", { class: "kept" }, item.before)]);
  const line = () => (text ? [named("del", item.before), " → ", named("ins", text)] : [make("bdi", { class: "kept" }, item.before)]);
  item.summary.replaceChildren(...pair(), make("span", { class: "state", "aria-hidden": "true" }, "✓"), unseen(" (your repair)"));
  item.card.querySelector(".pair").replaceChildren(...line());
  item.card.querySelector(".why").textContent = [item.meaning, remember && "to be remembered for later texts"].filter(Boolean).join("; ");
  item.link.replaceChildren(...line());
  item.state.textContent = item.saved ? "saved" : remember ? "to be remembered" : "";
  item.mark.classList.add("written");
  item.entry.classList.add("written");
  item.buttons.forEach(([one]) => (one.disabled = item.saved));
}

/** Take a repair back; the names that it covered are open again. */
function takeBack(item) {
  if (item.saved) return tell(["This is saved already; undo takes it back."]);
  const hidden = item.covered.map(ofMark).filter(Boolean);
  perform([[item, null], ...hidden.map((one) => [one, null])]);
}

/** Show the words to repair in their line, and what they may mean. */
function showWords() {
  const { words, before, after, places, names } = asked;
  const here = places.filter((one) => one.sheet === places[0].sheet).length;
  const table = tables[places[0].sheet - 1];
  byId("words").value = words;
  byId("context").replaceChildren(before, make("mark", {}, words), after);
  byId("search").value = words;
  byId("replacement").value = "";
  byId("where-text").hidden = here === 1;
  byId("where-text").querySelector("span").textContent = `Everywhere in this text (${counted(here, "place")})`;
  byId("where-all").hidden = places.length === here;
  byId("where-all").querySelector("span").textContent = `In all texts of this review (${counted(places.length, "place")})`;
  byId("where").querySelector("input").checked = true;
  byId("where").hidden = places.length === 1;
  byId("remember").checked = false;
  byId("remember").disabled = !table;
  byId("remember-told").replaceChildren(
    ...(table
      ? ["Remember: from now on, ", make("bdi", {}, words), ` is replaced in every text, as a misspelling in ${table}`]
      : ["Remember: needs a table of your own; start with --learn-to TABLE.csv"]),
  );
  byId("repair-words").hidden = false;
  showNames(names);
}

/** Show the names that the words may mean, to choose one. */
function showNames(names) {
  mean(null);
  byId("names-told").textContent = names.length ? `${counted(names.length, "name")} found` : "No name found";
  byId("names").replaceChildren(...names.map(choiceOf));
}

function choiceOf(name) {
  const radio = make("input", { type: "radio", name: "meant" });
  radio.addEventListener("change", () => {
    byId("replacement").value = name.written;
    mean(name);
  });
  const lines = [make("bdi", { class: "name" }, name.written), make("bdi", {}, name.description)];
  if (name.also) lines.push(make("bdi", { class: "also" }, name.also));
  return make("li", {}, make("label", {}, radio, make("span", {}, ...lines)));
}

/** Take a name of the table, or none, as what the words mean. */
function mean(name) {
  meant = name;
  byId("alias").disabled = name === null || !tables[asked.places[0].sheet - 1];
  showKind();
}

/** Ask for the kind of a name that is to be remembered and that the table does not have. */
function showKind() {
  byId("kind-line").hidden = meant !== null || !byId("remember").checked;
}

/** Ask the server for the words at a place. */
const look = (span) =>
  attempt(async () => {
    asked = await ask("select", span);
    byId("repair-told").textContent = "";
    showWords();
    byId("search").focus();
  });

/** Open the dialog, with the words that are selected if there are any. */
function openRepair() {
  const span = selected();
  asked = null;
  found = -1;
  byId("here").hidden = true;
  byId("repair-words").hidden = true;
  byId("context").replaceChildren();
  byId("repair-told").textContent = "";
  byId("words").value = "";
  dialog.showModal();
  if (span) look(span);
}

/** Return all places of words in the texts, a mark that has them as a whole. */
function placesOf(wanted) {
  return [...document.querySelectorAll("section")].flatMap((section, at) =>
    [...pieces(at + 1)].flatMap((piece) => {
      const [start, end] = boundsOf(piece);
      if (piece.matches("details")) return ofMark(piece).before.includes(wanted) ? [{ sheet: at + 1, start, end }] : [];
      const parts = piece.textContent.split(wanted).map((part) => [...part].length);
      const length = [...wanted].length;
      return parts.slice(1).map((_, number) => {
        const before = parts.slice(0, number + 1).reduce((sum, one) => sum + one, 0) + number * length;
        return { sheet: at + 1, start: start + before, end: start + before + length };
      });
    }),
  );
}

/** Go to the next place of the words that are named. */
function findNext() {
  const wanted = byId("words").value.trim();
  const places = wanted ? placesOf(wanted) : [];
  byId("repair-words").hidden = true;
  byId("context").textContent = wanted ? "These words are not in the text, letter by letter." : "Name words of the text.";
  if (places.length === 0) return;
  found = (found + 1) % places.length;
  look(places[found]);
}

/** Return what becomes of a place: its item with the choice, and the names that it covers; null if it cannot be changed. */
function changesAt(at, choice) {
  const known = items.find((item) => item.id === at.id);
  if (known) {
    if (known.saved) return null;
    if (known.remember) known.remember.checked = choice.remember;
    return [[known, choice]];
  }
  const hidden = items.filter((one) => one.sheet === at.sheet && one.start < at.end && at.start < one.end && one.mark.isConnected);
  if (hidden.some((one) => one.saved || one.isOwn)) return null;
  return [[own(at, asked.words), choice], ...hidden.map((one) => [one, leave])];
}

/** Make the repair at the places that were chosen. */
function repair(choice) {
  const [first, ...others] = asked.places;
  const where = byId("where").querySelector(":checked").value;
  const more = others.filter((one) => where === "all" || (where === "text" && one.sheet === first.sheet));
  const here = changesAt(first, choice);
  if (!here) return refuse("There is a repair of these words already: take it back first.");
  const changes = [here, ...more.map((one) => changesAt(one, choice)).filter(Boolean)].flat();
  for (const [item] of changes) item.meaning = meant ? meant.description : "a name that you typed";
  dialog.close();
  perform(changes);
  go(here[0][0]);
}

const refuse = (problem) => (byId("repair-told").textContent = problem);

byId("repair-words").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("replacement").value.trim().normalize("NFC");
  if (!text) return refuse("Choose a name, or write one.");
  if (text === asked.words) return refuse("These words stand there already.");
  const kind = meant ? null : byId("kind").value;
  repair({ action: "write", text, entity: meant?.id ?? null, kind, remember: byId("remember").checked });
});
byId("alias").addEventListener("click", () => repair({ action: "leave", entity: meant.id, remember: true }));
byId("find-words").addEventListener("submit", (event) => {
  event.preventDefault();
  findNext();
});
byId("words").addEventListener("input", () => (found = -1));
byId("remember").addEventListener("change", showKind);
byId("search").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const wanted = byId("search").value;
    const { sheet, start, end } = asked.places[0];
    const { names } = await ask("search", { sheet, start, end, text: wanted }).catch((error) => (refuse(error.message), { names: [] }));
    if (wanted === byId("search").value) showNames(names);
  }, 150);
});
for (const id of ["open-repair", "here"]) {
  byId(id).addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  byId(id).addEventListener("click", openRepair);
}
document.addEventListener("selectionchange", () => {
  const here = byId("here");
  here.hidden = dialog.open || !selected();
  if (here.hidden) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  here.style.left = `${Math.min(box.left + scrollX, innerWidth - 110)}px`;
  here.style.top = `${box.bottom + scrollY + 6}px`;
});
