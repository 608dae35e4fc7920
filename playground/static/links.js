// What a tap on a link does here, where nothing may leave the machine.

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;
const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

// The payload of an invitation link to `username`'s bot, or null for any other address.
export function invitation(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const name = url.protocol === "tg:" ? url.searchParams.get("domain") : nameIn(url);
  const payload = url.searchParams.get("start") ?? "";
  if (name?.toLowerCase() !== username.toLowerCase()) return null;
  return PAYLOAD.test(payload) ? payload : null;
}

function nameIn(url) {
  return HOSTS.has(url.hostname) ? url.pathname.split("/")[1] : null;
}

// What a person pastes: a whole link, also without https://, or the code alone; null if neither.
export function pasted(text, username) {
  const trimmed = text.trim();
  if (PAYLOAD.test(trimmed)) return trimmed;
  const address = /^\w+:/.test(trimmed) ? trimmed : `https://${trimmed}`;
  return invitation(address, username);
}

// The id in tg://user?id=…, which opens a person's chat; null for any other address.
export function personIn(address) {
  const found = /^tg:\/\/user\?id=(\d+)$/.exec(address);
  return found ? Number(found[1]) : null;
}
