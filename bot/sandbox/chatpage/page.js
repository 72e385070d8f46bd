"use strict";
/* The chat page: draws what /sandbox/state tells, follows /sandbox/events, posts what
   the person does. Text from messages only ever becomes text nodes. */

const $ = (id) => document.getElementById(id);
const app = $("app"), log = $("log"), scroll = $("scroll"), text = $("text");

let world = { me: 0, bot: {}, people: [], chats: [], clock: { now: Date.now() / 1000 } };
let skew = 0;                    // seconds this Telegram's clock is ahead of the browser's
let open = null;                 // the id of the chat that is shown
let about = null;                // { kind: "reply" | "edit", message }
let stuck = true;                // whether the newest message is in sight
let newFrom = null;              // the first unread message when the chat was opened
let alive = true;                // whether the local Telegram answers
const busy = new Map(), waiting = new Map(), drawn = new Map(), days = new Map();

// -- small things -------------------------------------------------------------------

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function icon(name, className = "icon") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/* Each tab remembers for itself, so that two of them can be two people; a new one
   begins where the last one was. */
function remember(key, value, { here = false } = {}) {
  try {
    sessionStorage.setItem(`tally.${key}`, value);
    if (!here) localStorage.setItem(`tally.${key}`, value);
  } catch { /* a private window */ }
}

function recall(key) {
  try {
    return sessionStorage.getItem(`tally.${key}`) ?? localStorage.getItem(`tally.${key}`);
  } catch { return null; }
}

/* What was read in one tab was read in all. */
function recallRead(key) {
  try { return Number(localStorage.getItem(`tally.${key}`) || 0); } catch { return 0; }
}

/* Light or dark as the system has it, until somebody chooses: then so every time. */
const night = [...document.styleSheets[0].cssRules].find((rule) => rule.media?.mediaText.includes("dark"));
const nightly = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => recall("colours") ? recall("colours") === "dark" : nightly.matches;

function wearColours() {
  const chosen = recall("colours");
  document.documentElement.style.colorScheme = chosen || "";
  night.media.mediaText = chosen ? (chosen === "dark" ? "all" : "not all") : nightly.media;
}

function turnColours() {
  remember("colours", isDark() ? "light" : "dark");
  wearColours();
}

wearColours();

const chatOf = (id) => world.chats.find((chat) => chat.id === id);
const now = () => new Date(Date.now() + skew * 1000);
const dateOf = (message) => new Date(message.date * 1000);
const clockText = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const isMine = (message) => !message.sender_chat && message.from?.id === world.me;
const isByBot = (message) => message.from?.id === world.bot.id || "author_signature" in message;
const dayKey = (date) => date.toDateString();

function dayText(date) {
  const today = now(), yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (dayKey(date) === dayKey(today)) return "Today";
  if (dayKey(date) === dayKey(yesterday)) return "Yesterday";
  const year = date.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year });
}

function whenText(date) {
  if (dayKey(date) === dayKey(now())) return clockText(date);
  if (now() - date < 6 * 864e5) return date.toLocaleDateString("en-GB", { weekday: "short" });
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}

function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

// The ids of channels start a million million lower.
const colour = (id) => Math.abs(id) % 1e12 % 7;

function paint(node, id, name, isBot) {
  const size = ["small", "big", "huge"].find((kind) => node.classList.contains(kind)) || "";
  node.className = `avatar ${size} ${isBot ? "bot" : `c${colour(id)}`}`;
  const initials = name.split(/\s+/).slice(0, 2).map((word) => [...word][0] || "").join("");
  node.replaceChildren(isBot ? icon("tally") : initials.toUpperCase());
  node.setAttribute("aria-hidden", "true");
  return node;
}

const avatarOf = (chat, size) => paint(el("span", `avatar ${size}`), chat.id, chat.name, chat.type === "private");

function toast(words, bad = false) {
  const note = el("div", bad ? "bad" : "", words);
  $("toasts").append(note);
  setTimeout(() => { note.classList.add("gone"); setTimeout(() => note.remove(), 320); }, 2400 + words.length * 45);
}

async function post(name, body) {
  const answer = await fetch(`/sandbox/${name}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ me: world.me, ...body }),
  }).catch(() => null);
  const given = answer ? await answer.json().catch(() => ({})) : { error: "the local Telegram does not answer" };
  if (answer?.ok) return given;
  toast(given.error || "that did not work", true);
  return null;
}

// -- text with entities -------------------------------------------------------------

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

/* Entities are counted in UTF-16 units, as JavaScript's strings are. They may overlap;
   what sticks out of its surrounding one is cut off and goes on after it. */
function rich(source, entities) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const holder = document.createDocumentFragment();
  fill(holder, source, 0, source.length, sorted);
  return holder;
}

function fill(parent, source, from, to, entities) {
  let at = from, afterBlock = false;
  const plain = (end, beforeBlock) => {
    let piece = source.slice(at, end);
    if (afterBlock && piece.startsWith("\n")) piece = piece.slice(1);
    if (beforeBlock && piece.endsWith("\n")) piece = piece.slice(0, -1);
    if (piece) parent.append(piece);
  };
  const queue = [...entities];
  while (queue.length) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at), end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const inner = [], block = BLOCKS.has(entity.type);
    while (queue.length && queue[0].offset < end) {
      const child = queue.shift(), over = child.offset + child.length - end;
      inner.push(child);
      if (over > 0) queue.unshift({ ...child, offset: end, length: over });
      if (over > 0) break;
    }
    plain(start, block);
    at = end;
    afterBlock = block;
    parent.append(wrap(entity, source, start, end, inner));
  }
  plain(to, false);
}

function wrap(entity, source, start, end, inner) {
  const words = source.slice(start, end), kind = entity.type;
  if (kind === "expandable_blockquote") return folding(source, start, end, inner);
  const node = special(entity, words) || document.createElement(TAGS[kind] || "span");
  fill(node, source, start, end, inner);
  return node;
}

function special(entity, words) {
  if (entity.type === "url") return link(words.includes("://") ? words : `https://${words}`);
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "email") return link(`mailto:${words}`);
  if (entity.type === "spoiler") return spoiler();
  if (entity.type !== "bot_command") return null;
  const command = el("span", "command");   // no button: it must break with its line
  pressable(command, () => say(words));
  return command;
}

