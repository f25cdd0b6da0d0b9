// Many records through Confluent's serializer: an incident that is declared afterwards, told live,
// and taken back in part. Usage: node volume.mjs [RECORDS [SEED]]
import { connect } from './lib/cluster.mjs';
import { expected } from './lib/expected.mjs';
import { follow } from './lib/outputs.mjs';
import { random } from './lib/random.mjs';

const PROVIDER = 'bulk';
const LOGS = `telephony.message-log.${PROVIDER}`;
const INCIDENT = 'INC-VOLUME';
const FROM = Date.UTC(2024, 2, 1);
const MIDDLE = Date.UTC(2024, 2, 15);
const TO = Date.UTC(2024, 3, 1);
const DAY = 86400000;

const count = Number(process.argv[2] ?? 100000);
const seed = Number(process.argv[3] ?? Date.now() % 1000000);
const { below, oneOf } = random(seed);
console.log(`volume: ${count} records, seed ${seed}`);

function phones(account) {
  const last = String(below(500) + (account % 20) * 500).padStart(4, '0');
  const e164 = `+1202555${last}`;
  return oneOf([
    { phone: e164, phone_e164: null },
    { phone: `1202555${last}`, phone_e164: e164 },
    { phone: `(202) 555-${last}`, phone_e164: e164 },
  ]);
}

function log(number) {
  const account = below(46);
  const at = [FROM - 1, FROM, MIDDLE - 1, MIDDLE, TO - 1, TO];
  const sentAt = number < 600 ? at[number % at.length] : FROM - 20 * DAY + below(71 * DAY);
  return {
    provider: PROVIDER,
    log_id: `m-${number}`,
    // Account 44 is struck by the second half of the window only, 45 never.
    account_id: `v-${account}`,
    ...phones(account),
    channel: oneOf(['SMS', 'sms', 'SMS', 'VOICE', 'WHATSAPP']),
    sent_at: account === 44 ? MIDDLE + (sentAt % DAY) : account === 45 ? FROM - 1 - number : sentAt,
    message_type: 'authentication',
    carrier: null,
    country: null,
    state: null,
  };
}

const account = (number) => ({
  account_id: `v-${number}`,
  name: `Volume ${number}`,
  contact: number % 3 ? `soc@v-${number}.example` : null,
  country: 'US',
  updated_at: null,
});

const cluster = connect();
const started = Date.now();
await cluster.register(LOGS, 'MessageLog', 2);
const logs = [];
const accounts = new Map();
let windows = [];

async function pushLogs(many) {
  for (const each of many) logs.push(each);
  // A few again, without key: another partition, and nothing of it may be seen.
  const again = many.filter((_, index) => index % 50 === 0);
  await cluster.push(LOGS, [
    ...many.map((each) => [each.account_id, each]),
    ...again.map((each) => [null, each]),
  ]);
}

async function pushAccounts(from, to) {
  const many = [];
  for (let number = from; number < to; number++) many.push(account(number));
  for (const each of many) accounts.set(each.account_id, each);
  await cluster.push('telephony.account', many.map((each) => [each.account_id, each]));
}

async function pushWindow(to) {
  const window = {
    window_id: 'w-volume',
    incident: {
      incident_id: INCIDENT,
      title: 'Message logs downloaded',
      reference: null,
      became_aware_at: TO + DAY,
      guidance: null,
      report_to: null,
      exposed_fields: ['phone', 'sent_at'],
    },
    provider: PROVIDER,
    account_ids: null,
    channels: ['SMS', 'VOICE'],
    from: FROM,
    to,
    status: 'ACTIVE',
  };
  windows = [window];
  await cluster.push('exposure.window', [[window.window_id, window]]);
}

const all = Array.from({ length: count }, (_, number) => log(number));
const past = Math.floor(count * 0.8);
const outputs = await follow(cluster, INCIDENT);
const due = () => expected({ logs, accounts, windows });

await pushLogs(all.slice(0, past));
// The first four are unknown until later: nobody can be told for them.
await pushAccounts(4, 46);
console.log(`  pushed ${past} records after ${Date.now() - started} ms`);
await pushWindow(TO);
let good = await outputs.check('volume, declared afterwards', due());

await pushLogs(all.slice(past));
await pushAccounts(0, 4);
good = (await outputs.check('volume, live', due())) && good;

await pushWindow(MIDDLE);
good = (await outputs.check('volume, taken back in part', due())) && good;
console.log(
  `  ${outputs.sent()} notifications came, ${outputs.withdrawn()} are withdrawn,` +
    ` ${Date.now() - started} ms`,
);
await outputs.close();
await cluster.close();
process.exitCode = good ? 0 : 1;
