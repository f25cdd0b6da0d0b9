package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of the production log configuration. */
class LogNoiseTest {

  private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";
  private static final String METADATA =
      "[Consumer clientId=tocsin-StreamThread-1-consumer, groupId=tocsin] The metadata response from"
          + " the cluster reported a recoverable issue with correlation id 2 : {%s} ";
  private static final String RETRY =
      "[Producer clientId=c, transactionalId=t-1] Got error produce response with correlation id 31"
          + " on topic-partition exposure.record-1, retrying (2147483646 attempts left). Error: %s ";

  private final List<String> lines = new ArrayList<>();
  private LoggerContext context;

  @BeforeEach
  void start() throws Exception {
    context =
        new LoggerContext("noise", null, LogNoiseTest.class.getResource("/log4j2.xml").toURI());
    context.start();
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    context.getConfiguration().getRootLogger().removeAppender("stderr");
    context.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tocsin-impact-window-repartition=UNKNOWN_TOPIC_OR_PARTITION",
        "a-match-window-repartition=UNKNOWN_TOPIC_OR_PARTITION, a-x-changelog=UNKNOWN_TOPIC_OR_PARTITION"
      })
  void shouldSuppressMissingInternalTopics(String topics) {
    // When
    context.getLogger(NETWORK).warn(METADATA.formatted(topics));

    // Then
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exposure.window=UNKNOWN_TOPIC_OR_PARTITION",
        "a-x-repartition=UNKNOWN_TOPIC_OR_PARTITION, exposure.window=UNKNOWN_TOPIC_OR_PARTITION",
        "a-x-repartition=TOPIC_AUTHORIZATION_FAILED"
      })
  void shouldLogOtherTopicProblems(String topics) {
    // When
    context.getLogger(NETWORK).warn(METADATA.formatted(topics));
    context.getLogger(NETWORK).warn("Connection to node -1 could not be established.");

    // Then
    assertThat(lines).hasSize(2);
  }

  @Test
  void shouldSuppressAdviceOnGlobalTables() {
    // Given
    Logger config = context.getLogger("org.apache.kafka.streams.StreamsConfig");

    // When
    config.warn(
        "Processing exception handler is not enabled for the GlobalThread. It's recommended to ...");
    config.warn("Unexpected user-specified consumer config");

    // Then
    assertThat(lines).containsExactly("Unexpected user-specified consumer config");
  }

  @Test
  void shouldSuppressRetriesForConcurrentTransactions() {
    // When
    context.getLogger(SENDER).warn(RETRY.formatted("CONCURRENT_TRANSACTIONS"));
    context.getLogger(SENDER).warn(RETRY.formatted("NOT_ENOUGH_REPLICAS"));

    // Then
    assertThat(lines).singleElement().asString().contains("NOT_ENOUGH_REPLICAS");
  }

  @Test
  void shouldLimitConnectionWarnings() {
    // Given
    Logger network = context.getLogger(NETWORK);

    // When
    for (int second = 0; second < 1000; second++) {
      network.warn("Connection to node {} could not be established.", second);
    }
    network.error("Connection to node 1 failed authentication.");

    // Then
    assertThat(lines)
        .hasSizeBetween(2, 40)
        .startsWith("Connection to node 0 could not be established.")
        .endsWith("Connection to node 1 failed authentication.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StateDirectory|Failed to register startup state stores for task 1_0: Tasks [1_0] are"
            + " corrupted and hence need to be re-initialized",
        "ProcessorStateManager|stream-task [2_0] State store account did not find checkpoint"
            + " offsets while stores are not empty, since under EOS it has the risk of getting"
            + " uncommitted data",
        "TaskManager|stream-thread [t-1] Encounter corrupted task 2_0, will group it with other"
            + " corrupted tasks and handle together",
        "TaskManager|stream-thread [t-1] Get exceptions for the following tasks:"
            + " {2_0=org.apache.kafka.streams.errors.TaskCorruptedException: Tasks [2_0] are"
            + " corrupted and hence need to be re-initialized,"
            + " 3_4=org.apache.kafka.streams.errors.TaskCorruptedException: Tasks [3_4] are"
            + " corrupted and hence need to be re-initialized}",
      })
  void shouldSuppressRepeatedCorruptionWarnings(String logger, String message) {
    // When
    context.getLogger("org.apache.kafka.streams.processor.internals." + logger).warn(message);

    // Then
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldLogOtherTaskFailures() {
    // When
    Logger tasks = context.getLogger("org.apache.kafka.streams.processor.internals.TaskManager");
    tasks.error(
        "Get exceptions for the following tasks:"
            + " {2_0=org.apache.kafka.streams.errors.TaskCorruptedException: Tasks [2_0] are"
            + " corrupted and hence need to be re-initialized, 3_4=java.lang.RuntimeException: x}");

    // Then
    assertThat(lines).hasSize(1);
  }

  @Test
  void shouldLimitSendFailures() {
    // Given
    Logger sending =
        context.getLogger("org.apache.kafka.streams.processor.internals.RecordCollectorImpl");

    // When
    for (int record = 0; record < 1000; record++) {
      sending.error("Error encountered sending record to topic t for task 1_0 due to: x");
    }

    // Then
    assertThat(lines).hasSizeBetween(1, 20);
  }

  @Test
  void shouldSuppressClientLogInShortCommands() {
    // Given: what Configurator.setLevel does, which only knows the process's own context
    String kafka = "org.apache.kafka";
    context.getConfiguration().addLogger(kafka, new LoggerConfig(kafka, Level.OFF, true));
    context.updateLoggers();

    // When
    context.getLogger(NETWORK).error("No broker answers.");

    // Then
    assertThat(lines).isEmpty();
  }
}