function link(address) {
  let url = null;
  try { url = new URL(address); } catch { return null; }
  if (!["http:", "https:", "mailto:", "tg:"].includes(url.protocol)) return null;
  const anchor = el("a");
  Object.assign(anchor, { href: url.href, target: "_blank", rel: "noopener noreferrer" });
  return anchor;
}

function pressable(node, action) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(event); }
  });
}

function spoiler() {
  const node = el("span", "spoiler");
  node.setAttribute("aria-label", "Hidden text");
  pressable(node, () => { node.classList.add("open"); node.removeAttribute("aria-label"); });
  return node;
}

function folding(source, start, end, inner) {
  const fold = el("span", "fold"), node = el("blockquote", "", fold);
  fill(fold, source, start, end, inner);
  requestAnimationFrame(() => {
    if (source.slice(start, end).split("\n").length <= 3 && end - start < 170) return;
    node.classList.add("folding");
    node.setAttribute("aria-expanded", "false");
    pressable(node, (event) => {
      if (event.target.closest("a, .command")) return;
      stuck = false;               // it opens where it is, and nothing moves
      node.setAttribute("aria-expanded", String(node.getAttribute("aria-expanded") !== "true"));
      watchScroll();
    });
  });
  return node;
}

// -- messages -----------------------------------------------------------------------

const nameOf = (message) => message.sender_chat?.title || [message.from?.first_name, message.from?.last_name].filter(Boolean).join(" ");

function summary(message) {
  const words = message.text ?? message.caption;
  if (message.photo) return words || "Photo";
  if (message.document) return words || message.document.file_name || "Document";
  return words ?? serviceText(message) ?? "Message";
}

function serviceText(message) {
  const who = nameOf(message) || "Somebody";
  if (message.group_chat_created || message.supergroup_chat_created) return `${who} created the group`;
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.new_chat_members) return `${message.new_chat_members.map(({ first_name: name }) => name).join(", ")} joined`;
  if (message.migrate_from_chat_id) return "The group became a supergroup";
  return null;
}

function originText(origin) {
  if (origin.type === "user") return [origin.sender_user.first_name, origin.sender_user.last_name].filter(Boolean).join(" ");
  return origin.chat?.title || origin.sender_user_name || "elsewhere";
}

function drawMessage(chat, message) {
  const service = serviceText(message);
  if (service) return el("div", "service", service);
  const words = el("div", "words"), bubble = el("div", "bubble");
  words.append(rich(message.text ?? message.caption ?? "", message.entities || message.caption_entities));
  words.classList.toggle("ends-in-block", ["BLOCKQUOTE", "PRE"].includes(words.lastChild?.nodeName));
  if (chat.type !== "private" && !isMine(message)) {
    bubble.append(el("span", `from c${isByBot(message) ? 0 : colour(message.from?.id || 0)}`, nameOf(message)));
  }
  if (message.via_bot) bubble.append(el("span", "forwarded", `via @${message.via_bot.username}`));
  if (message.forward_origin) bubble.append(el("span", "forwarded", `Forwarded from ${originText(message.forward_origin)}`));
  if (message.reply_to_message) bubble.append(quoted(message.reply_to_message));
  if (message.photo) bubble.append(photo(message));
  if (message.document) bubble.append(file(message.document));
  bubble.append(words, stamp(message));
  const node = el("article", `message ${isMine(message) ? "mine" : "theirs"}`, bubble);
  node.classList.toggle("bare", Boolean(message.photo && !message.caption));
  node.classList.toggle("edited", Boolean(message.edit_date));
  node.dataset.id = message.message_id;
  node.setAttribute("aria-label", `${isMine(message) ? "You" : nameOf(message)}, ${clockText(dateOf(message))}`);
  const rows = message.reply_markup?.inline_keyboard;
  if (rows?.length) { node.classList.add("keyed"); node.append(keyboard(chat, message, rows)); }
  node.append(actButton(chat, message));
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img")) return;
    event.preventDefault();
    messageMenu(chat, message, { x: event.clientX, y: event.clientY });
  });
  return node;
}

function stamp(message) {
  const time = el("time", "stamp", (message.edit_date ? "edited " : "") + clockText(dateOf(message)));
  time.dateTime = dateOf(message).toISOString();
  return time;
}

