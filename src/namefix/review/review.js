"use strict";
// What an editor does on the page. Text of the article and of tables is only ever set as text.

const byId = (id) => document.getElementById(id);
const items = [];
const steps = [];
let tables = [];
let busy = false;

/** Return an element; strings among its children become text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const named = (tag, text) => make(tag, {}, make("bdi", {}, text));
const unseen = (text) => make("span", { class: "unseen" }, text);

/** Say how something went. */
function tell(lines, isWrong = false) {
  byId("told").classList.toggle("wrong", isWrong);
  byId("told").replaceChildren(...lines.map((line) => make("p", {}, line)));
}

/** Ask the server; throw what it says against it. */
async function ask(path, body) {
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, body && post).catch(() => {
    throw new Error("namefix does not answer; was it ended in the terminal?");
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(typeof told.detail === "string" ? told.detail : "this cannot be done");
  return told;
}

const isSure = (item) => item.certainty === "sure";
const isOpen = (item) => item.choice === null;
const same = (one, other) => one.before === other.before && one.options[0] === other.options[0];

/** Return what will stand in the text; null for what stands there now. */
function written(choice, item) {
  if (choice === null || choice.action !== "write") return null;
  return choice.text ?? item.options[choice.option];
}

/** Return the state of a name in a word. */
function stateOf(item) {
  if (isOpen(item)) return "";
  const state = { write: "accepted", leave: "left as it is", never: "never touched" }[item.choice.action];
  return item.saved ? `${state}, saved` : state;
}

/** Show a name as it stands with its choice. */
function show(item) {
  const text = written(item.choice, item);
  const proposed = isOpen(item) && item.is_proposed ? item.options[0] : text;
  const state = stateOf(item);
  const sign = isOpen(item) ? "" : text === null ? "✕" : "✓";
  const parts =
    proposed !== null
      ? [named("del", item.before), unseen(" changed to "), named("ins", proposed)]
      : [make("bdi", { class: isOpen(item) ? "left" : "kept" }, item.before)];
  if (isOpen(item)) parts.push(unseen(item.is_proposed ? " (proposed)" : ` (uncertain, perhaps ${item.options[0]})`));
  else parts.push(make("span", { class: "state", "aria-hidden": "true" }, sign), unseen(` (${state})`));
  item.summary.replaceChildren(...parts);
  for (const element of [item.mark, item.entry]) {
    element.classList.toggle("open", isOpen(item));
    element.classList.toggle("written", text !== null);
  }
  item.state.textContent = text !== null && text !== item.options[0] ? `${state}: ${text}` : state;
  for (const [button, isPressed] of item.buttons) {
    button.setAttribute("aria-pressed", String(isPressed(item.choice)));
    button.disabled = item.saved;
  }
  item.field.disabled = item.saved;
  item.remember.disabled = item.saved || !item.table;
}

const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const howMany = (names) => `${names.filter((item) => !isOpen(item)).length} of ${names.length} decided`;

/** Say what is not decided, and what becomes of it. */
function undecided() {
  const open = items.filter(isOpen).length;
  return open ? `${counted(open, "proposal")} not decided: ${open === 1 ? "it stays as it is" : "they stay as they are"}.` : "";
}

/** Say what a save would write. */
function plan() {
  const fresh = items.filter((item) => !isOpen(item) && !item.saved);
  if (fresh.length === 0) return "";
  const changes = fresh.filter((item) => written(item.choice, item) !== null).length;
  return `Save writes ${counted(changes, "change")}. ${undecided()}`;
}

/** Show how far the review is, and what a save would write. */
function showProgress() {
  byId("progress").textContent = howMany(items);
  byId("plan").textContent = plan();
  document.querySelectorAll(".files li").forEach((line, at) => {
    const names = items.filter((item) => item.sheet === at + 1);
    line.querySelector(".number").textContent = howMany(names);
    line.classList.toggle("done", !names.some(isOpen));
  });
  byId("save").disabled = !items.some((item) => !isOpen(item) && !item.saved);
  byId("undo").disabled = steps.length === 0;
  byId("accept-sure").disabled = !items.some((item) => isOpen(item) && isSure(item));
}

/** Show a name, or words that the editor selected. */
const display = (item) => (item.isOwn ? place(item) : show(item));

/** Give names their choices. */
function apply(changes) {
  for (const [item, choice] of changes) {
    item.choice = choice;
    display(item);
  }
  showProgress();
  tell([]);
}

/** Give names their choices, as one step that can be undone. */
function perform(changes) {
  steps.push(changes.map(([item]) => [item, item.choice]));
  apply(changes);
}

/** Choose the same for names; saved ones stay. */
function choose(chosen, choice) {
  const changed = chosen.filter((item) => !item.saved);
  if (changed.length === 0) return tell(["This is saved already; undo takes it back."]);
  perform(changed.map((item) => [item, choice && { ...choice, remember: item.remember.checked }]));
}

const write = (option) => ({ action: "write", option });
const leave = { action: "leave" };
const never = { action: "never" };

/** Decide one name, and go to the next that is open. */
function decide(item, choice, places = [item]) {
  choose(places, choice);
  const at = items.indexOf(item);
  const next = [...items.slice(at + 1), ...items.slice(0, at)].find(isOpen);
  if (next) go(next);
  else item.summary.focus();
}

const everywhere = (item) => items.filter((other) => other === item || (isOpen(other) && same(other, item)));
const ofThisName = (item) => items.filter((other) => other === item || (isOpen(other) && other.surface === item.surface));

/** Open a name and bring it into sight. */
function go(item) {
  item.mark.open = true;
  item.summary.focus({ preventScroll: true });
  item.mark.scrollIntoView({ block: "start" });
}

const current = () => items.find((item) => item.mark.open) ?? null;

/** Go on by one name, or back. */
function move(by) {
  const shown = items.filter((item) => item.mark.isConnected);
  const at = shown.indexOf(current());
  const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
  if (shown.length) go(shown[to]);
}

/** Take back the last step. */
async function undo() {
  const step = steps.at(-1);
  if (step === undefined) return tell(["There is nothing to undo."]);
  if (step === "save") {
    const { open } = await ask("undo", {});
    steps.pop();
    for (const item of items.filter((other) => open.includes(other.id))) {
      item.saved = false;
      display(item);
    }
    tell(["The last save is taken back: texts, table and accepted names are as they were."]);
  } else {
    steps.pop();
    apply(step);
    const first = step.map(([item]) => item).find((item) => item.mark.isConnected);
    if (first) go(first);
  }
  showProgress();
}

/** Return a button that accepts and saves the sure changes that are open, if there are any. */
function offer() {
  const sure = items.filter((item) => isOpen(item) && isSure(item));
  if (sure.length === 0) return [];
  const accept = make("button", { type: "button" }, `Accept ${sure.length} sure and save`);
  accept.addEventListener("click", () => {
    choose(sure, write(0));
    attempt(save);
  });
  return [" ", accept];
}

/** Save all that is decided. */
async function save() {
  const chosen = items.filter((item) => !isOpen(item));
  const fresh = chosen.filter((item) => !item.saved);
  if (fresh.length === 0) return tell(["There is nothing to save."]);
  const { notes } = await ask("save", { choices: Object.fromEntries(chosen.map((item) => [item.id, item.choice])) });
  steps.push("save");
  for (const item of fresh) {
    item.saved = true;
    display(item);
  }
  showProgress();
  tell([`Saved: ${fresh.length} decided, ${fresh.filter((item) => written(item.choice, item) !== null).length} changed.`, ...notes]);
  if (undecided()) byId("told").append(make("p", {}, undecided(), ...offer()));
}

/** Do something that asks the server, one at a time, and say what went wrong. */
async function attempt(deed) {
  if (busy) return;
  busy = true;
  try {
    await deed();
  } catch (error) {
    tell([error.message], true);
  } finally {
    busy = false;
  }
}

/** Return a button of a card. */
function button(item, label, key, isPressed, deed) {
  const made = make("button", { type: "button" }, label, key && " ", key && make("kbd", {}, key));
  made.addEventListener("click", deed);
  item.buttons.push([made, isPressed]);
  return made;
}

/** Put the choices into the card of a name. */
function furnish(item) {
  const takes = (option) => (choice) => choice?.action === "write" && choice.option === option;
  const does = (action) => (choice) => choice?.action === action;
  const deeds = make(
    "div",
    { class: "deeds" },
    button(item, "Accept", "a", takes(0), () => decide(item, write(0))),
    button(item, "Reject", "r", does("leave"), () => decide(item, leave)),
    button(item, "Never touch", "n", does("never"), () => decide(item, never, ofThisName(item))),
  );
  item.card.querySelectorAll(".others li").forEach((line, at) => {
    const label = line.querySelector("bdi");
    const made = button(item, "", at < 9 ? String(at + 1) : "", takes(at + 1), () => decide(item, write(at + 1)));
    const isSaid = label.textContent.startsWith(`${item.options[at + 1]} ·`);
    made.prepend(...(isSaid ? [] : [make("bdi", {}, item.options[at + 1]), " — "]), label);
    line.prepend(made);
  });
  item.field.addEventListener("keydown", (event) => event.key === "Escape" && item.summary.focus());
  const typed = make("form", { class: "typed" }, make("label", {}, "Another name ", item.field));
  typed.append(make("button", {}, "Write"));
  typed.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = item.field.value.trim().normalize("NFC");
    if (text) decide(item, { action: "write", text });
  });
  const meaning = item.table
    ? [" Remember: from now on, write what I choose here wherever ", make("bdi", {}, item.before), " stands ", make("kbd", {}, "m")]
    : [" Remember: needs a table of your own; start with --learn-to TABLE.csv"];
  const remember = make("label", { class: "remember" }, item.remember, ...meaning);
  item.card.querySelector(".sure").after(deeds);
  item.card.append(typed, remember);
}

