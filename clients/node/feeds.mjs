// One incident over two feeds that kcat pushes: Avro keyed by account, and Duo's own JSON without
// key. Usage: node feeds.mjs prepare DIR [RECORDS] | check DIR
//
// prepare pushes accounts and windows and writes what the recipes push: records.bin, records in a
// frame that docs/clients.md describes, record.bin, one record, and duo.jsonl.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from './lib/cluster.mjs';
import { expected } from './lib/expected.mjs';
import { follow } from './lib/outputs.mjs';
import { random } from './lib/random.mjs';

const [, , step, directory, size = '2000'] = process.argv;
const INCIDENT = 'INC-FEEDS';
const LOGS = 'telephony.message-log.telco';
const FROM = Date.UTC(2024, 2, 1);
const TO = Date.UTC(2024, 3, 1);
const DAY = 86400000;
const DUO_ACCOUNT = 'fabrikam';
const STORY = join(directory, 'story.json');

const window = (id, provider, account_ids) => ({
  window_id: id,
  incident: {
    incident_id: INCIDENT,
    title: 'Two feeds, one breach',
    reference: null,
    became_aware_at: TO,
    guidance: null,
    report_to: null,
    exposed_fields: [],
  },
  provider,
  account_ids,
  channels: null,
  from: FROM,
  to: TO,
  status: 'ACTIVE',
});

function story() {
  const seed = Date.now() % 1000000;
  console.log(`feeds: ${size} records each, seed ${seed}`);
  const { below, oneOf } = random(seed);
  const phone = () => `+1202555${String(below(300)).padStart(4, '0')}`;
  const edges = [FROM - 1, FROM, TO - 1, TO];
  const at = (number) => edges[number] ?? FROM - 15 * DAY + below(60 * DAY);
  const ids = ['fabrikam', 'f-1', 'f-2', 'f-3', 'f-4'];
  const telco = Array.from({ length: Number(size) }, (_, number) => ({
    provider: 'telco',
    log_id: `t-${number}`,
    account_id: oneOf(ids),
    phone: phone(),
    phone_e164: null,
    channel: oneOf(['SMS', 'VOICE']),
    sent_at: at(number),
    message_type: null,
    carrier: null,
    country: null,
    state: null,
  }));
  const duo = Array.from({ length: Number(size) }, (_, number) => ({
    provider: 'duo',
    log_id: `d-${number}`,
    account_id: DUO_ACCOUNT,
    phone: phone(),
    channel: oneOf(['SMS', 'VOICE']),
    sent_at: at(number),
  }));
  // f-4 has no account and is not told; the windows do not name f-3 at telco.
  const accounts = ids.slice(0, 4).map((account_id) => ({
    account_id,
    name: `Feed ${account_id}`,
    contact: null,
    country: null,
    updated_at: null,
  }));
  const windows = [
    window('w-feeds-telco', 'telco', ['fabrikam', 'f-1', 'f-2', 'f-4']),
    window('w-feeds-duo', 'duo', null),
  ];
  return { telco, duo, accounts, windows };
}

// As Duo's log sync writes a line; its times have microseconds, of which Tocsin keeps milliseconds.
const native = ({ log_id, phone, channel, sent_at }) =>
  JSON.stringify({
    telephony_id: log_id,
    txid: `tx-${log_id}`,
    type: channel === 'SMS' ? 'sms' : 'phone',
    context: 'authentication',
    phone,
    ts: new Date(sent_at).toISOString().replace('Z', '370+00:00'),
    credits: 1,
  });

const cluster = connect();
let good = true;
if (step === 'prepare') {
  const told = story();
  await cluster.push('telephony.account', told.accounts.map((each) => [each.account_id, each]));
  await cluster.push('exposure.window', told.windows.map((each) => [each.window_id, each]));
  const [first, ...rest] = await Promise.all(
    told.telco.map(async (log) => [log.account_id, await cluster.serialize(LOGS, log)]),
  );
  await writeFile(join(directory, 'record.key'), first[0]);
  await writeFile(join(directory, 'record.bin'), first[1]);
  await writeFile(
    join(directory, 'records.bin'),
    Buffer.concat(
      rest.flatMap(([key, value]) => [Buffer.from(`${key}<value>`), value, Buffer.from('<end>')]),
    ),
  );
  await writeFile(join(directory, 'duo.jsonl'), told.duo.map((log) => `${native(log)}\n`).join(''));
  await writeFile(STORY, JSON.stringify(told));
} else {
  const { telco, duo, accounts, windows } = JSON.parse(await readFile(STORY, 'utf8'));
  const outputs = await follow(cluster, INCIDENT);
  good = await outputs.check(
    'feeds, Avro and native JSON in one incident',
    expected({
      logs: [...telco, ...duo],
      accounts: new Map(accounts.map((each) => [each.account_id, each])),
      windows,
    }),
  );
  await outputs.close();
}
await cluster.close();
process.exitCode = good ? 0 : 1;
