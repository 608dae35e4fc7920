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
      const [kind, place] = split(person.title);
      if (!groups.has(kind)) groups.set(kind, this.group(kind));
      groups.get(kind).append(this.option(person, place));
    }
    return groups.values();
  }

  group(kind) {
    const group = make("optgroup");
    group.label = kind || word("strangers");
    return group;
  }

  option(person, place) {
    const here = person.id === this.phone.userId;
    // The closed select shows the title in a line of its own.
    const name = place && !here ? `${person.name} · ${place}` : person.name;
    if (here || !this.desk.isHeld(person.id)) return make("option", { value: person.id }, name);
    return make("option", { value: person.id, disabled: true, words: ["on_other_phone", { name }] });
  }
}

// "Building leader, Mong Chiu House" is one of the building leaders.
function split(title) {
  const [, kind, place] = /^([^,，、·]*)[,，、·]?\s*(.*)$/.exec(title ?? "");
  return [kind.trim(), place];
}
