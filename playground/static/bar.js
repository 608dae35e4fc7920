// The thin bar on top: the pretend clock, the ways to move it on, the drawers and the language.
import { dayAndMonth, hourAndMinute, pretendNow, secondsUntilMorning, setClock, weekday }
  from "./clock.js";
import { icon, iconButton, make } from "./elements.js";
import { openDialog } from "./menus.js";
import * as server from "./server.js";
import { LANGUAGES, chooseLanguage, language, put } from "./words.js";

const MINUTE = 60;
const UNITS = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE };

// `desk` has bot, addPhone(), languageChanged() and failed(); `dock` has toggle(name).
export class Bar {
  constructor(node, desk, dock) {
    this.node = node;
    this.desk = desk;
    this.day = make("span", { class: "clock-day" });
    this.time = make("b", { class: "clock-time" });
    this.offline = make("p", { class: "offline", role: "status", words: "offline",
      testid: "offline", hidden: true });
    this.tools = make("div", { class: "tools", id: "tools" }, this.advances(), this.drawers(dock),
      this.languages());
    node.append(this.brand(), this.clock(), this.toolsButton(), this.tools, this.addPhone(),
      this.offline);
    this.tick();
  }

  brand() {
    const attributes = { type: "button", class: "brand", testid: "about", "aria-haspopup": "dialog",
      onclick: () => this.explain() };
    return make("button", attributes, icon("house"), make("span", {},
      make("b", { words: "playground" }), make("span", { class: "note", words: "nothing_leaves" })));
  }

  explain() {
    const blanks = { bot: this.desk.bot.name };
    const sentences = ["about_phones", "about_clock", "about_dock", "about_people"].map((key) =>
      make("p", { words: [key, blanks] }));
    const close = make("button", { type: "button", class: "strong", words: "got_it",
      onclick: () => dialog.close() });
    const answers = make("div", { class: "answers" }, close);
    const dialog = openDialog("nothing_leaves", [...sentences, answers], "about-dialog");
  }

  clock() {
    return make("div", { class: "clock", role: "timer", "aria-live": "off", label: "clock",
      testid: "clock" }, this.time, this.day);
  }

  toolsButton() {
    this.opener = iconButton("menu", "tools", { class: "round tools-button", testid: "tools",
      "aria-expanded": "false", "aria-controls": "tools",
      onclick: () => this.unfold(!this.node.classList.contains("open")) });
    return this.opener;
  }

  // Only where the screen is too narrow for the tools to stand in the bar.
  unfold(open) {
    this.node.classList.toggle("open", open);
    this.opener.setAttribute("aria-expanded", String(open));
  }

  advances() {
    const button = (words, testid, seconds, label) => make("button", { type: "button", words, label,
      testid, onclick: () => this.advance(seconds()) });
    return make("div", { class: "advances", role: "group", label: "advance" },
      button("plus_1", "advance-1", () => MINUTE),
      button("plus_15", "advance-15", () => 15 * MINUTE),
      button("plus_60", "advance-60", () => 60 * MINUTE),
      button("to_morning", "advance-morning", secondsUntilMorning, "to_morning_long"),
      this.custom());
  }

  custom() {
    const amount = make("input", { type: "number", name: "amount", min: 1, max: 999, value: 2,
      required: true, label: "how_much", testid: "advance-amount" });
    const unit = make("select", { name: "unit", label: "how_much", testid: "advance-unit" },
      ...Object.keys(UNITS).map((name) => make("option", { value: name, words: name })));
    unit.value = "hours";
    const onsubmit = (event) => {
      event.preventDefault();
      this.advance(Number(amount.value) * UNITS[unit.value]);
    };
    return make("form", { class: "custom", onsubmit }, amount, unit,
      make("button", { type: "submit", words: "go", testid: "advance-custom" }));
  }

  drawers(dock) {
    const toggle = (name) => {
      dock.toggle(name);
      this.unfold(false);
    };
    const opener = (name, picture) => make("button", { type: "button", testid: `open-${name}`,
      "aria-controls": "dock", "aria-expanded": "false", onclick: () => toggle(name) },
    icon(picture), make("span", { words: `${name}_short` }));
    return make("div", { class: "drawer-buttons" }, opener("log", "list"),
      opener("faults", "faults"));
  }

  languages() {
    const select = make("select", { label: "language", testid: "language", class: "language" },
      ...LANGUAGES.map(({ tag, name }) => make("option", { value: tag, lang: tag }, name)));
    select.value = language();
    select.addEventListener("change", () => {
      chooseLanguage(select.value, true);
      this.tick();
      this.desk.languageChanged();
    });
    return select;
  }

  addPhone() {
    return make("button", { type: "button", class: "add-phone", label: "add_phone_long",
      testid: "add-phone", onclick: () => this.desk.addPhone() },
    icon("plus"), make("span", { words: "add_phone" }));
  }

  async advance(seconds) {
    try {
      const { now } = await server.advance(Math.ceil(seconds));
      if (now) setClock(now);
      this.tick();
    } catch {
      this.desk.failed();
    }
  }

  tick() {
    const now = pretendNow();
    this.time.textContent = hourAndMinute(now);
    this.day.textContent = `${weekday(now)} ${dayAndMonth(now)}`;
    this.node.querySelector(".clock").dataset.now = now.toISOString();
  }

  setOffline(offline) {
    this.offline.hidden = !offline;
    if (offline) put(this.offline, "text", "offline");
  }
}