function quoted(message) {
  const node = el("button", "reply", el("b", "", nameOf(message)), el("span", "", summary(message)));
  node.type = "button";
  node.addEventListener("click", () => {
    log.querySelector(`[data-id="${Number(message.message_id)}"]`)?.scrollIntoView({ block: "center", behavior: gently() });
  });
  return node;
}

function photo(message) {
  const size = message.photo[message.photo.length - 1], image = el("img"), node = el("button", "photo", image);
  Object.assign(image, { width: size.width, height: size.height, alt: message.caption || "Photo", decoding: "async" });
  image.src = `/sandbox/file?id=${encodeURIComponent(size.file_id)}`;
  // The place is kept before the picture is there, so that nothing jumps.
  node.style.width = `${Math.max(160, Math.min(size.width, Math.round(420 * size.width / size.height)))}px`;
  node.type = "button";
  node.setAttribute("aria-label", "Show the picture large");
  node.addEventListener("click", () => { $("picture-image").src = image.src; $("picture").showModal(); });
  return node;
}

function file(document_) {
  const node = el("a", "document", el("span", "", icon("file")),
    el("span", "", el("b", "", document_.file_name || "Document"), el("small", "", sizeText(document_.file_size || 0))));
  node.href = `/sandbox/file?id=${encodeURIComponent(document_.file_id)}`;
  node.target = "_blank";
  return node;
}

function keyboard(chat, message, rows) {
  return el("div", "keyboard", ...rows.map((row) => el("div", "", ...row.map((key) => drawKey(chat, message, key)))));
}

function drawKey(chat, message, key) {
  const style = ["primary", "danger", "success"].includes(key.style) ? key.style : "";
  if (key.url) {
    const anchor = link(key.url) || el("span");
    anchor.className = `key ${style}`;
    anchor.append(key.text, icon("out"));
    return anchor;
  }
  const button = el("button", `key ${style}`, key.text);
  button.type = "button";
  button.dataset.data = key.callback_data ?? "";
  button.addEventListener("click", () => press(chat, message, key, button));
  return button;
}

async function press(chat, message, key, button) {
  if (key.copy_text) {
    await navigator.clipboard?.writeText(key.copy_text.text).catch(() => null);
    return toast("Copied");
  }
  if (!("callback_data" in key)) return toast("This button works on Telegram only");
  if (button.getAttribute("aria-busy")) return;
  button.classList.add("waiting");
  button.setAttribute("aria-busy", "true");
  const pressed = await post("press", { chat: chat.id, message_id: message.message_id, data: key.callback_data });
  const done = () => { button.classList.remove("waiting"); button.removeAttribute("aria-busy"); };
  if (!pressed) return done();
  if (early.has(pressed.query)) { answered(early.get(pressed.query)); return done(); }
  const timer = setTimeout(() => { waiting.delete(pressed.query); done(); }, 15000);
  waiting.set(pressed.query, () => { clearTimeout(timer); done(); });
}

const early = new Map();         // answers that came before the press was answered

function answered(event) {
  early.delete(event.query);
  if (!event.text) return;
  if (!event.show_alert) return toast(event.text);
  $("alert-text").textContent = event.text;
  $("alert").showModal();
}

// -- the open chat ------------------------------------------------------------------

function readUpTo(chat) {
  const last = chat.messages.at(-1)?.message_id ?? 0;
  return Math.min(recallRead(`read.${world.me}.${chat.id}`), last);
}

function unread(chat) {
  const upTo = readUpTo(chat);
  return chat.messages.filter((message) => message.message_id > upTo && !isMine(message)).length;
}

function markRead(chat) {
  if (document.hidden || !chat.messages.length || chat.id !== open) return;
  if (!isPhone() || app.dataset.view === "chat") remember(`read.${world.me}.${chat.id}`, chat.messages.at(-1).message_id);
}

const isPhone = () => matchMedia("(max-width: 720px)").matches;

function nodeOf(chat, message) {
  const version = JSON.stringify(message), key = `${chat.id}/${message.message_id}`, known = drawn.get(key);
  if (known?.version === version) return known.node;
  const node = drawMessage(chat, message);
  if (!known && ready) {
    node.classList.add("enter");
    node.addEventListener("animationend", () => node.classList.remove("enter"), { once: true });
  }
  drawn.set(key, { version, node });
  if (known?.node.contains(document.activeElement)) keepFocus(known.node, node);
  return node;
}

/* A message that changed under the fingers: the focus stays on the button, or on its place. */
function keepFocus(old, node) {
  const places = (one) => [...one.querySelectorAll("button, a, [tabindex]")];
  const at = places(old).indexOf(document.activeElement), data = document.activeElement.dataset.data;
  refocus = () => {
    const there = places(node), same = data && there.find((one) => one.dataset.data === data);
    (same || there.at(Math.min(at, there.length - 1)))?.focus({ preventScroll: true });
  };
}

let refocus = null;
let ready = false;               // whether what comes now is new, and may move in

