package dev.tocsin.demo.command;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackException;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.topics.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The part of the command that knows the local stack's classes; not loaded where they lack. */
final class LocalRun {

  private LocalRun() {}

  /**
   * What the user asked for.
   *
   * @param data directory to keep; null for a temporary one
   * @param topics configuration whose topics are to be created; null for none
   */
  record Wish(
      int port,
      int advertisedPort,
      int registryPort,
      @Nullable Path data,
      @Nullable ConfigOptions topics) {}

  /** Starts the stack, says where it is, and stays until the thread is interrupted. */
  static void run(Wish wish, Console console) throws InterruptedException {
    LocalStackSettings settings =
        LocalStackSettings.builder()
            .brokerPort(wish.port())
            .advertisedPort(wish.advertisedPort())
            .registryPort(wish.registryPort())
            .dataDir(wish.data())
            .build();
    try (LocalStack stack = LocalStack.start(settings)) {
      createTopics(wish.topics(), stack);
      if (console.json()) {
        console.jsonLine(json(stack));
      } else {
        text(stack, console);
        commands(stack, console);
      }
      console.note("Ready. Ctrl-C ends both.");
      Thread.sleep(Duration.ofDays(3_650));
    } catch (LocalStackException e) {
      throw new CliException(ExitCodes.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private static void createTopics(@Nullable ConfigOptions options, LocalStack stack) {
    if (options == null) {
      return;
    }
    TocsinConfig config =
        options.load(
            Map.of(
                ClusterKeys.BOOTSTRAP_SERVERS, stack.bootstrapServers(),
                ClusterKeys.SCHEMA_REGISTRY_URL, stack.registryUrl(),
                TopicKeys.REPLICATION_FACTOR, "1"));
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  private static Map<String, Object> json(LocalStack stack) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bootstrap_servers", stack.bootstrapServers());
    json.put("registry_url", stack.registryUrl());
    json.put("data_dir", stack.dataDir().toString());
    json.put("start_millis", stack.startTime().toMillis());
    return json;
  }

  private static void text(LocalStack stack, Console console) {
    console.line("Kafka     " + stack.bootstrapServers());
    console.line("Registry  " + stack.registryUrl());
    console.line("Data      " + stack.dataDir());
  }

  private static void commands(LocalStack stack, Console console) {
    String where =
        " --bootstrap-servers "
            + stack.bootstrapServers()
            + " --registry-url "
            + stack.registryUrl();
    String replicas = " -c " + TopicKeys.REPLICATION_FACTOR + "=1";
    console.note("");
    console.note("  tocsin topics create" + where + replicas);
    console.note("  tocsin schemas register" + where);
    console.note("  tocsin run" + where + replicas);
    console.note("");
  }
}
