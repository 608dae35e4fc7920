// One phone: who holds it, the bot's head, the chat, the composer.
import { Chat } from "./chat.js";
import { hourAndMinute, pretendNow } from "./clock.js";
import { Composer } from "./composer.js";
import { avatar, icon, iconButton, make } from "./elements.js";
import { HolderChoice } from "./holder_choice.js";
import { pasted, personIn } from "./links.js";
import { askForm, field, openMenu, showPicture } from "./menus.js";
import * as server from "./server.js";
import { put, word } from "./words.js";

const TOAST_MS = 4500;
const RING_MS = 1200;
const PRETEND_VOICE_SECONDS = 3;

// `desk` is what the phones lie on: people, bot, and what concerns more than one phone.
export class Phone {
  constructor(desk, userId) {
    this.desk = desk;
    this.answered = () => {};
    this.chat = new Chat(this.taps(), (count) => this.showMissed(count));
    this.composer = new Composer(this.acts());
    this.holderChoice = new HolderChoice(desk, this);
    this.node = this.build();
    this.hold(userId);
  }

  taps() {
    return {
      link: (address) => this.follow(address),
      command: (text) => this.act(server.sendText, text),
      press: (message, row, column) => this.press(message.id, row, column),
      photo: showPicture,
    };
  }

  acts() {
    return {
      text: (text) => this.act(server.sendText, text),
      photo: (picture) => this.sendPhoto(picture),
      voice: () => this.act(server.sendVoice, PRETEND_VOICE_SECONDS),
      start: () => this.act(server.start),
      unblock: () => this.act(server.setBlocked, false),
      botName: () => this.desk.bot.name,
    };
  }

  build() {
    this.badge = make("span", { class: "badge", testid: "badge", hidden: true });
    this.face = make("span", { class: "face" });
    this.time = make("span", { class: "status-time" });
    this.state = make("span", { class: "state", testid: "state" });
    this.toastSpot = make("div", { class: "toast-spot", role: "status", "aria-live": "polite" });
    this.empty = make("p", { class: "empty", words: "choose_person_hint" });
    const remove = iconButton("close", "remove_phone", { testid: "remove-phone",
      onclick: () => this.desk.remove(this) });
    return make("section", { class: "phone", testid: "phone" },
      make("header", { class: "plate" }, this.face, this.holderChoice.node, this.badge, remove),
      make("div", { class: "body" }, make("div", { class: "screen" }, this.statusLine(),
        this.botHead(), this.empty, this.chat.node, this.toastSpot, this.composer.node)));
  }

  statusLine() {
    const battery = make("span", { class: "battery" });
    return make("div", { class: "status", "aria-hidden": "true" }, this.time, battery);
  }

  botHead() {
    const { bot } = this.desk;
    const more = iconButton("more", "more", { testid: "menu", "aria-haspopup": "menu",
      onclick: (event) => this.openMore(event.currentTarget) });
    this.head = make("div", { class: "head" },
      make("span", { class: "avatar bot", "aria-hidden": "true" }, icon("house")),
      make("div", { class: "names" }, make("b", {}, bot.name), this.state),
      make("div", { class: "holds-menu" }, more));
    return this.head;
  }

  // Somebody takes this phone in hand; 0 is nobody.
  hold(userId) {
    this.userId = userId;
    this.blocked = false;
    this.first = true;
    this.chat.clear();
    this.composer.hide();
    this.composer.write("");
    this.node.dataset.userId = userId;
    this.node.classList.toggle("unheld", !userId);
    this.renewHolder();
    if (userId) this.reload();
  }

  // The people or the other phones have changed.
  renewHolder() {
    const person = this.desk.person(this.userId);
    put(this.node, "name", person ? "phone_of" : "phone_of_nobody", { name: person?.name });
    this.face.replaceChildren(person ? avatar(person.name, person.id) : icon("phone"));
    this.chat.list.lang = person?.language_code ?? "";
    this.holderChoice.renew();
  }

  // The playground says that this chat is not what it was.
  changed(alert) {
    this.answered();
    this.reload(alert);
  }

  // Reads the chat again; calls while one is under way are joined into one more reading.
  async reload(alert = false) {
    this.alert = this.alert || alert;
    this.stale = true;
    if (this.loading || !this.userId) return;
    this.loading = true;
    try {
      while (this.stale) await this.read();
    } catch (error) {
      // Out of reach: the bar says so, and everything is read again once it is back.
      if (error.status !== 0) this.complain(error);
    } finally {
      this.loading = false;
    }
  }

  async read() {
    const { userId, alert } = this;
    this.stale = false;
    this.alert = false;
    const chat = await server.chat(userId);
    if (userId !== this.userId) {
      this.stale = Boolean(this.userId);
      return;
    }
    this.blocked = chat.blocked;
    this.composer.show(chat);
    this.chat.show(chat.messages, { first: this.first, alert });
    put(this.state, "text", chat.typing ? "typing" : "bot");
    if (alert && !this.first) this.ring();
    this.first = false;
  }

  ring() {
    this.node.classList.add("ringing");
    setTimeout(() => this.node.classList.remove("ringing"), RING_MS);
  }

  showMissed(count) {
    this.missed = count;
    this.node.classList.toggle("blinking", count > 0);
    this.badge.hidden = count === 0;
    this.badge.textContent = count;
    if (count) put(this.badge, "label", "unseen", { count });
    this.desk.missedChanged();
  }

  tick() {
    this.time.textContent = hourAndMinute(pretendNow());
  }

  async act(deed, ...details) {
    try {
      await deed(this.userId, ...details);
      this.reload();
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  async press(messageId, row, column) {
    const answered = new Promise((resolve) => {
      this.answered = resolve;
    });
    try {
      await server.press(this.userId, messageId, row, column);
      await answered;
    } catch (error) {
      // 409: what was pressed has been edited away in the meantime.
      this.complain(error, error.status === 409 ? "button_gone" : "failed");
      this.reload();
    }
  }

  // The bot has answered a press with words.
  callback(text) {
    this.answered();
    this.toast(text);
  }

  async sendPhoto(picture) {
    try {
      await server.sendPhoto(this.userId, picture);
      this.reload();
    } catch {
      this.toast(word("photo_refused"));
    }
  }

  follow(address) {
    const person = personIn(address);
    if (this.desk.openInvitation(address, this)) return;
    if (person === null) this.toast(word("would_open", { address }));
    else this.toast(word("would_chat", { name: this.desk.person(person)?.name ?? person }));
  }

  openMore(opener) {
    openMenu(opener, "more", [
      { words: "open_link", testid: "open-link", act: () => this.askLink() },
      { words: this.blocked ? "unblock" : "block", testid: "block",
        act: () => this.act(server.setBlocked, !this.blocked) },
    ]);
  }

  askLink() {
    const input = make("input", { name: "link", required: true, autocomplete: "off",
      testid: "link-input" });
    askForm({ title: "open_link", fields: [field("link_label", input)], confirm: "open",
      testid: "link-dialog", submit: (form) => this.openPasted(form.get("link")) });
  }

  async openPasted(text) {
    const payload = pasted(text, this.desk.bot.username);
    if (payload === null) return "link_wrong";
    await this.act(server.start, payload);
    return undefined;
  }

  complain(error, key = "failed") {
    // A mistake of the page itself must not pass for a bad connection.
    if (!(error instanceof server.Refused)) throw error;
    this.toast(word(key));
  }

  toast(text) {
    const toast = make("p", { class: "toast", testid: "toast" }, text);
    this.toastSpot.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }
}