function drawLog() {
  const chat = chatOf(open);
  if (!chat) return log.replaceChildren();
  if (!chat.messages.length) return log.replaceChildren(emptyState(chat));
  const sections = [], nodes = new Map();
  chat.messages.forEach((message, index) => {
    const node = nodeOf(chat, message), day = sectionOf(dateOf(message));
    const first = !together(chat.messages[index - 1], message), last = !together(message, chat.messages[index + 1]);
    if (!nodes.has(day)) { sections.push(day); nodes.set(day, [day.firstChild]); }
    if (message.message_id === newFrom) nodes.get(day).push(freshLine);
    node.classList.toggle("first", first);
    node.classList.toggle("last", last);
    const name = node.querySelector(":scope > .bubble > .from");
    if (name) name.hidden = !first;
    nodes.get(day).push(node);
  });
  const at = scroll.scrollTop;
  arrange(log, sections);
  sections.forEach((day) => arrange(day, nodes.get(day)));
  refocus?.();
  refocus = null;
  scroll.scrollTop = at;
  if (stuck) toBottom();
  pinDays();
}

const freshLine = el("div", "fresh-line", "New messages");

/* The messages of a day, under its name. */
function sectionOf(date) {
  const key = dayKey(date);
  if (!days.has(key)) days.set(key, el("section", "date", el("div", "day")));
  const words = dayText(date), name = days.get(key).firstChild;
  if (name.textContent !== words) name.textContent = words;
  return days.get(key);
}

/* Make these the children, touching only what changed: a selection stays, and a
   screen reader hears what is new and nothing else. */
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  [...parent.childNodes].forEach((node) => { if (!wanted.has(node)) node.remove(); });
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

function together(one, other) {
  if (!one || !other || serviceText(one) || serviceText(other)) return false;
  return one.from?.id === other.from?.id && one.sender_chat?.id === other.sender_chat?.id
    && dayKey(dateOf(one)) === dayKey(dateOf(other)) && other.date - one.date < 300;
}

function emptyState(chat) {
  const picture = avatarOf(chat, "huge"), node = el("div", "empty", picture, el("h2", "", chat.name));
  if (chat.type === "private") {
    const start = el("button", "", "Start");
    start.type = "button";
    start.id = "start";
    start.addEventListener("click", () => { say("/start"); if (!isPhone()) text.focus(); });
    node.append(el("p", "", world.bot.description || world.bot.about || "Say /start to wake the bot up."), start);
  } else {
    node.append(el("p", "", chat.may_write ? "Nothing here yet. Write something, or start with a command." : "Nothing here yet."));
  }
  return node;
}

const gently = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

function toBottom(smooth = false) {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: smooth ? gently() : "instant" });
}

function drawHead() {
  const chat = chatOf(open);
  if (!chat) return;
  paint($("chat-avatar"), chat.id, chat.name, chat.type === "private");
  $("chat-name").textContent = chat.name;
  const sub = $("chat-sub"), isBusy = alive && busy.has(chat.id);
  sub.classList.toggle("bad", !alive);
  sub.classList.toggle("busy", isBusy);
  sub.replaceChildren(...(isBusy ? [busyText(busy.get(chat.id)), el("i"), el("i"), el("i")] : [subText(chat)]));
  const total = world.chats.reduce((sum, other) => sum + (other.id === open ? 0 : unread(other)), 0);
  $("back-count").textContent = total;
  $("back-count").hidden = !total;
  document.title = `${total ? `(${total}) ` : ""}${chat.name} – local Telegram`;
}

const busyText = (action) => action.startsWith("upload_photo") ? "sending a picture" : action.startsWith("upload") ? "sending a file" : "typing";

function subText(chat) {
  if (!alive) return "waiting for the local Telegram …";
  const others = Object.keys(chat.members).length, bot = ["member", "administrator"].includes(chat.bot) ? 1 : 0;
  if (chat.type === "private") return chat.bot === "kicked" ? "bot · blocked by you" : "bot";
  const noun = chat.type === "channel" ? "subscriber" : "member", count = others + bot;
  return `${chat.type === "channel" ? "channel" : "group"} · ${count} ${noun}${count === 1 ? "" : "s"}${bot ? "" : " · the bot is gone"}`;
}

function drawFoot() {
  const chat = chatOf(open), mute = $("mute");
  if (!chat) return;
  const blocked = chat.type === "private" && chat.bot === "kicked";
  $("compose").hidden = blocked || !chat.may_write;
  mute.hidden = !$("compose").hidden;
  const unblock = el("button", "", "Unblock and go on");
  unblock.addEventListener("click", () => post("block", { chat: chat.id, blocked: false }));
  mute.replaceChildren(blocked ? unblock : "Only administrators can write here");
  text.placeholder = chat.type === "channel" ? "Post to the channel" : chat.keyboard?.input_field_placeholder || "Message";
  $("slash").hidden = !chat.commands.length;
  const keys = blocked ? [] : chat.keyboard?.keyboard || [];
  $("keys").hidden = !keys.length;
  $("keys").replaceChildren(...keys.map((row) => el("div", "", ...row.map((key) => {
    const button = el("button", "", key.text);
    button.addEventListener("click", () => say(key.text));
    return button;
  }))));
  const isAbout = Boolean(about);
  $("about-to").hidden = !isAbout;
  if (isAbout) {
    $("about-title").textContent = about.kind === "edit" ? "Edit message" : nameOf(about.message);
    $("about-text").textContent = summary(about.message);
    $("about-to").querySelector("use").setAttribute("href", about.kind === "edit" ? "#i-pencil" : "#i-reply");
  }
  $("send").disabled = !text.value.trim();
}

