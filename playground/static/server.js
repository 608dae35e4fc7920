// The phone API of the playground, as functions.

// Status 0 means that the playground could not be reached at all.
export class Refused extends Error {
  constructor(status) {
    super(`the playground answered ${status}`);
    this.status = status;
  }
}

async function call(path, method = "GET", body = undefined) {
  const form = body instanceof FormData;
  const answer = await fetch(`/phone${path}`, {
    method,
    body: body === undefined || form ? body : JSON.stringify(body),
    headers: body === undefined || form ? {} : { "Content-Type": "application/json" },
  }).catch(() => ({ ok: false, status: 0 }));
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

export const people = () => call("/people");
export const addStranger = (name, language_code) =>
  call("/people", "POST", { name, language_code });

export const chat = (id) => call(`/chats/${id}`);
export const sendText = (id, text) => call(`/chats/${id}/text`, "POST", { text });
export const start = (id, payload = "") => call(`/chats/${id}/start`, "POST", { payload });
export const setBlocked = (id, blocked) => call(`/chats/${id}/blocked`, "POST", { blocked });
export const sendVoice = (id, seconds) => call(`/chats/${id}/voice`, "POST", { seconds });
export const press = (id, message_id, row, column) =>
  call(`/chats/${id}/press`, "POST", { message_id, row, column });

export function sendPhoto(id, picture) {
  const form = new FormData();
  form.append("photo", picture, picture.name ?? "photo.png");
  return call(`/chats/${id}/photo`, "POST", form);
}

export const clock = () => call("/clock");
export const advance = (seconds) => call("/clock", "POST", { advance_seconds: seconds });
export const log = (after) => call(`/log?after=${after}`);
export const faults = () => call("/faults");
export const setFaults = (faults) => call("/faults", "PUT", faults);

const RECONNECT_AFTER_MS = 1500;

// `online` is called at every (re)connection: whatever happened in between has to be read again.
export function listen({ event, online, offline }) {
  const source = new EventSource("/phone/events");
  source.onopen = online;
  source.onmessage = (message) => event(JSON.parse(message.data));
  source.onerror = () => {
    offline();
    // The browser gives up by itself when the answer is an error page, as from a proxy.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen({ event, online, offline }), RECONNECT_AFTER_MS);
  };
}
