// What the phones lie on: which are open, who holds them, and which one is seen on a small screen.
import { make, avatar, icon } from "./elements.js";
import { invitation } from "./links.js";
import { askForm, field, openDialog } from "./menus.js";
import { Phone } from "./phone.js";
import * as server from "./server.js";
import { word } from "./words.js";

const NOBODY = 0;

export class Desk {
  constructor(stage, tabs, { people, bot }) {
    this.stage = stage;
    this.tabs = tabs;
    this.bot = bot;
    this.phones = [];
    this.people = people;
    this.byId = new Map(people.map((person) => [person.id, person]));
  }

  person(id) {
    return this.byId.get(id) ?? null;
  }

  isHeld(id) {
    return this.phones.some((phone) => phone.userId === id);
  }

  // Those in the address if it names any (so that a reload keeps them), else `opening`.
  open(opening) {
    const remembered = [...new Set(location.hash.slice(1).split(",").map(Number))]
      .filter((id) => this.byId.has(id));
    for (const id of remembered.length ? remembered : opening) this.lay(id);
    this.changed();
  }

  lay(userId) {
    const phone = new Phone(this, userId);
    this.phones.push(phone);
    this.stage.append(phone.node);
    phone.tick();
    this.active ??= phone;
    return phone;
  }

  addPhone() {
    this.active = this.lay(NOBODY);
    this.changed();
    this.active.node.scrollIntoView({ inline: "nearest" });
    this.active.holderChoice.select.focus();
  }

  remove(phone) {
    phone.node.remove();
    phone.hold(NOBODY);
    this.phones = this.phones.filter((other) => other !== phone);
    if (this.active === phone) this.active = this.phones[0];
    this.changed();
  }

  handTo(phone, userId) {
    phone.hold(userId);
    this.changed();
  }

  // Everything that depends on who holds what, after any change.
  changed() {
    const held = this.phones.map((phone) => phone.userId).filter((id) => id !== NOBODY);
    history.replaceState(null, "", `#${held.join(",")}`);
    for (const phone of this.phones) {
      phone.renewHolder();
      phone.node.toggleAttribute("data-active", phone === this.active);
    }
    this.showTabs();
  }

  showTabs() {
    this.tabs.replaceChildren(...this.phones.map((phone) => this.tab(phone)));
    this.missedChanged();
  }

  tab(phone) {
    const person = this.person(phone.userId);
    const name = person ? make("span", { class: "tab-name" }, person.name)
      : make("span", { class: "tab-name", words: "choose_person" });
    return make("button", { type: "button", testid: "tab", "data-user-id": phone.userId,
      "aria-current": String(phone === this.active), onclick: () => this.activate(phone) },
    person ? avatar(person.name, person.id) : icon("phone"), name,
    make("span", { class: "badge", hidden: true }));
  }

  activate(phone) {
    this.active = phone;
    this.changed();
    this.tabs.children[this.phones.indexOf(phone)].focus();
  }

  missedChanged() {
    let all = 0;
    [...this.tabs.children].forEach((tab, place) => {
      const missed = this.phones[place]?.missed ?? 0;
      const badge = tab.querySelector(".badge");
      badge.hidden = missed === 0;
      badge.textContent = missed;
      tab.classList.toggle("blinking", missed > 0);
      all += missed;
    });
    document.title = (all ? `(${all}) ` : "") + `${this.bot.name} · ${word("playground")}`;
  }

  chatChanged(userId, alert) {
    this.phones.filter((phone) => phone.userId === userId).forEach((phone) => phone.changed(alert));
  }

  callback(userId, text) {
    this.phones.filter((phone) => phone.userId === userId).forEach((phone) => phone.callback(text));
  }

  reloadChats() {
    this.phones.forEach((phone) => phone.reload());
  }

  tick() {
    this.phones.forEach((phone) => phone.tick());
  }

  languageChanged() {
    this.changed();
    this.reloadChats();
  }

  async renewPeople() {
    const { people } = await server.people();
    this.people = people;
    this.byId = new Map(people.map((person) => [person.id, person]));
    for (const phone of this.phones) if (!this.byId.has(phone.userId)) phone.hold(NOBODY);
    this.changed();
  }

  async askStranger(phone) {
    const name = make("input", { name: "name", required: true, maxlength: 64, autocomplete: "off",
      testid: "stranger-name" });
    const languages = make("select", { name: "language", testid: "stranger-language" },
      make("option", { value: "zh-hant" }, "繁體中文"),
      make("option", { value: "zh-hans" }, "简体中文"),
      make("option", { value: "en" }, "English"));
    languages.value = { "zh-Hant-HK": "zh-hant", "zh-Hans-CN": "zh-hans" }[
      document.documentElement.lang] ?? "en";
    askForm({ title: "stranger_title", confirm: "hand_over", testid: "stranger-dialog",
      fields: [field("stranger_name", name), field("stranger_language", languages)],
      submit: (form) => this.addStranger(phone, form.get("name").trim(), form.get("language")) });
  }

  async addStranger(phone, name, language) {
    if (!name) return "name_missing";
    try {
      const { id } = await server.addStranger(name, language);
      await this.renewPeople();
      this.handTo(phone, id);
    } catch {
      return "failed";
    }
    return undefined;
  }

  // True if `address` is an invitation: then the dialog asks which of the phones opens it.
  openInvitation(address, from) {
    const payload = invitation(address, this.bot.username);
    if (payload === null) return false;
    const held = this.phones.filter((phone) => phone.userId !== NOBODY);
    const first = [from, ...held.filter((phone) => phone !== from)];
    const choices = first.map((phone) => make("button", { type: "button", testid: "open-for",
      "data-user-id": phone.userId, onclick: () => {
        dialog.close();
        phone.act(server.start, payload);
      } }, this.person(phone.userId).name));
    const dialog = openDialog("who_opens", [make("div", { class: "choices" }, ...choices)],
      "invitation-dialog");
    return true;
  }

  failed() {
    (this.active ?? this.phones[0])?.toast(word("failed"));
  }
}
