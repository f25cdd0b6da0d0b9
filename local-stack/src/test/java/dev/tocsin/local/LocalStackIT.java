package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

  @Test
  void shouldRunTwoTemporaryStacksSideBySideAndLeaveNothing() throws Exception {
    // Given
    List<Path> directories;
    try (LocalStack one = LocalStack.start(LocalStackSettings.defaults());
        LocalStack two = LocalStack.start(LocalStackSettings.defaults())) {
      System.out.println("temporary stack up after " + one.startTime().toMillis() + " ms");
      directories = List.of(one.dataDir(), two.dataDir());
      Client first = new Client(one);
      Client second = new Client(two);

      // When
      first.createTopic("calls");
      second.createTopic("calls");
      first.send("calls", "from", "one");
      second.send("calls", "from", "two");
      int firstId = first.register("calls-value", "{\"type\":\"string\"}");
      int secondId = second.register("calls-value", "{\"type\":\"long\"}");

      // Then
      assertThat(first.read("calls", 1)).containsExactly("from=one");
      assertThat(second.read("calls", 1)).containsExactly("from=two");
      assertThat(first.schema(firstId)).contains("string");
      assertThat(second.schema(secondId)).contains("long");
      assertThat(one.clusterId()).isNotEqualTo(two.clusterId());
    }
    assertThat(directories).allSatisfy(directory -> assertThat(directory).doesNotExist());
  }

  @Test
  void shouldFindEverythingAgainInAKeptDirectory(@TempDir Path parent) throws Exception {
    // Given
    LocalStackSettings settings =
        LocalStackSettings.builder().dataDir(parent.resolve("kept")).build();
    String clusterId;
    int first;
    int second;
    try (LocalStack stack = LocalStack.start(settings)) {
      System.out.println("kept stack up after " + stack.startTime().toMillis() + " ms");
      Client client = new Client(stack);
      client.createTopic("calls");
      client.send("calls", "a", "1");
      first = client.register("calls-value", "{\"type\":\"string\"}");
      second = client.register("other-value", "{\"type\":\"long\"}");
      clusterId = stack.clusterId();
    }

    // When
    try (LocalStack stack = LocalStack.start(settings)) {
      System.out.println("kept stack up again after " + stack.startTime().toMillis() + " ms");
      Client client = new Client(stack);
      client.send("calls", "b", "2");

      // Then
      assertThat(stack.clusterId()).isEqualTo(clusterId);
      assertThat(client.read("calls", 2)).containsExactly("a=1", "b=2");
      assertThat(client.schema(first)).contains("string");
      assertThat(client.schema(second)).contains("long");
      assertThat(client.register("calls-value", "{\"type\":\"string\"}")).isEqualTo(first);
      assertThat(client.register("third-value", "{\"type\":\"int\"}")).isGreaterThan(second);
    }
  }
}