function drawChats() {
  const latest = (chat) => chat.messages.at(-1)?.date ?? Infinity;   // an empty one is new
  const order = [...world.chats].reverse().sort((a, b) => (b.type === "private") - (a.type === "private") || latest(b) - latest(a));
  const focused = document.activeElement?.dataset?.chat;
  $("chats").replaceChildren(...order.map(drawRow));
  if (focused) $("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
}

function drawRow(chat) {
  const message = chat.messages.at(-1), count = chat.id === open && !isPhone() ? 0 : unread(chat);
  const isBusy = busy.has(chat.id);
  const last = el("span", `last${isBusy ? " busy" : ""}${count ? "" : " wide"}`);
  if (isBusy) last.append(busyText(busy.get(chat.id)), el("i"), el("i"), el("i"));
  else if (message) last.append(chat.type !== "group" && chat.type !== "supergroup" || serviceText(message) ? "" : `${isMine(message) ? "You" : nameOf(message)}: `, summary(message).slice(0, 120));
  else last.append(chat.type === "private" ? "Say /start" : "No messages yet");
  const badge = count ? el("i", "count", String(count)) : null;
  badge?.append(el("span", "unseen", " unread"));
  const time = el("time", "", message ? whenText(dateOf(message)) : "");
  const row = el("button", "row", avatarOf(chat, "big"), el("b", "", chat.name), time, last, badge);
  row.dataset.chat = chat.id;
  if (chat.id === open) row.setAttribute("aria-current", "true");
  row.addEventListener("click", () => show(chat.id));
  return row;
}

function drawClock() {
  $("clock").hidden = !world.clock.movable;
  $("clock-time").textContent = clockText(now());
  $("clock").title = now().toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short" });
}

function drawAll() {
  const me = world.people.find((person) => person.id === world.me);
  $("me-name").textContent = me?.name ?? "";
  paint($("me-avatar"), world.me, me?.name ?? "", false);
  drawChats(); drawHead(); drawLog(); drawFoot(); drawClock();
}

const draft = () => recall(`draft.${world.me}.${open}`) || "";
const keepDraft = () => remember(`draft.${world.me}.${open}`, about?.kind === "edit" ? draft() : text.value);

function showList() {
  app.dataset.view = "list";
  drawChats();
  $("chats").querySelector("[aria-current]")?.focus();
}

function show(id) {
  open = id;
  about = null;
  const chat = chatOf(id), upTo = readUpTo(chat);
  newFrom = upTo ? chat.messages.find((message) => message.message_id > upTo && !isMine(message))?.message_id ?? null : null;
  stuck = newFrom === null;
  ready = false;
  remember(`open.${world.me}`, id);
  app.dataset.view = "chat";
  if (isPhone() && history.state?.view !== "chat") history.pushState({ view: "chat" }, "");
  text.value = draft();
  grow();
  drawAll();
  if (!stuck) log.querySelector(".fresh-line")?.scrollIntoView({ block: "center" });
  markRead(chat);
  watchScroll();
  drawChats();
  ready = true;
  if (!isPhone()) text.focus();
}

// -- what comes in ------------------------------------------------------------------

let loading = null, again = false;
let atList = history.state?.view === "list";     // a phone that showed the list goes on there

/* One question at a time; who asks meanwhile is answered by the next one. */
function load() {
  again = true;
  loading ??= (async () => {
    await null;                  // so that a burst of events asks once
    while (again) {
      again = false;
      await loadOnce();
    }
    loading = null;
  })();
  return loading;
}

async function loadOnce() {
  const answer = await fetch(`/sandbox/state?me=${Number(recall("me") || 0)}`).catch(() => null);
  const given = answer?.ok ? await answer.json() : null;
  if (!given || again) return;   // what was asked meanwhile may be for somebody else
  world = given;
  skew = world.clock.now - Date.now() / 1000;
  remember("me", world.me, { here: true });
  if (chatOf(open)) return drawAll();
  const wanted = Number(recall(`open.${world.me}`));
  show(chatOf(wanted) ? wanted : world.chats.find((chat) => chat.type === "private").id);
  if (isPhone() && atList) history.back();
  atList = false;
}

const HEARD = {
  message({ chat: id, message }) {
    const chat = chatOf(id);
    if (!chat) return;           // another person's
    const at = chat.messages.findIndex((known) => known.message_id === message.message_id);
    if (at >= 0) chat.messages[at] = message;
    else chat.messages.push(message);
    if (isByBot(message)) busy.delete(id);
    if (id === open) {
      if (isMine(message) && at < 0) { stuck = true; newFrom = null; }
      drawLog();
      if (stuck) markRead(chat);
      watchScroll();
    }
    drawHead();
    drawChats();
  },
  deleted({ chat: id, message_id }) {
    const chat = chatOf(id);
    if (!chat) return;
    chat.messages = chat.messages.filter((message) => message.message_id !== message_id);
    drawn.delete(`${id}/${message_id}`);
    if (id === open) drawLog();
    drawChats();
  },
  action({ chat: id, action }) {
    clearTimeout(fading.get(id));
    busy.set(id, action);
    drawHead(); drawChats();
    fading.set(id, setTimeout(() => { busy.delete(id); drawHead(); drawChats(); }, 5000));
  },
  answer(event) {
    const stop = waiting.get(event.query);
    if (!stop) { early.set(event.query, event); setTimeout(() => early.delete(event.query), 3000); return; }
    waiting.delete(event.query);
    stop();
    answered(event);
  },
  inline(event) {
    if (event.query === inline) offerResults(event);
    else { offers.set(event.query, event); setTimeout(() => offers.delete(event.query), 3000); }
  },
  clock(event) {
    skew = event.now - Date.now() / 1000;
    drawAll();
  },
  chats: load,
  commands: load,
};

const fading = new Map();        // when "typing" ends, by chat

function follow() {
  const source = new EventSource("/sandbox/events");
  source.onopen = () => { line(true); load(); };
  source.onerror = () => {
    line(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 1000);   // it gave up; we do not
  };
  source.onmessage = ({ data }) => { const event = JSON.parse(data); HEARD[event.type]?.(event); };
}

function line(good) {
  alive = good;
  drawHead();
  $("line").classList.toggle("bad", !good);
  $("line").textContent = good ? "A Telegram on this machine. Nothing leaves it." : "The local Telegram has stopped. Waiting for it …";
}

// -- what goes out ------------------------------------------------------------------

/* What could not be sent comes back to be sent again. */
async function say(words) {
  const where = open, given = { chat: open, text: words };
  if (about?.kind === "reply") given.reply_to = about.message.message_id;
  const editing = about?.kind === "edit" ? about.message : null;
  about = null;
  drawFoot();
  const done = editing ? await post("edit", { chat: where, text: words, message_id: editing.message_id }) : await post("say", given);
  if (done || where !== open || text.value) return;
  text.value = words;
  keepDraft();
  grow();
}

function send() {
  const words = text.value.trim();
  if (!words) return;
  text.value = about?.kind === "edit" ? draft() : "";
  keepDraft();
  grow();
  closeCommands();
  say(words);
}

async function sendFiles(files) {
  for (const item of files) {
    const asked = new URLSearchParams({ me: world.me, chat: open, name: item.name });
    const type = item.type || (/\.(md|markdown)$/i.test(item.name) ? "text/markdown" : "text/plain");
    const answer = await fetch(`/sandbox/upload?${asked}`, { method: "POST", headers: { "Content-Type": type }, body: item }).catch(() => null);
    if (!answer?.ok) toast((await answer?.json().catch(() => null))?.error || `${item.name} could not be sent`, true);
  }
}

function startAbout(kind, message) {
  about = { kind, message };
  if (kind === "edit") text.value = message.text ?? "";
  grow();
  drawFoot();
  text.focus();
}

function stopAbout() {
  if (about?.kind === "edit") text.value = draft();
  about = null;
  grow();
  drawFoot();
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 190)}px`;
  $("send").disabled = !text.value.trim();
}

// -- the command menu ---------------------------------------------------------------

let offered = [], chosen = 0;

function offerCommands(all = false) {
  const chat = chatOf(open), typed = /^\/(\w*)$/.exec(text.value);
  offered = !chat || (!typed && !all) ? [] : chat.commands.filter(({ command }) => !typed || command.startsWith(typed[1].toLowerCase()));
  chosen = Math.min(chosen, Math.max(offered.length - 1, 0));
  drawCommands();
}

/* Typed behind the bot's name, in any chat: what it offers to send there. */
let typing = 0, inline = null;
const offers = new Map();        // what was offered before the question was known

function askInline() {
  clearTimeout(typing);
  inline = null;
  const typed = new RegExp(`^@${world.bot.username}\\s(.*)$`, "is").exec(text.value);
  if (!typed || !chatOf(open)) return;
  typing = setTimeout(async () => {
    const asked = await post("inline", { text: typed[1].trim() });
    if (!asked) return;
    inline = asked.query;
    if (offers.has(inline)) offerResults(offers.get(inline));
  }, 250);
}

function offerResults(event) {
  offers.clear();
  if (!text.value.startsWith("@")) return;
  offered = event.results.map(({ id, title, description }) => ({ result: id, query: event.query, title, description }));
  chosen = 0;
  if (!offered.length && event.otherwise) toast(event.otherwise);
  drawCommands();
}

async function takeResult({ query, result }) {
  const where = open;
  closeCommands();
  text.value = "";
  keepDraft();
  grow();
  await post("take", { chat: where, query, result });
}

function drawCommands() {
  const list = $("commands"), shown = offered.length > 0;
  list.hidden = !shown;
  [text, $("slash")].forEach((node) => node.setAttribute("aria-expanded", String(shown)));
  list.replaceChildren(...offered.map(({ command, title, description }, index) => {
    const row = el("li", command ? "" : "result", el("b", "", command ? `/${command}` : title), el("span", "", description));
    row.id = `command-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === chosen));
    row.addEventListener("mousemove", () => { if (chosen !== index) { chosen = index; drawCommands(); } });
    row.addEventListener("mousedown", (event) => { event.preventDefault(); chosen = index; takeCommand(true); });
    return row;
  }));
  if (shown) { text.setAttribute("aria-activedescendant", `command-${chosen}`); list.children[chosen].scrollIntoView({ block: "nearest" }); }
  else text.removeAttribute("aria-activedescendant");
}

