package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.Deadline;
import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed records. */
class MalformedRecordTest {

  private static final int MUTANTS = 20_000;

  private final String scope = UUID.randomUUID().toString();
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);
  private AvroDeserializer<SpecificRecord> deserializer;

  @BeforeEach
  void registerAll() {
    deserializer = new AvroDeserializer<>();
    deserializer.configure(Map.of("schema.registry.url", "mock://" + scope), false);
  }

  @AfterEach
  void dropScope() {
    deserializer.close();
    InMemorySchemaRegistry.drop(scope);
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_WIRE_FORMAT",
    "00, NOT_WIRE_FORMAT",
    "00000000, NOT_WIRE_FORMAT",
    "0100000001066663 63d00f, NOT_WIRE_FORMAT",
    "7b226c6f675f6964223a31, NOT_WIRE_FORMAT",
    "0000000063 06666363d00f, UNKNOWN_SCHEMA",
    "00ffffffff 06666363d00f, UNKNOWN_SCHEMA",
    "0000000001, MALFORMED_PAYLOAD",
    "0000000001 0666, MALFORMED_PAYLOAD",
    "0000000001 06666363, MALFORMED_PAYLOAD",
    // a length of -1, of Integer.MAX_VALUE and of Long.MAX_VALUE
    "0000000001 01 d00f, MALFORMED_PAYLOAD",
    "0000000001 feffffff0f d00f, MALFORMED_PAYLOAD",
    "0000000001 feffffffffffffffff01 d00f, MALFORMED_PAYLOAD",
    // invalid UTF-8: a lone continuation byte, an overlong slash, a surrogate
    "0000000001 06668063d00f, MALFORMED_PAYLOAD",
    "0000000001 06c0af63d00f, MALFORMED_PAYLOAD",
    "0000000001 06eda080d00f, MALFORMED_PAYLOAD",
    // a number of 11 bytes, and one of 10 that overflows
    "0000000001 06666363 ffffffffffffffffffff01, MALFORMED_PAYLOAD",
    "0000000001 06666363 ffffffffffffffffff02, MALFORMED_PAYLOAD",
    "0000000001 06666363d00f 00, TRAILING_BYTES"
  })
  void shouldReportReason(String hex, MalformedReason reason) {
    // Given
    registry.register("s", Deadline.getClassSchema(), false);
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    // When Then
    assertThatThrownBy(() -> deserializer.deserialize("topic", bytes))
        .isInstanceOfSatisfying(
            MalformedRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasNoCause();
  }

  @Test
  void shouldAcceptTheReplacementCharacterItself() {
    // Given
    registry.register("s", Deadline.getClassSchema(), false);
    byte[] bytes = HexFormat.of().parseHex("0000000001" + "06efbfbd" + "d00f");

    // When
    SpecificRecord read = deserializer.deserialize("topic", bytes);

    // Then
    assertThat(((Deadline) read).getPolicy()).isEqualTo("\uFFFD");
  }

  @Test
  void shouldFindSchemaRegisteredLater() {
    // Given
    byte[] bytes = HexFormat.of().parseHex("0000000001" + "06666363d00f");
    assertThatThrownBy(() -> deserializer.deserialize("topic", bytes))
        .isInstanceOf(MalformedRecordException.class);

    // When
    registry.register("s", Deadline.getClassSchema(), false);

    // Then
    assertThat(deserializer.deserialize("topic", bytes)).isInstanceOf(Deadline.class);
  }

  @Test
  void shouldNotQuotePayloads() {
    // Given
    String secret = "+12025550143";
    registry.register("s", Deadline.getClassSchema(), false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 0, 1, (byte) (secret.length() * 2)});
    out.writeBytes(secret.getBytes(StandardCharsets.UTF_8));
    byte[] truncated = out.toByteArray();
    out.writeBytes(new byte[] {2, 2});
    byte[] trailing = out.toByteArray();

    // When Then
    for (byte[] bytes : new byte[][] {truncated, trailing}) {
      assertThatThrownBy(() -> deserializer.deserialize("topic", bytes))
          .hasMessageNotContaining("2025550143")
          .hasNoCause();
    }
  }

  @Test
  void shouldBoundSkippedCollections() {
    // Given: an array that the reader does not know, of 2^40 items or in a block of negative size
    Schema deadline = Contracts.EXPOSURE_NOTIFICATION.schema().getField("deadlines").schema();
    Schema writer =
        new Schema.Parser()
            .parse(
                deadline
                    .getElementType()
                    .toString()
                    .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},"));
    registry.setCompatibility("s", CompatibilityLevel.NONE);
    registry.register("s", writer, false);

    // When Then
    for (String items :
        new String[] {"8080808080 40", "01 01", "01 feffffff0f", "03 02 00 01 02"}) {
      byte[] bytes =
          HexFormat.of().parseHex(("0000000001" + items + "06666363d00f").replace(" ", ""));
      assertThatThrownBy(() -> deserializer.deserialize("topic", bytes))
          .isInstanceOf(MalformedRecordException.class);
    }
    byte[] sound = HexFormat.of().parseHex("0000000001" + "03040202" + "020200" + "06666363d00f");
    assertThat(deserializer.deserialize("topic", sound)).isInstanceOf(Deadline.class);
  }

  /**
   * Mutants of valid records of each contract give a record or the typed exception. {@code
   * -Dtocsin.seed=S} repeats a run.
   */
  @Test
  void shouldReadOrRejectEveryMutant() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    int accepted = 0;
    int rejected = 0;

    for (SpecificRecord sample : Samples.all()) {
      byte[] valid;
      try (AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(registry)) {
        valid = serializer.serialize(sample.getClass().getSimpleName(), sample);
      }
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = mutate(valid, random);
        try {
          // When
          deserializer.deserialize("topic", mutant);
          accepted++;
        } catch (MalformedRecordException e) {
          rejected++;
        } catch (Throwable t) {
          throw new AssertionError(
              "seed %d, mutant %d of %s".formatted(seed, i, sample.getClass().getSimpleName()), t);
        }
      }
    }

    // Then: both occur, so the mutants are neither all valid nor all invalid
    assertThat(accepted).as("seed %d", seed).isGreaterThan(MUTANTS / 20);
    assertThat(rejected).as("seed %d", seed).isGreaterThan(MUTANTS);
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] mutant = valid.clone();
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits && mutant.length > 0; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(7)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt();
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> mutant = splice(mutant, at, new byte[1 + random.nextInt(8)]);
        case 4 -> mutant = splice(mutant, at, hugeNumber(random));
        case 5 -> mutant = splice(mutant, at, Arrays.copyOfRange(valid, 0, random.nextInt(40)));
        default -> {
          int from = random.nextInt(mutant.length);
          System.arraycopy(mutant, from, mutant, at, mutant.length - Math.max(at, from));
        }
      }
    }
    return mutant;
  }

  private static byte[] splice(byte[] bytes, int at, byte[] more) {
    return ByteBuffer.allocate(bytes.length + more.length)
        .put(bytes, 0, at)
        .put(more)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  /** A variable-length number near the limits of the range: an impossible length or count. */
  private static byte[] hugeNumber(Random random) {
    byte[] number = new byte[5 + random.nextInt(6)];
    Arrays.fill(number, (byte) 0xff);
    number[0] = (byte) (0xfe | random.nextInt(2));
    number[number.length - 1] = (byte) random.nextInt(16);
    return number;
  }
}
