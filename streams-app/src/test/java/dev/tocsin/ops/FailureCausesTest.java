package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.DamagedBytesException;
import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.ops.FailureCauses.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCausesTest {

  private static final String PHONE = "+14155550123";

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldReturnTheKindOfTheInnermostKnownCause(Throwable failure, Kind kind) {
    assertThat(FailureCauses.kind(failure)).isEqualTo(kind);
    assertThat(FailureCauses.kind(new StreamsException("outer", new KafkaException(failure))))
        .isEqualTo(kind);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(new GroupAuthorizationException("g"), Kind.AUTHORIZATION),
        Arguments.of(new ProducerFencedException("p"), Kind.FENCED),
        Arguments.of(new InvalidTxnStateException("p"), Kind.FENCED),
        Arguments.of(new UnknownTopicOrPartitionException("t"), Kind.MISSING_TOPIC),
        Arguments.of(new TimeoutException("t"), Kind.TIMEOUT),
        Arguments.of(new ProcessorStateException("disk"), Kind.STATE_STORE),
        Arguments.of(new CorruptRowException("r"), Kind.STATE_STORE),
        Arguments.of(new MissingKeyException("7", "it is gone"), Kind.KEYSET),
        Arguments.of(new DamagedBytesException("r"), Kind.STATE_STORE),
        Arguments.of(new UnknownVersionException("a row", 2, "version 1"), Kind.STATE_FORMAT),
        Arguments.of(new SerializationException("s"), Kind.DATA),
        Arguments.of(new RecordTooLargeException("r"), Kind.DATA),
        Arguments.of(new StackOverflowError(), Kind.JVM),
        Arguments.of(new IllegalStateException("i"), Kind.OTHER));
  }

  @Test
  void shouldNotQuoteMessagesThatMayQuoteARecord() {
    // Given
    Throwable failure =
        new StreamsException(
            "while processing " + PHONE,
            new SerializationException(
                "cannot read " + PHONE, new IllegalArgumentException("not a number: " + PHONE)));

    // When
    List<String> described = FailureCauses.describe(failure);

    // Then
    assertThat(described)
        .contains(
            "org.apache.kafka.streams.errors.StreamsException",
            "org.apache.kafka.common.errors.SerializationException",
            "java.lang.IllegalArgumentException")
        .anyMatch(line -> line.contains("FailureCausesTest.shouldNotQuoteMessages"))
        .noneMatch(line -> line.contains("4155550123"));
  }

  @Test
  void shouldQuoteMessagesOfTheBrokers() {
    assertThat(FailureCauses.describe(new GroupAuthorizationException("tocsin")).getFirst())
        .endsWith("GroupAuthorizationException: tocsin");
  }

  @Test
  void shouldQuoteTheMissingKey() {
    // Given
    Throwable failure =
        new StreamsException("outer", new MissingKeyException("4711", "it is gone"));
    // Then
    assertThat(FailureCauses.describe(failure)).anyMatch(line -> line.contains("key 4711"));
  }

  @Test
  void shouldEndWithACyclicCause() {
    // Given
    Exception first = new IllegalStateException("a");
    Exception second = new IllegalStateException("b", first);
    first.initCause(second);

    // Then
    assertThat(FailureCauses.kind(first)).isEqualTo(Kind.OTHER);
    assertThat(FailureCauses.describe(first)).isNotEmpty();
  }
}
