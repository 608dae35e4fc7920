// Starts the page: lays the phones on the desk and passes on what the playground reports.
import { Bar } from "./bar.js";
import { setClock } from "./clock.js";
import { Desk } from "./desk.js";
import { Dock } from "./dock.js";
import * as server from "./server.js";
import { chooseLanguage } from "./words.js";

const TICK_MS = 1000;
const AGAIN_AFTER_MS = 1500;

async function begin() {
  chooseLanguage();
  const [people, clock] = await furniture();
  setClock(clock.now);
  const desk = new Desk(document.getElementById("stage"), document.getElementById("tabs"), people);
  const dock = new Dock(document.getElementById("dock"), () => desk.failed());
  const bar = new Bar(document.getElementById("bar"), desk, dock);
  dock.drawers.faults.refresh();
  desk.open(people.opening);
  setInterval(() => tick(bar, desk), TICK_MS);
  follow(desk, bar, dock);
  // Tests and screen readers alike want to know when everything is in place.
  document.body.dataset.ready = "yes";
}

async function furniture() {
  try {
    return await Promise.all([server.people(), server.clock()]);
  } catch (error) {
    if (!(error instanceof server.Refused)) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    return furniture();
  }
}

function tick(bar, desk) {
  bar.tick();
  desk.tick();
}

function follow(desk, bar, dock) {
  const events = {
    chat: ({ user_id, alert }) => desk.chatChanged(user_id, Boolean(alert)),
    callback: ({ user_id, text }) => desk.callback(user_id, text),
    clock: ({ now }) => {
      setClock(now);
      tick(bar, desk);
    },
    log: () => dock.logGrew(),
    people: () => orOffline(desk.renewPeople()),
  };
  // The live connection breaks as well then, and once it is back everything is read again.
  const orOffline = (work) => work.catch((error) => {
    if (!(error instanceof server.Refused)) throw error;
    bar.setOffline(true);
  });
  const readAll = async () => {
    await desk.renewPeople();
    desk.reloadChats();
    const { now } = await server.clock();
    events.clock({ now });
  };
  let wasOffline = false;
  server.listen({
    event: (message) => events[message.kind]?.(message),
    offline: () => {
      wasOffline = true;
      bar.setOffline(true);
    },
    online: () => {
      bar.setOffline(false);
      if (wasOffline) dock.drawers.log.restart();
      wasOffline = false;
      dock.logGrew();
      orOffline(readAll());
    },
  });
}

begin();