function closeCommands() { offered = []; chosen = 0; drawCommands(); }

function takeCommand(sending) {
  if (offered[chosen].result) { takeResult(offered[chosen]); return; }
  const { command } = offered[chosen];
  closeCommands();
  text.value = sending ? "" : `/${command} `;
  keepDraft();
  grow();
  if (sending) say(`/${command}`);
  text.focus();
}

function commandKey(event) {
  if (!offered.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { chosen = (chosen + step + offered.length) % offered.length; drawCommands(); }
  else if (event.key === "Enter") takeCommand(true);
  else if (event.key === "Tab") takeCommand(false);
  else if (event.key === "Escape") closeCommands();
  else return false;
  event.preventDefault();
  return true;
}

// -- menus and dialogs --------------------------------------------------------------

let menuFrom = null;

function menu(at, entries) {
  const node = $("menu");
  menuFrom = document.activeElement;
  $("menu").setAttribute("aria-label", at.getAttribute?.("aria-label") || at.title || "Menu");
  at.setAttribute?.("aria-expanded", "true");
  node.replaceChildren(...entries.filter(Boolean).map((entry) => {
    if (entry === "-") return el("hr");
    if (typeof entry === "string") return el("p", "", entry);
    const button = el("button", entry.danger ? "danger" : "", entry.avatar || icon(entry.icon), entry.words, entry.ticked ? icon("check", "icon tick") : null);
    button.setAttribute("role", "menuitem");
    button.addEventListener("click", () => { closeMenu(); entry.action(); });
    return button;
  }));
  node.hidden = false;
  const box = at.getBoundingClientRect?.() ?? { left: at.x, right: at.x, bottom: at.y, top: at.y };
  const left = Math.min(box.left, innerWidth - node.offsetWidth - 8), below = box.bottom + 6;
  node.style.left = `${Math.max(8, left)}px`;
  node.style.top = `${below + node.offsetHeight > innerHeight ? Math.max(8, box.top - node.offsetHeight - 6) : below}px`;
  node.querySelector("button")?.focus({ preventScroll: true });
}

function closeMenu() {
  if ($("menu").hidden) return;
  $("menu").hidden = true;
  document.querySelectorAll('[aria-haspopup="menu"]').forEach((node) => node.setAttribute("aria-expanded", "false"));
  if (menuFrom?.isConnected) menuFrom.focus({ preventScroll: true });
}

function actButton(chat, message) {
  const button = el("button", "act round", icon("dots"));
  button.type = "button";
  button.setAttribute("aria-label", "What to do with this message");
  button.setAttribute("aria-haspopup", "menu");
  button.addEventListener("click", () => messageMenu(chat, message, button));
  return button;
}

function messageMenu(chat, message, at) {
  const words = message.text ?? message.caption;
  menu(at, [
    chat.may_write && { icon: "reply", words: "Reply", action: () => startAbout("reply", message) },
    isMine(message) && message.text && !message.forward_origin && { icon: "pencil", words: "Edit", action: () => startAbout("edit", message) },
    words && { icon: "copy", words: "Copy the text", action: () => navigator.clipboard?.writeText(words).then(() => toast("Copied"), () => null) },
    { icon: "forward", words: "Forward", action: () => menu(at, ["Forward to", ...world.chats.filter((other) => other.may_write).map((other) => ({
      avatar: avatarOf(other, "small"), words: other.name, action: () => post("forward", { chat: chat.id, message_id: message.message_id, to: other.id }),
    }))]) },
  ]);
}

function peopleMenu() {
  menu($("me"), ["Speak as", ...world.people.map((person) => ({
    avatar: paint(el("span", "avatar small"), person.id, person.name, false), words: person.name,
    ticked: person.id === world.me, action: () => become(person.id),
  })), "-", { icon: "person", words: "Another person …", action: newPerson }]);
}

function become(id) {
  remember("me", id);
  drawn.clear();
  open = null;
  atList = app.dataset.view === "list";
  return load();
}

function ask(title, hint) {
  const dialog = $("ask");
  $("ask-title").textContent = title;
  $("ask-name").value = "";
  $("ask-name").placeholder = hint;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? $("ask-name").value.trim() : ""), { once: true }));
}

