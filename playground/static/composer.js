// The foot of a phone: where a person writes, or starts or unblocks the bot.
import { iconButton, make } from "./elements.js";
import { openMenu } from "./menus.js";
import { pretendPhoto } from "./pretend_photo.js";

// `acts` has text(text) -> whether it was sent, photo(blob), voice(), start(), unblock(), botName().
export class Composer {
  constructor(acts) {
    this.acts = acts;
    this.commands = [];
    this.line = this.writingLine();
    this.answers = make("div", { class: "answers-board", testid: "reply-keyboard", role: "group",
      label: "reply_keyboard" });
    this.blocked = this.notice("blocked", "unblock", acts.unblock);
    this.notStarted = this.notice("not_started", "start", acts.start);
    this.node = make("div", { class: "foot" }, this.line, this.answers, this.blocked,
      this.notStarted);
  }

  show({ started, blocked, commands, reply_keyboard, messages }) {
    this.showCommands(commands ?? []);
    this.showAnswers(reply_keyboard);
    // Whoever may be written to but has never spoken is greeted by the Start button too.
    const greeted = started && messages.length > 0;
    const open = greeted && !blocked;
    this.line.hidden = !open;
    this.answers.hidden = !open || !reply_keyboard;
    this.blocked.hidden = !blocked;
    this.notStarted.hidden = greeted || blocked;
  }

  // A menu that is open already shows what the bot sets meanwhile.
  showCommands(commands) {
    const changed = JSON.stringify(commands) !== JSON.stringify(this.commands);
    this.commands = commands;
    if (!changed || this.menu.getAttribute("aria-expanded") !== "true") return;
    this.openCommands(this.menu);
    this.openCommands(this.menu);
  }

  hide() {
    for (const part of this.node.children) part.hidden = true;
  }

  notice(explanation, action, act) {
    return make("div", {},
      make("p", { class: "notice", words: [explanation, { bot: this.acts.botName() }] }),
      make("button", { type: "button", class: "big", words: action, testid: action, onclick: act }));
  }

  writingLine() {
    this.text = make("textarea", { rows: 1, maxlength: 4096, label: "composer",
      placeholder: "composer", testid: "composer", oninput: () => this.fit(),
      onkeydown: (event) => this.key(event) });
    this.picker = make("input", { type: "file", accept: "image/*", class: "away", label: "choose_photo",
      testid: "photo-input", tabindex: -1, onchange: () => this.picked() });
    this.voice = iconButton("microphone", "voice", { testid: "voice", onclick: this.acts.voice });
    this.send = iconButton("send", "send", { testid: "send", class: "round strong", hidden: true,
      onclick: () => this.submit() });
    this.menu = iconButton("menu", "commands", { testid: "commands", "aria-haspopup": "menu",
      onclick: () => this.openCommands(this.menu) });
    return make("div", { class: "line" },
      make("div", { class: "holds-menu" }, this.menu),
      this.text,
      make("div", { class: "holds-menu" }, iconButton("attach", "attach", { testid: "attach",
        "aria-haspopup": "menu", onclick: (event) => this.openAttach(event.currentTarget) })),
      this.voice, this.send, this.picker);
  }

  openCommands(opener) {
    const entries = this.commands.map(({ command, description }) => ({ text: `/${command}`,
      about: description, testid: "command", act: () => this.acts.text(`/${command}`) }));
    openMenu(opener, "commands", entries.length ? entries : [{ words: "no_commands" }]);
  }

  openAttach(opener) {
    openMenu(opener, "attach", [
      { words: "pretend_photo", testid: "pretend-photo",
        act: async () => this.acts.photo(await pretendPhoto()) },
      { words: "choose_photo", testid: "choose-photo", act: () => this.picker.click() },
    ]);
  }

  picked() {
    const [picture] = this.picker.files;
    this.picker.value = "";
    if (picture) this.acts.photo(picture);
  }

  key(event) {
    // Enter also ends a Chinese word in the input method; that one is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.write("");
    this.text.focus();
    if (!(await this.acts.text(text)) && !this.text.value) this.write(text);
  }

  write(text) {
    this.text.value = text;
    this.fit();
  }

  fit() {
    const empty = !this.text.value.trim();
    this.voice.hidden = !empty;
    this.send.hidden = empty;
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 132)}px`;
  }

  showAnswers(rows) {
    const now = JSON.stringify(rows ?? []);
    if (now === this.answersShown) return;
    this.answersShown = now;
    this.answers.replaceChildren(...(rows ?? []).map((row) => make("div", { class: "row" },
      ...row.map((text) => make("button", { type: "button", testid: "reply-button",
        onclick: () => this.acts.text(text) }, text)))));
  }
}
