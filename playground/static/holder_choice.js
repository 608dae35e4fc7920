// The select at the top of a phone that says who holds it.
import { make } from "./elements.js";
import { put, word } from "./words.js";

const STRANGER = "stranger";

export class HolderChoice {
  constructor(desk, phone) {
    this.desk = desk;
    this.phone = phone;
    this.select = make("select", { label: "holder", testid: "holder",
      onchange: () => this.chosen() });
    this.title = make("span", { class: "title", testid: "title" });
    this.node = make("div", { class: "holder" }, this.select, this.title);
  }

  async chosen() {
    const { value } = this.select;
    if (value === STRANGER) {
      this.renew();
      await this.desk.askStranger(this.phone);
    } else this.desk.handTo(this.phone, Number(value));
  }

  renew() {
    const { userId } = this.phone;
    this.select.replaceChildren(
      ...(userId ? [] : [make("option", { value: 0, words: "choose_person" })]),
      make("option", { value: STRANGER, words: "stranger" }),
      ...this.groups());
    this.select.value = userId;
    const person = this.desk.person(userId);
    if (person && !person.title) put(this.title, "text", "strangers");
    else this.title.textContent = person?.title ?? "";
  }

  groups() {
    const groups = new Map();
    for (const person of this.desk.people) {
      const title = person.title ?? "";
      if (!groups.has(title)) groups.set(title, this.group(title));
      groups.get(title).append(this.option(person));
    }
    return groups.values();
  }

  group(title) {
    const group = make("optgroup");
    group.label = title || word("strangers");
    return group;
  }

  option({ id, name }) {
    if (id === this.phone.userId || !this.desk.isHeld(id)) return make("option", { value: id }, name);
    return make("option", { value: id, disabled: true, words: ["on_other_phone", { name }] });
  }
}
