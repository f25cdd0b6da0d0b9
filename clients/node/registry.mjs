// What Confluent's clients ask of a registry, asked of the one of the local stack, through Confluent's
// own client and, for answers that the client hides, by REST. Usage: node registry.mjs
//
// What Apicurio does in another way stands at the end, and in docs/clients.md.
import { readFile } from 'node:fs/promises';
import { SchemaRegistryClient } from '@confluentinc/schemaregistry';

const base = process.env.REGISTRY;
const CONTRACTS = new URL('../../schemas/src/main/resources/dev/tocsin/contracts/', import.meta.url);
const run = `registry${process.pid}`; // a namespace of Avro's as well
const avro = (schema, references) => ({ schemaType: 'AVRO', schema, references });
const json = (value) => JSON.stringify(value);

// A new one for each question, because it remembers the answers.
const client = () => new SchemaRegistryClient({ baseURLs: [base], maxRetries: 0 });

async function rest(method, path, body) {
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { 'Content-Type': 'application/vnd.schemaregistry.v1+json' },
    body: body === undefined ? undefined : json(body),
  });
  const text = await answer.text();
  let parsed = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON: the status alone counts.
  }
  return { status: answer.status, body: parsed };
}

let good = true;

async function check(name, question, want) {
  let got;
  try {
    got = await question();
  } catch (failure) {
    got = `${failure}`;
  }
  const same = json(got) === json(want);
  good &&= same;
  console.log(`${same ? 'ok' : 'not ok'} registry: ${name}`);
  if (!same) console.log(`  got  ${json(got)}\n  want ${json(want)}`);
}

const error = async (...request) => {
  const { status, body } = await rest(...request);
  return [status, body?.error_code];
};

const v1 = await readFile(new URL('MessageLog/v1.avsc', CONTRACTS), 'utf8');
const v2 = await readFile(new URL('MessageLog/v2.avsc', CONTRACTS), 'utf8');
const subject = `${run}/a topic-value`; // to be escaped in a path
const other = `${run}-other-value`;
const at = (name, rest = '') => `/subjects/${encodeURIComponent(name)}${rest}`;

const first = await client().register(subject, avro(v1));
await check('the same schema has one id, in every subject',
  async () => [
    await client().register(subject, avro(v1)), await client().register(other, avro(v1)),
  ], [first, first]);
await check('spaces make no other schema',
  () => client().register(subject, avro(json(JSON.parse(v1)))), first);
await check('normalized, the order of attributes makes no other schema', async () => {
  const { type, name, ...more } = JSON.parse(v1);
  const turned = json({ ...more, name, type });
  return [await client().register(subject, avro(turned), true), await client().getId(subject, avro(turned), true)];
}, [first, first]);
const more = (type) => json({
  ...JSON.parse(v1),
  fields: [...JSON.parse(v1).fields, { name: 'tariff', ...type }],
});
const wider = more({ type: ['null', 'string'], default: null });
const narrower = more({ type: 'int' });
const second = await client().register(subject, avro(wider));
await check('a second version', async () => [
  await client().getAllVersions(encodeURIComponent(subject)),
  await client().getVersion(subject, avro(wider)),
  (await client().getLatestSchemaMetadata(subject)).id === second,
  (await client().getSchemaMetadata(subject, 1)).id === first,
], [[1, 2], 2, true, true]);
await check('an id gives the schema, with a subject and without', async () => {
  const named = await client().getBySubjectAndId(subject, second);
  const bare = await rest('GET', `/schemas/ids/${second}`);
  return [named.schema, bare.body.schema].map((text) => json(JSON.parse(text)) === wider);
}, [true, true]);
await check('an id gives its subjects and versions', async () => {
  const { body } = await rest('GET', `/schemas/ids/${first}/versions`);
  return body
    .filter((each) => each.subject.startsWith(run))
    .map((each) => [each.subject, each.version])
    .sort();
}, [[other, 1], [subject, 1]].sort());
await check('looking up tells subject, version and id', async () => {
  const { body } = await rest('POST', at(subject), avro(wider));
  return [body.subject, body.version, body.id];
}, [subject, 2, second]);
await check('all subjects', async () => {
  const all = await client().getAllSubjects();
  return [all.includes(subject), all.includes(other)];
}, [true, true]);

await check('unknown subject: 40401', () => error('GET', at(`${run}-none`, '/versions')), [404, 40401]);
await check('unknown subject when looked up: 40401', () => error('POST', at(`${run}-none`), avro(v1)), [404, 40401]);
await check('unknown version: 40402', () => error('GET', at(subject, '/versions/9')), [404, 40402]);
await check('unknown schema: 40403', () => error('POST', at(other), avro(wider)), [404, 40403]);
await check('unknown id: 40403', () => error('GET', '/schemas/ids/999999'), [404, 40403]);
await check('no schema at all: 42201', () => error('POST', at(other, '/versions'), avro('{')), [422, 42201]);

await check('a level of its own', async () => [
  await client().updateCompatibility(subject, 'FULL_TRANSITIVE'),
  await client().getCompatibility(subject),
], ['FULL_TRANSITIVE', 'FULL_TRANSITIVE']);
await check('no level at all: 42203',
  () => error('PUT', `/config/${encodeURIComponent(subject)}`, { compatibility: 'SOME' }), [422, 42203]);
await check('what is compatible, asked beforehand', async () => [
  await client().testSubjectCompatibility(subject, avro(v1)),
  await client().testSubjectCompatibility(subject, avro(narrower)),
  await client().testCompatibility(subject, 1, avro(narrower)),
], [true, false, false]);
await check('what is not compatible: 409', () => error('POST', at(subject, '/versions'), avro(narrower)), [409, 409]);

const person = json({ type: 'record', name: 'Person', namespace: run, fields: [{ name: 'id', type: 'string' }] });
const group = json({ type: 'record', name: 'Group', namespace: run, fields: [{ name: 'owner', type: `${run}.Person` }] });
await check('a schema that refers to another one', async () => {
  await client().register(`${run}-person`, avro(person));
  const references = [{ name: `${run}.Person`, subject: `${run}-person`, version: 1 }];
  const id = await client().register(`${run}-group`, avro(group, references));
  const read = await client().getBySubjectAndId(`${run}-group`, id);
  return [read.references, await client().getId(`${run}-group`, avro(group, references)) === id];
}, [[{ name: `${run}.Person`, subject: `${run}-person`, version: 1 }], true]);

await check('a deleted subject is gone, and its id still reads', async () => {
  await client().deleteSubject(other);
  return [await error('GET', at(other, '/versions')), (await rest('GET', `/schemas/ids/${first}`)).status];
}, [[404, 40401], 200]);
await check('types of schemas', async () => (await rest('GET', '/schemas/types')).body.includes('AVRO'), true);
await check('no associations of topics and subjects', async () => (await rest('GET', `/associations/resources/-/${run}`)).status, 404);

// Apicurio in its default configuration does these in another way than Confluent's registry.
await check('Apicurio: without a level nothing is checked', () => client().getDefaultCompatibility(), 'NONE');
await check('Apicurio: a subject without level has the default one',
  async () => (await rest('GET', `/config/${encodeURIComponent(`${run}-person`)}`)).body, { compatibilityLevel: 'NONE' });
await check('Apicurio: other documentation makes no other version',
  () => client().register(subject, avro(v2)), first);
await check('Apicurio: no version at all is an unknown one', () => error('GET', at(subject, '/versions/none')), [404, 40402]);
process.exitCode = good ? 0 : 1;
