package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.SharedStack;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.local.LocalStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs commands like a user, on a broker and a registry that all tests of commands share. Each test
 * class has its own topic prefix.
 */
public final class Cli {

  private final Map<String, String> environment;
  private final Path directory = Path.of("").toAbsolutePath();

  private Cli(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The result of a command. */
  public record Result(int exitCode, String out, String err) {

    /** The JSON document on standard output. */
    public JsonNode json() {
      try {
        return Console.mapper().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + out, e);
      }
    }

    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Commands on the shared cluster, with topics. */
  public static Cli onCluster(String prefix) {
    Cli cli = withoutTopics(prefix);
    assertThat(cli.run("topics", "create").exitCode()).isEqualTo(ExitCodes.OK);
    return cli;
  }

  /** Commands on the shared cluster, without topics. */
  public static Cli withoutTopics(String prefix) {
    LocalStack shared = SharedStack.plain();
    return new Cli(
        Map.of(
            "TOCSIN_BOOTSTRAP_SERVERS",
            shared.bootstrapServers(),
            "TOCSIN_SCHEMA_REGISTRY_URL",
            shared.registryUrl(),
            "TOCSIN_TOPIC_PREFIX",
            prefix,
            "TOCSIN_PARTITIONS",
            "3",
            "TOCSIN_PROVIDERS",
            "duo,other",
            "TOCSIN_TOPICS_REPLICATION_FACTOR",
            "1"));
  }

  /** Commands with environment variables. */
  public static Cli with(Map<String, String> environment) {
    return new Cli(environment);
  }

  /** Commands without a cluster. */
  public static Cli offline() {
    return new Cli(Map.of());
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** The configuration of the commands. */
  public TocsinConfig config() {
    return TocsinConfig.load(new Sources(Map.of(), environment, null, directory));
  }

  public Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine(new CliEnvironment(environment, directory, false))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exitCode = line.execute(args);
    return new Result(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed, and parses its output. */
  public JsonNode json(String... args) {
    Result result =
        run(Stream.concat(Stream.of(args), Stream.of("--output", "json")).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    return result.json();
  }
}
