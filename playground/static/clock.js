// The pretend clock as the page shows it: set by the server, running on at real speed.
import { datesIn } from "./words.js";

// Both sample estates keep this time; the visitor's own zone would make a morning look like night.
const ESTATE_ZONE = "Asia/Hong_Kong";
const MORNING_MINUTES = 8 * 60;

let ahead_ms = 0;

export function setClock(iso) {
  ahead_ms = Date.parse(iso) - Date.now();
}

export function pretendNow() {
  return new Date(Date.now() + ahead_ms);
}

function shown(moment, options) {
  return new Intl.DateTimeFormat(datesIn(), { timeZone: ESTATE_ZONE, ...options }).format(moment);
}

export const hourAndMinute = (moment) =>
  shown(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const withSeconds = (moment) =>
  shown(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
export const weekday = (moment) => shown(moment, { weekday: "long" });
export const dayAndMonth = (moment) => shown(moment, { day: "numeric", month: "short" });

// The day as a divider in a chat shows it; also tells two days apart.
export const day = (moment) => shown(moment, { weekday: "short", day: "numeric", month: "long" });

export function secondsUntilMorning() {
  const parts = new Intl.DateTimeFormat("en", { timeZone: ESTATE_ZONE, hour: "numeric",
    minute: "numeric", second: "numeric", hourCycle: "h23" }).formatToParts(pretendNow());
  const value = (type) => Number(parts.find((part) => part.type === type).value);
  const passed = (value("hour") * 60 + value("minute") - MORNING_MINUTES) * 60 + value("second");
  const day_seconds = 24 * 60 * 60;
  return day_seconds - ((passed + day_seconds) % day_seconds);
}
