package dev.tocsin.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundTopicsTest {

  private static final String REPARTITION = "app-impact-finding-repartition";
  private static final String CHANGELOG = "app-impact-changelog";
  private static final String WINDOW = "t.exposure.window";
  private static final Uuid FIRST = Uuid.randomUuid();
  private static final Uuid SECOND = Uuid.randomUuid();
  private static final Uuid THIRD = Uuid.randomUuid();

  @TempDir private Path directory;
  private BoundTopics bound;

  @BeforeEach
  void setUp() {
    bound = new BoundTopics(directory, "app");
  }

  @Test
  void shouldFindNothingForNewState() throws Exception {
    assertThat(lost(bound, report(Map.of(REPARTITION, FIRST, WINDOW, SECOND)))).isEmpty();
  }

  @Test
  void shouldFindNothingWithoutChanges() throws Exception {
    // Given
    bound.remember(report(Map.of(REPARTITION, FIRST, WINDOW, SECOND)));

    // When, then
    assertThat(lost(bound, report(Map.of(REPARTITION, FIRST, WINDOW, SECOND, CHANGELOG, THIRD))))
        .isEmpty();
  }

  @Test
  void shouldFindDeletedAndRecreatedInternalTopics() throws Exception {
    // Given
    bound.remember(report(Map.of(REPARTITION, FIRST, CHANGELOG, SECOND)));

    // When
    List<Finding> gone =
        lost(bound, report(Map.of(REPARTITION, Uuid.ZERO_UUID, CHANGELOG, SECOND)));
    List<Finding> other = lost(bound, report(Map.of(REPARTITION, THIRD, CHANGELOG, THIRD)));

    // Then
    assertThat(gone).singleElement().satisfies(f -> assertThat(f.refuses()).isTrue());
    assertThat(gone.getFirst().resource()).isEqualTo("internal topics " + REPARTITION);
    assertThat(gone.getFirst().remedy()).contains("application.id");
    assertThat(other)
        .singleElement()
        .satisfies(f -> assertThat(f.resource()).contains(REPARTITION, CHANGELOG));
  }

  @Test
  void shouldReportADeletedInputOnce() throws Exception {
    // Given
    bound.remember(report(Map.of(WINDOW, FIRST)));
    Finding missing = Finding.wrong("topic " + WINDOW, "missing", "it", "tocsin topics create");
    Finding other = Finding.wrong("topic t.exposure.record", "missing", "it", "create it");

    // When
    List<Finding> again = lost(bound, report(Map.of(WINDOW, SECOND)));
    BoundTopics.Judgement gone =
        bound.judge(
            new TopicReport("cluster", List.of(missing, other), Map.of(WINDOW, Uuid.ZERO_UUID)));

    // Then
    assertThat(again)
        .singleElement()
        .satisfies(f -> assertThat(f.resource()).isEqualTo("topics " + WINDOW))
        .satisfies(f -> assertThat(f.remedy()).contains("state.dir", "declare windows"));
    assertThat(gone.lost()).isTrue();
    assertThat(gone.findings())
        .extracting(Finding::resource)
        .containsExactly("topic t.exposure.record", "topics " + WINDOW);
  }

  @Test
  void shouldIgnoreUnplannedTopics() throws Exception {
    // Given
    bound.remember(report(Map.of(REPARTITION, FIRST)));

    // When, then
    assertThat(lost(bound, report(Map.of()))).isEmpty();
  }

  @Test
  void shouldKeepTheIdOfAMissingTopic() throws Exception {
    // Given
    bound.remember(report(Map.of(REPARTITION, FIRST)));

    // When
    bound.remember(report(Map.of(REPARTITION, Uuid.ZERO_UUID, CHANGELOG, SECOND)));

    // Then
    assertThat(lost(bound, report(Map.of(REPARTITION, THIRD)))).hasSize(1);
    assertThat(lost(bound, report(Map.of(REPARTITION, FIRST, CHANGELOG, SECOND)))).isEmpty();
  }

  @Test
  void shouldSeparateInstallations() throws Exception {
    // Given
    bound.remember(report(Map.of(WINDOW, FIRST)));

    // When, then
    assertThat(lost(new BoundTopics(directory, "app-2"), report(Map.of(WINDOW, SECOND)))).isEmpty();
  }

  @Test
  void shouldIgnoreAnotherCluster() throws Exception {
    // Given
    bound.remember(report(Map.of(WINDOW, FIRST)));

    // When
    List<Finding> findings =
        lost(bound, new TopicReport("another", List.of(), Map.of(WINDOW, SECOND)));

    // Then
    assertThat(findings).isEmpty();
  }

  @Test
  void shouldRejectADamagedFile() throws Exception {
    // Given
    bound.remember(report(Map.of(WINDOW, FIRST)));
    Path file = directory.resolve("tocsin.topics.app");
    Files.writeString(file, "cluster\nt.exposure.window");

    // When, then
    assertThatThrownBy(() -> bound.judge(report(Map.of(WINDOW, SECOND))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private static List<Finding> lost(BoundTopics bound, TopicReport report) throws IOException {
    BoundTopics.Judgement judgement = bound.judge(report);
    assertThat(judgement.lost()).isEqualTo(!judgement.findings().isEmpty());
    return judgement.findings();
  }

  private static TopicReport report(Map<String, Uuid> topics) {
    return new TopicReport("cluster", List.of(), topics);
  }
}
