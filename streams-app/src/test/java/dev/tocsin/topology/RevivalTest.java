package dev.tocsin.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.topology.impact.ImpactOutput;
import dev.tocsin.topology.incident.IncidentProcessor;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.match.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that is given up and taken on again in the middle of its work. */
class RevivalTest {

  private static final String PROVIDER = Scenario.settings().providers().getFirst();
  private static final int RECORDS = 900;
  private static final long SHRUNK = 1_300;

  @TempDir Path directory;

  @Test
  void shouldWorkOnceAfterTheImpactStageIsRevived() {
    try (Stages.Impact impact = new Stages.Impact(Scenario.settings(), directory, Scenario.NOW)) {
      // Given: a sweep that is still to be done
      impact.change(new WindowChange(0, "w", window(0)));
      impact.account(
          new AccountChange(
              "acme",
              new AccountHistory.Version(0, 0, 0, new Account("acme", "Acme", null, null))));
      for (int i = 0; i < RECORDS; i++) {
        impact.found(found(i));
      }
      intervals(impact, 5);
      impact.change(new WindowChange(1, "w", window(SHRUNK)));

      // When
      impact.revive();
      for (int i = RECORDS; i < RECORDS + 6; i++) {
        impact.found(found(i));
        for (int step = 0; step < 10; step++) {
          impact.advance(Duration.ofMillis(30));
        }
        intervals(impact, 1);
      }
      intervals(impact, 10);

      // Then
      assertThat(impact.told().stream().filter(RevivalTest::isWithdrawn))
          .hasSize((int) (SHRUNK - 1_000));
      assertThat(accounts(impact).getLast().content().figures())
          .isNotNull()
          .extracting(figures -> figures.records())
          .isEqualTo(606L);
      assertThat(parts(impact).getLast().part().records()).isEqualTo(606);
      assertThat(impact.told().stream().filter(ImpactOutput.Notification.class::isInstance))
          .extracting(
              output -> {
                var told = (ImpactOutput.Notification) output;
                return told.notificationId() + "#" + told.revision();
              })
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldExamineThePastOnceAfterTheMatchStageIsRevived() {
    try (Stages.Match match = new Stages.Match(0, Scenario.settings(), directory, Scenario.NOW)) {
      // Given: an examination that is still to be done
      for (int i = 0; i < RECORDS; i++) {
        match.push(log(i, Scenario.NOW.toEpochMilli() - 1_000 - i));
      }
      match.change(new WindowChange(0, "w", window(0)));

      // When
      match.revive();
      for (int i = 0; i < 100; i++) {
        match.push(log(RECORDS + i, Scenario.NOW.toEpochMilli()));
        match.advance(Duration.ofMillis(300));
        match.revive();
      }

      // Then
      List<Finding> told = match.told();
      assertThat(told.stream().filter(Finding.Candidate.class::isInstance)).hasSize(RECORDS + 100);
      match.change(new WindowChange(1, "w2", named("w2", 0)));
      match.advance(Duration.ofMillis(1_100));
      match.advance(Duration.ofMillis(1_100));
      assertThat(match.told().stream().filter(Finding.Candidate.class::isInstance))
          .hasSize(RECORDS + 100);
    }
  }

  @Test
  void shouldSayTheLastWordAboutAnIncidentAgain() {
    // Given: what was said last may not have been committed
    List<IncidentView> said = new ArrayList<>();
    try (TopologyTestDriver driver = incidentStage(said)) {
      driver
          .createInputTopic(
              "parts", new StringSerializer(), new CodecSerde<>(Codecs.INCIDENT_PART).serializer())
          .pipeInput("INC-1", part());
      driver.advanceWallClockTime(Duration.ofMillis(1_100));
      assertThat(said).hasSize(1);

      // When
      Revival.of(driver);
      driver.advanceWallClockTime(Duration.ofMillis(1_100));
      driver.advanceWallClockTime(Duration.ofMillis(1_100));

      // Then
      assertThat(said).hasSize(2);
      assertThat(said.getLast()).isEqualTo(said.getFirst());
    }
  }

  private TopologyTestDriver incidentStage(List<IncidentView> said) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.INCIDENT_PART),
            Serdes.Bytes(),
            Serdes.ByteArray()));
    builder.stream("parts", Consumed.with(Serdes.String(), new CodecSerde<>(Codecs.INCIDENT_PART)))
        .process(() -> new IncidentProcessor(Scenario.settings()), StoreNames.INCIDENT_PART)
        .foreach((id, view) -> said.add(view));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "incident");
    config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return new TopologyTestDriver(builder.build(), config, Scenario.NOW);
  }

  private static IncidentPart part() {
    return new IncidentPart(
        "INC-1",
        0,
        window(0).incident(),
        0,
        IncidentView.Status.ACTIVE,
        List.of(),
        3,
        2,
        1,
        0,
        new TreeMap<>(Map.of("SMS", 3L)),
        0,
        new CoverageBook(1, Set.of(PROVIDER)).progress(List.of(), true));
  }

  private static void intervals(Stages.Impact impact, int count) {
    for (int i = 0; i < count; i++) {
      impact.advance(Duration.ofMillis(1_100));
    }
  }

  private static boolean isWithdrawn(ImpactOutput output) {
    return output instanceof ImpactOutput.Exposure exposure && !exposure.flagged();
  }

  private static List<ImpactOutput.Notification> accounts(Stages.Impact impact) {
    return impact.told().stream()
        .filter(ImpactOutput.Notification.class::isInstance)
        .map(ImpactOutput.Notification.class::cast)
        .filter(told -> told.content().audience() == Audience.ACCOUNT)
        .toList();
  }

  private static List<ImpactOutput.Part> parts(Stages.Impact impact) {
    return impact.told().stream()
        .filter(ImpactOutput.Part.class::isInstance)
        .map(ImpactOutput.Part.class::cast)
        .toList();
  }

  private static CompromiseWindow window(long from) {
    return named("w", from);
  }

  private static CompromiseWindow named(String id, long from) {
    return new CompromiseWindow(
        id,
        new Incident("INC-1", "Title", null, 0, null, null, List.of()),
        PROVIDER,
        null,
        null,
        from,
        CompromiseWindow.OPEN,
        WindowStatus.ACTIVE);
  }

  private static Finding found(int i) {
    return new Finding.Candidate(
        log(i, 1_000L + i), 0, List.of(new Verdict("INC-1", Standing.EXPOSED)), 5);
  }

  private static LogRecord log(int i, long sentAt) {
    return new LogRecord(
        PROVIDER,
        "acme",
        "m" + i,
        "+1202555" + (1_000 + i),
        null,
        "SMS",
        sentAt,
        null,
        null,
        null,
        null);
  }
}
