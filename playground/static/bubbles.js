// One message as a bubble: text, photo or voice, its marks, and the buttons under it.
import { hourAndMinute } from "./clock.js";
import { icon, make } from "./elements.js";
import { richText } from "./rich_text.js";

const WAVE_BARS = 24;
// Longer than any bot should take; after that the button is free again whatever the bot does.
const BUSY_AT_MOST_MS = 4000;

// `taps` has link(address), command(text), press(message, row, column) and photo(address).
export function fill(item, message, taps) {
  item.className = `message ${message.from_bot ? "theirs" : "mine"}`;
  item.classList.toggle("protected", message.protected);
  Object.assign(item.dataset, { messageId: message.id, fromBot: message.from_bot,
    edited: message.edited, protected: message.protected });
  item.oncopy = item.oncontextmenu = item.ondragstart = message.protected
    ? (event) => event.preventDefault()
    : null;
  item.replaceChildren(make("div", { class: "card" }, bubble(message, taps),
    ...keyboard(message, taps)));
}

function bubble(message, taps) {
  const node = make("div", { class: "bubble" });
  if (message.photo_url) node.append(photo(message, taps));
  if (message.voice_seconds) node.append(voice(message));
  if (message.html) {
    const text = make("div", { class: "text", testid: "text" });
    text.append(richText(message.html, taps));
    node.append(text);
  }
  node.append(marks(message));
  return node;
}

function marks(message) {
  const lock = make("span", { class: "lock", role: "img", label: "protected", testid: "lock" },
    icon("lock"));
  return make("span", { class: "marks" },
    message.protected ? lock : null,
    message.edited ? make("span", { words: "edited", testid: "edited" }) : null,
    make("time", { datetime: message.date }, hourAndMinute(new Date(message.date))));
}

function photo(message, taps) {
  const picture = make("img", { src: message.photo_url, alt: "", draggable: "false" });
  const attributes = { type: "button", class: "photo", label: "photo", testid: "photo",
    onclick: () => taps.photo(message.photo_url) };
  return make("button", attributes, picture);
}

function voice(message) {
  const seconds = message.voice_seconds;
  const wave = make("span", { class: "wave", "aria-hidden": "true" });
  for (let bar = 0; bar < WAVE_BARS; bar += 1) wave.append(waveBar(message.id, bar));
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return make("div", { class: "voice", role: "img", label: ["voice_message", { seconds }],
    testid: "voice-message" },
  make("span", { class: "play" }, icon("play")), wave, make("span", { class: "length" }, length));
}

// A shape that looks like speech and is the same each time the message is drawn.
function waveBar(message_id, bar) {
  const node = document.createElement("i");
  const swing = Math.abs(Math.sin(message_id * 1.7 + bar * 1.3) * Math.cos(bar * 0.45));
  node.style.setProperty("--loud", `${Math.round(20 + 80 * swing)}%`);
  return node;
}

function keyboard(message, taps) {
  if (!message.buttons?.length) return [];
  const rows = message.buttons.map((buttons, row) => make("div", { class: "row" },
    ...buttons.map((button, column) => inlineButton(message, button, row, column, taps))));
  return [make("div", { class: "keyboard" }, ...rows)];
}

function inlineButton(message, button, row, column, taps) {
  const onclick = (event) => {
    if (button.url) taps.link(button.url);
    else whileBusy(event.currentTarget, taps.press(message, row, column));
  };
  return make("button", { type: "button", testid: "inline-button", onclick,
    class: button.url ? "leads-out" : null }, button.text);
}

async function whileBusy(button, answered) {
  button.setAttribute("aria-busy", "true");
  const patience = new Promise((resolve) => setTimeout(resolve, BUSY_AT_MOST_MS));
  await Promise.race([answered, patience]);
  button.removeAttribute("aria-busy");
}
