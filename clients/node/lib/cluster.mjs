// Kafka and the schema registry, through kafkajs and Confluent's own serializers.
import { readFile } from 'node:fs/promises';
import {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
  SubjectNameStrategyType,
} from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// Tocsin's outputs are compressed with LZ4, which kafkajs leaves to its user.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const CONTRACTS = new URL('../../../schemas/src/main/resources/dev/tocsin/contracts/', import.meta.url);
const BATCH = 2000;

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export function connect() {
  const kafka = new Kafka({
    clientId: 'tocsin-clients',
    brokers: [setting('KAFKA')],
    logLevel: logLevel.ERROR,
  });
  const registry = new SchemaRegistryClient({ baseURLs: [setting('REGISTRY')] });
  // TOPIC has to be said: the default first asks for associations, which few registries have.
  const subjects = { subjectNameStrategyType: SubjectNameStrategyType.TOPIC };
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
    ...subjects,
    autoRegisterSchemas: false,
    useLatestVersion: true,
  });
  const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, subjects);
  const producer = kafka.producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    idempotent: true,
  });

  return {
    kafka,
    deserializer,

    async register(topic, contract, version) {
      const schema = await readFile(new URL(`${contract}/v${version}.avsc`, CONTRACTS), 'utf8');
      await registry.register(`${topic}-value`, { schemaType: 'AVRO', schema });
    },

    serialize: (topic, value) => serializer.serialize(topic, value),

    // Each of entries is [key, value]; a null key lets the partitioner choose.
    async push(topic, entries) {
      await producer.connect();
      for (let start = 0; start < entries.length; start += BATCH) {
        const messages = [];
        for (const [key, value] of entries.slice(start, start + BATCH)) {
          messages.push({ key, value: await serializer.serialize(topic, value) });
        }
        await producer.send({ topic, messages });
      }
    },

    close: () => producer.disconnect(),
  };
}
