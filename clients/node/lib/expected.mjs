// What has to come out, computed from what was pushed alone, the slow and obvious way.

const CHANNELS = ['SMS', 'VOICE', 'MMS', 'RCS', 'WHATSAPP', 'VIBER', 'EMAIL', 'PUSH', 'FAX'];

// log: {provider, log_id, account_id, phone, phone_e164, channel, sent_at}; repeats do not count.
function covers(window, log) {
  return (
    window.provider === log.provider &&
    (!window.account_ids || window.account_ids.includes(log.account_id)) &&
    (!window.channels || window.channels.includes(log.channel.toUpperCase())) &&
    log.sent_at >= window.from &&
    (window.to === null || log.sent_at < window.to)
  );
}

const identity = (log) =>
  JSON.stringify([
    log.provider,
    log.account_id,
    log.log_id,
    log.phone,
    log.sent_at,
    log.channel.toUpperCase(),
  ]);

export const person = (account, phone) => `USER ${account} ${phone}`;

// Returns what stands: notifications by audience, account and phone, and flagged records.
export function expected({ logs, accounts, windows }) {
  const flagged = new Map();
  for (const log of logs) {
    if (windows.some((window) => covers(window, log))) flagged.set(identity(log), log);
  }
  const standing = new Map();
  for (const log of flagged.values()) {
    const account = accounts.get(log.account_id);
    if (!account) continue;
    const phone = log.phone_e164 ?? log.phone;
    const key = `ACCOUNT ${log.account_id}`;
    let told = standing.get(key);
    if (!told) {
      told = {
        name: account.name,
        contact: account.contact,
        records: 0,
        people: new Set(),
        channels: {},
        first: log.sent_at,
        last: log.sent_at,
      };
      standing.set(key, told);
    }
    told.records++;
    told.people.add(phone);
    const upper = log.channel.toUpperCase();
    const channel = CHANNELS.includes(upper) ? upper : 'OTHER';
    told.channels[channel] = (told.channels[channel] ?? 0) + 1;
    told.first = Math.min(told.first, log.sent_at);
    told.last = Math.max(told.last, log.sent_at);
    standing.set(person(log.account_id, phone), { name: account.name, contact: account.contact });
  }
  return { standing, flagged: new Set(flagged.keys()) };
}

export { identity };