/** Show which name is open, in the list and in the source. */
function showCurrent(item) {
  item.entry.classList.toggle("current", item.mark.open);
  if (item.mark.open) showInSource(item);
}

/** Tie a name of the server to its mark, its card and its line in the list. */
function tie(found, saved) {
  const card = byId(found.id);
  const mark = card.closest("details");
  const entry = document.querySelector(`nav a[href="#${CSS.escape(found.id)}"]`).closest("li");
  const item = { ...found, card, mark, entry, summary: mark.querySelector("summary"), buttons: [] };
  item.choice = saved ?? null;
  item.saved = saved !== undefined;
  item.state = make("span", { class: "state" });
  entry.append(item.state);
  item.field = make("input", { maxlength: "200", autocomplete: "off", spellcheck: "false" });
  item.remember = make("input", { type: "checkbox" });
  item.remember.checked = saved?.remember ?? false;
  item.table = tables[found.sheet - 1];
  item.remember.addEventListener("change", () => {
    if (!isOpen(item) && !item.saved) item.choice = { ...item.choice, remember: item.remember.checked };
  });
  mark.addEventListener("toggle", () => showCurrent(item));
  furnish(item);
  items.push(item);
  show(item);
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  a: (item) => decide(item, write(0)),
  A: (item) => decide(item, write(0), everywhere(item)),
  r: (item) => decide(item, leave),
  R: (item) => decide(item, leave, everywhere(item)),
  n: (item) => decide(item, never, ofThisName(item)),
  t: (item) => item.field.focus(),
  m: (item) => item.remember.click(),
  e: () => openRepair(),
  u: () => attempt(undo),
  s: () => attempt(save),
  "?": () => byId("keys").showModal(),
};
const needNoName = "jkeus?";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input:not([type=radio], [type=checkbox])");
  const hasDialog = byId("keys").open || byId("repair").open;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping || hasDialog || !byId("use-keys").checked) return;
  const item = current();
  const number = Number(event.key);
  const takes = item && number >= 1 && number < item.options.length;
  const deed = takes ? () => decide(item, write(number)) : Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (deed === null) return;
  event.preventDefault();
  if (needNoName.includes(event.key)) deed(item);
  else if (item?.isOwn) event.key === "r" ? takeBack(item) : tell(["This is your own repair: r takes it back."]);
  else if (item) deed(item);
  else tell(["Go to a name first: j"]);
});
byId("save").addEventListener("click", () => attempt(save));
byId("undo").addEventListener("click", () => attempt(undo));
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("accept-sure").addEventListener("click", () => choose(items.filter((item) => isOpen(item) && isSure(item)), write(0)));
window.addEventListener("beforeunload", (event) => {
  if (items.some((item) => !isOpen(item) && !item.saved)) event.preventDefault();
});

attempt(async () => {
  const { names, saved, tables: learning } = await ask("names");
  tables = learning;
  for (const found of names) {
    const choice = Object.hasOwn(saved, found.id) ? saved[found.id] : undefined;
    if (byId(found.id)) tie(found, choice);
    else apply([[Object.assign(own(found, found.before), { saved: true }), choice]]);
  }
  showProgress();
});
