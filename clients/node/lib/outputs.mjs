// Reads the outputs of one incident as a notifier would, and holds them against what is expected.
import { identity, person } from './expected.mjs';

const QUIET_MS = 3000;
// Without anything new for as long, it is not coming; a slow machine may take longer in all.
const PATIENCE_MS = 60000;
const LIMIT_MS = 600000;
const SHOWN = 5;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sorted = (object) => JSON.stringify(Object.entries(object ?? {}).sort());

export async function follow({ kafka, deserializer }, incident) {
  const notifications = new Map(); // by notification_id: every revision, as it came
  const exposures = new Map(); // by exposure_id: every decision, as it came
  let last = Date.now();
  let failure = null;

  const consumer = kafka.consumer({
    groupId: `${incident}-${process.pid}`,
    readUncommitted: false, // kafkajs's name for read_committed
    maxWaitTimeInMs: 200,
    retry: { restartOnFailure: async () => false },
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => (failure = payload.error));
  await consumer.connect();
  await consumer.subscribe({
    topics: ['exposure.notification', 'exposure.record'],
    fromBeginning: true,
  });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      const value = await deserializer.deserialize(topic, message.value);
      const notification = topic === 'exposure.notification';
      if ((notification ? value.incident.incident_id : value.incident_id) !== incident) return;
      last = Date.now();
      const into = notification ? notifications : exposures;
      const id = notification ? value.notification_id : value.exposure_id;
      const key = notification ? id : value.account_id;
      if (message.key.toString() !== key) failure = new Error(`${topic}: the key is not ${key}`);
      into.has(id) ? into.get(id).push(value) : into.set(id, [value]);
    },
  });

  // Whatever differs from expected, as sentences; empty when nothing does.
  function differences({ standing, flagged }) {
    const found = [];
    const stands = new Set();
    for (const [id, revisions] of notifications) {
      revisions.forEach((each, index) => {
        const action = index === 0 ? ['CREATED'] : ['CREATED', 'UPDATED', 'WITHDRAWN', 'CLOSED'];
        if (each.revision !== index + 1) {
          found.push(`${id}: revision ${each.revision} came where ${index + 1} was due`);
        }
        if (!action.includes(each.action)) found.push(`${id}: begins with ${each.action}`);
      });
      const now = revisions.at(-1);
      if (now.action === 'WITHDRAWN' || now.action === 'CLOSED') continue;
      const account = now.audience === 'ACCOUNT';
      const who = account ? `ACCOUNT ${now.account_id}` : person(now.account_id, now.phone);
      if (stands.has(who)) found.push(`${who}: told under two ids`);
      stands.add(who);
      const due = standing.get(who);
      if (!due) {
        found.push(`${who}: told, and should not be`);
        continue;
      }
      const got = account
        ? {
            name: now.account_name,
            contact: now.contact,
            records: now.record_count,
            people: now.affected_user_count,
            channels: sorted(now.counts_by_channel),
            first: now.first_seen,
            last: now.last_seen,
            coverage: now.coverage.state,
          }
        : {
            name: now.account_name,
            contact: now.contact,
            records: now.record_count,
            revisions: revisions.length,
          };
      const want = account
        ? { ...due, people: due.people.size, channels: sorted(due.channels), coverage: 'COMPLETE' }
        : { ...due, records: null, revisions: 1 }; // a person is told once
      for (const [name, value] of Object.entries(want)) {
        if (got[name] !== value) found.push(`${who}: ${name} is ${got[name]}, not ${value}`);
      }
      if (now.content_exposed !== false) found.push(`${who}: content_exposed`);
    }
    for (const who of standing.keys()) if (!stands.has(who)) found.push(`${who}: not told`);

    const open = new Set();
    for (const [id, decisions] of exposures) {
      decisions.forEach(({ action }, index) => {
        if (action !== (index % 2 === 0 ? 'FLAGGED' : 'WITHDRAWN')) {
          found.push(`${id}: decision ${index + 1} is ${action}`);
        }
      });
      if (decisions.at(-1).action !== 'FLAGGED') continue;
      const key = identity(decisions.at(-1));
      if (open.has(key)) found.push(`${key}: flagged under two ids`);
      open.add(key);
      if (!flagged.has(key)) found.push(`${key}: flagged, and should not be`);
    }
    for (const key of flagged) if (!open.has(key)) found.push(`${key}: not flagged`);
    return found;
  }

  return {
    // Waits until the outputs are as expected and stay so, then says it as a check of that name.
    async check(name, due) {
      const started = Date.now();
      last = started;
      let compared = 0; // comparing costs, and says the same as long as nothing comes
      let found = [];
      for (;;) {
        await pause(200);
        if (failure) throw failure;
        const quiet = Date.now() - last;
        if (quiet < QUIET_MS && Date.now() - started < LIMIT_MS) continue;
        if (compared !== last) {
          found = differences(due);
          compared = last;
        }
        if (found.length === 0 || quiet > PATIENCE_MS || Date.now() - started > LIMIT_MS) break;
      }
      const people = [...due.standing.keys()].filter((who) => who.startsWith('USER')).length;
      const told = `${due.standing.size - people} accounts, ${people} people, ${due.flagged.size} records`;
      console.log(`${found.length ? 'not ok' : 'ok'} ${name}: ${told}`);
      for (const each of found.slice(0, SHOWN)) console.log(`  ${each}`);
      if (found.length > SHOWN) console.log(`  and ${found.length - SHOWN} more`);
      return found.length === 0;
    },

    sent: () => [...notifications.values()].reduce((sum, each) => sum + each.length, 0),
    withdrawn: () =>
      [...notifications.values()].filter((each) => each.at(-1).action === 'WITHDRAWN').length,
    close: () => consumer.disconnect(),
  };
}