async function newPerson() {
  const name = await ask("Who joins?", "First name"), made = name && await post("person", { name });
  if (made) await become(made.id);
}

async function newChat(kind, title, hint) {
  const name = await ask(title, hint), made = name && await post(kind, { name });
  if (!made) return;
  await load();
  show(made.id);
}

function newMenu() {
  menu($("new"), [
    { icon: "group", words: "New group with the bot", action: () => newChat("group", "New group", "The morning desk") },
    { icon: "channel", words: "New channel with the bot", action: () => newChat("channel", "New channel", "Tech figures") },
    { icon: "person", words: "Another person", action: newPerson },
  ]);
}

function clockMenu() {
  const move = (body, words) => ({ icon: "jump", words, action: () => post("clock", body) });
  menu($("clock"), [
    now().toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    world.clock.next && move({ next: true }, "Jump to the next digest"),
    move({ seconds: 3600 }, "One hour on"), move({ seconds: 86400 }, "One day on"),
  ]);
}

function chatMenu() {
  const chat = chatOf(open), blocked = chat.bot === "kicked";
  const names = Object.values(chat.members).join(", ");
  menu($("more"), [
    chat.type === "private" ? `@${world.bot.username}` : `${names}${chat.bot === "left" || blocked ? "" : `, ${world.bot.first_name}`}`,
    { icon: "moon", words: isDark() ? "Light colours" : "Dark colours", action: turnColours },
    chat.type === "private" && { icon: "stop", danger: !blocked, words: blocked ? "Unblock the bot" : "Block the bot", action: () => post("block", { chat: chat.id, blocked: !blocked }) },
  ]);
}

