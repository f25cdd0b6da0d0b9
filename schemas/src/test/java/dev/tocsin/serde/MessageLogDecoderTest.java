package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Compares the reader of message logs with Avro's own, which it replaces. */
class MessageLogDecoderTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "US",
          "SMS",
          "authentication",
          "Télé Carrier ☎",
          "😀",
          "x".repeat(63),
          "x".repeat(64),
          "x".repeat(65),
          "x".repeat(1_000));

  private final long seed = Long.getLong("tocsin.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final MessageLogDecoder reader = new MessageLogDecoder();
  private final DatumReader<SpecificRecord> general = general();

  private static DatumReader<SpecificRecord> general() {
    TrustedClasses.trustContracts();
    try {
      Schema schema = MessageLog.getClassSchema();
      return new FastReaderBuilder(SpecificData.getForClass(MessageLog.class))
          .createDatumReader(schema, schema);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldReadWhatAvroReads() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      // Given
      MessageLog written = message();
      byte[] bytes = bytes(written);

      // When
      SpecificRecord read = reader.read(null, new PayloadDecoder(bytes, 0));

      // Then
      assertThat(read).as("seed %d", seed).isEqualTo(written);
      assertThat(read).isEqualTo(general.read(null, new PayloadDecoder(bytes, 0)));
    }
  }

  @Test
  void shouldRejectWhatAvroRejects() throws IOException {
    int rejected = 0;
    for (int i = 0; i < 50_000; i++) {
      // Given
      byte[] bytes = bytes(message());
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }

      // When
      String own = outcome(reader, bytes);

      // Then
      assertThat(own).as("seed %d, mutant %d", seed, i).isEqualTo(outcome(general, bytes));
      rejected += own.equals("rejected") ? 1 : 0;
    }
    assertThat(rejected).as("seed %d", seed).isBetween(10_000, 49_000);
  }

  @Test
  void shouldReadSchemaOfContractOnly() {
    // Given
    Schema contract = CleanSchemas.withoutJavaProperties(MessageLog.getClassSchema());
    Schema other =
        new Schema.Parser()
            .parse(
                contract
                    .toString()
                    .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"x\",\"type\":\"int\",\"default\":0},"));

    // Then
    assertThat(MessageLogDecoder.reads(MessageLog.getClassSchema())).isTrue();
    assertThat(MessageLogDecoder.reads(contract)).isTrue();
    assertThat(MessageLogDecoder.reads(other)).isFalse();
  }

  /** The record and the position after it, or that the bytes are rejected. */
  private static String outcome(DatumReader<SpecificRecord> by, byte[] bytes) {
    PayloadDecoder decoder = new PayloadDecoder(bytes, 0);
    try {
      return by.read(null, decoder) + " up to " + decoder.position();
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      return "rejected";
    }
  }

  private MessageLog message() {
    MessageLog log = new MessageLog();
    log.setLogId(text());
    log.setAccountId(text());
    log.setPhone(text());
    log.setPhoneE164(random.nextBoolean() ? text() : null);
    log.setChannel(text());
    log.setSentAt(Instant.ofEpochMilli(random.nextLong() >> random.nextInt(64)));
    log.setMessageType(random.nextBoolean() ? text() : null);
    log.setCarrier(random.nextBoolean() ? text() : null);
    log.setCountry(random.nextBoolean() ? text() : null);
    log.setState(random.nextBoolean() ? text() : null);
    log.setProvider(random.nextBoolean() ? text() : null);
    return log;
  }

  private String text() {
    return random.nextInt(3) == 0
        ? Integer.toString(random.nextInt(), 36)
        : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static byte[] bytes(MessageLog log) throws IOException {
    byte[] withHeader = MessageLog.getEncoder().encode(log).array();
    // Avro's single-object encoding: two bytes of marker, eight of fingerprint, the record.
    return java.util.Arrays.copyOfRange(withHeader, 10, withHeader.length);
  }
}
