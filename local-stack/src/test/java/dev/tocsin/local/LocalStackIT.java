package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

  @Test
  void shouldCarryRecordsAndSchemas() throws Exception {
    // Given
    Path dataDir;
    try (LocalStack stack = LocalStack.start(LocalStackSettings.defaults())) {
      System.out.println("temporary stack up after " + stack.startTime().toMillis() + " ms");
      dataDir = stack.dataDir();
      Client client = new Client(stack);

      // When
      client.createTopic("calls");
      client.send("calls", "key", "value");
      int id = client.register("calls-value", "{\"type\":\"string\"}");

      // Then
      assertThat(client.read("calls", 1)).containsExactly("key=value");
      assertThat(client.schema(id)).contains("string");
    }
    assertThat(dataDir).doesNotExist();
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