// -- listening ----------------------------------------------------------------------

let lastTop = 0, resting = 0;

/* Who scrolls up leaves the newest message; what grows below does not take one away. */
function watchScroll() {
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  stuck = atEnd || (stuck && scroll.scrollTop >= lastTop);
  lastTop = scroll.scrollTop;
  const chat = chatOf(open);
  if (stuck && chat) markRead(chat);
  const count = chat ? unread(chat) : 0;
  $("bottom").hidden = stuck;
  $("bottom-count").hidden = !count;
  $("bottom-count").textContent = count;
}

/* The name of the day floats above the messages while they move. */
function floatDay() {
  pinDays();
  scroll.classList.add("moving");
  clearTimeout(resting);
  resting = setTimeout(() => scroll.classList.remove("moving"), 900);
}

function pinDays() {
  const top = scroll.getBoundingClientRect().top + 12;
  log.querySelectorAll(".day").forEach((name) => {
    const pinned = name.getBoundingClientRect().top < top && name.parentNode.getBoundingClientRect().top < top - 12;
    name.classList.toggle("pinned", pinned);
  });
}

scroll.addEventListener("scroll", () => { watchScroll(); floatDay(); }, { passive: true });
const growing = new ResizeObserver(() => { if (stuck) toBottom(); });
growing.observe(scroll);
growing.observe(log);
$("bottom").addEventListener("click", () => toBottom(true));
$("compose").addEventListener("submit", (event) => { event.preventDefault(); send(); });
text.addEventListener("input", () => { keepDraft(); grow(); chosen = 0; offerCommands(); askInline(); });
text.addEventListener("blur", closeCommands);
text.addEventListener("keydown", (event) => {
  if (event.isComposing || commandKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  else if (event.key === "Escape" && about) stopAbout();
  else if (event.key === "ArrowUp" && !text.value) {
    const last = chatOf(open)?.messages.findLast((message) => isMine(message) && message.text);
    if (last) { event.preventDefault(); startAbout("edit", last); }
  }
});
text.addEventListener("paste", (event) => {
  const files = [...event.clipboardData.files];
  if (files.length) { event.preventDefault(); sendFiles(files); }
});
$("slash").addEventListener("mousedown", (event) => event.preventDefault());
$("slash").addEventListener("click", () => { text.focus(); if (offered.length) closeCommands(); else offerCommands(true); });
$("clip").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => { sendFiles([...$("file").files]); $("file").value = ""; });
$("about-stop").addEventListener("click", () => { stopAbout(); text.focus(); });
$("back").addEventListener("click", () => { if (history.state?.view === "chat") history.back(); else showList(); });
addEventListener("popstate", () => {
  if (!isPhone()) return;
  if (history.state?.view !== "chat") showList();
  else if (open !== null) show(open);
});
$("me").addEventListener("click", peopleMenu);
$("new").addEventListener("click", newMenu);
$("clock").addEventListener("click", clockMenu);
$("more").addEventListener("click", chatMenu);
$("ask-no").addEventListener("click", () => $("ask").close("no"));
$("picture").addEventListener("click", () => $("picture").close());

$("chats").addEventListener("keydown", (event) => {
  const rows = [...$("chats").children], at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, to))].focus();
});

$("menu").addEventListener("keydown", (event) => {
  const items = [...$("menu").querySelectorAll("button")], at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { event.preventDefault(); items[(at + step + items.length) % items.length].focus(); }
  else if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); closeMenu(); }
});
document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#menu")) closeMenu(); });

/* Typing anywhere goes to the message, as in any messenger. */
document.addEventListener("keydown", (event) => {
  const page = { PageUp: -1, PageDown: 1 }[event.key];
  if (page && !event.target.closest("dialog, #menu")) {
    event.preventDefault();
    scroll.scrollBy({ top: page * scroll.clientHeight * 0.85, behavior: gently() });
  }
  const busyElsewhere = event.target.closest("input, textarea, dialog, #menu");
  if (event.key === "Escape" && !busyElsewhere && !$("compose").hidden) text.focus();
  if (busyElsewhere || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (event.key === " " && event.target.closest("button, [role=button], a")) return;
  if (!$("compose").hidden) text.focus();
});

let dragging = 0;
const dragged = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragenter", (event) => { if (dragged(event)) { dragging += 1; $("drop").hidden = false; } });
document.addEventListener("dragleave", () => { dragging = Math.max(0, dragging - 1); $("drop").hidden = dragging === 0; });
document.addEventListener("dragover", (event) => { if (dragged(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!dragged(event)) return;
  event.preventDefault();
  dragging = 0;
  $("drop").hidden = true;
  sendFiles([...event.dataTransfer.files]);
});
document.addEventListener("visibilitychange", () => { const chat = chatOf(open); if (chat && stuck) { markRead(chat); drawChats(); } });
let today = dayKey(now());
setInterval(() => {
  drawClock();
  if (today !== dayKey(now())) { today = dayKey(now()); drawAll(); }
}, 5000);
history.replaceState(history.state ?? { view: "list" }, "");
line(true);
follow();
