package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.AutoComplete;
import picocli.CommandLine;

class MainTest {

  private final Cli cli = Cli.offline();

  @Test
  void shouldListCommandsByPurpose() {
    // When
    Cli.Result result = cli.run("--help");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(result.out())
        .contains("Prepare and run:", "Import:", "Respond:")
        .doesNotContain("Other:")
        .contains("Exit codes:", "69 ", "Examples:");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void shouldWorkAsPlainPicocliCommand() {
    // Given
    StringWriter out = new StringWriter();
    // When
    int exitCode =
        new CommandLine(new Main()).setOut(new PrintWriter(out)).execute("config", "docs");
    // Then
    assertThat(exitCode).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).startsWith("# Configuration");
  }

  @Test
  void shouldPrintVersionOfBuild() {
    // When
    Cli.Result result = cli.run("--version");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(result.out()).matches("(?s)tocsin \\d+\\.\\d+\\.\\d+\\S*\\RJava \\d+.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confg show|unknown command 'confg'; did you mean 'config'?|tocsin --help",
        "config shwo|unknown command 'shwo'; did you mean 'show'?|tocsin config --help",
        "config show --ouput=json|unknown option '--ouput'; did you mean '--output'?|tocsin config show --help",
        "config show -o xml|Invalid value for option '--output'|tocsin config show --help",
        "config|Missing required subcommand|tocsin config --help",
        "logs import f --map-account foo|--map-account: expected NAME=ID, but was 'foo'|tocsin logs import --help",
        "config show -c partitions|-c: expected KEY=VALUE, but was 'partitions'|tocsin config show --help"
      })
  void shouldSuggestCorrectionOfInvalidCommandLine(String line, String problem, String help) {
    // When
    Cli.Result result = cli.run(line.split(" "));
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains(problem).contains("Help: " + help);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "local", "demo --once --records 2000"})
  void shouldNameDistributionsWithDemoCommands(String line) {
    // When
    Cli.Result result = cli.run(line.split(" "));
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.NOT_INCLUDED);
    assertThat(result.err())
        .contains("does not contain the command '" + line.split(" ")[0] + "'")
        .contains("./tocsin " + line.split(" ")[0], "source checkout", "demo image")
        .doesNotContain("did you mean");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void shouldNotShowTheGeneralHelpForACommandThatIsNotIncluded() {
    // When
    Cli.Result result = cli.run("demo", "--help");
    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Usage: tocsin demo", "Not included", "'./tocsin demo' in a source checkout")
        .doesNotContain("Finds the people");
    assertThat(cli.run("--help").out()).doesNotContain("Not included");
  }

  @Test
  void shouldListExitCodesInHelpOfRootOnly() {
    // When
    Cli.Result root = cli.run("--help");
    Cli.Result command = cli.run("window", "declare", "--help");
    // Then
    assertThat(root.lines())
        .contains("  75    fenced by another process, or the window changed meanwhile; retry")
        .anyMatch(line -> line.startsWith("  78    the configuration is invalid"));
    assertThat(command.out()).contains("Examples:").doesNotContain("Exit codes");
  }

  @Test
  void shouldGenerateCompletionForVisibleCommands() {
    // When
    String script = AutoComplete.bash("tocsin", new CommandLine(new Main()));
    // Then
    assertThat(script)
        .contains("_picocli_tocsin_window_declare", "_picocli_tocsin_deadletters_redrive")
        .doesNotContain("_picocli_tocsin_demo");
  }

  @Test
  void shouldListValuesOfOption() {
    assertThat(cli.run("config", "show", "-o", "xml").err())
        .contains("expected one of text, json but was 'xml'");
  }

  @Test
  void shouldExitWithConfigForInvalidConfiguration() {
    // When
    Cli.Result result = cli.run("config", "show", "-c", "histroy.horizon=3d");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(result.err())
        .isEqualToNormalizingNewlines(
            "tocsin: unknown key 'histroy.horizon' (option -c histroy.horizon); did you mean"
                + " 'history.horizon'?\n");
  }

  @Test
  void shouldExitWithUnavailableWithoutBroker() {
    // When
    Cli.Result result =
        cli.run(
            "topics",
            "check",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "-c",
            "kafka.admin.request.timeout.ms=500",
            "-c",
            "kafka.admin.default.api.timeout.ms=1000");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(result.err())
        .contains("Kafka at 127.0.0.1:1 does not answer", "bootstrap.servers")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldPrintStackTraceOnRequestOnly() {
    // Given
    String[] line = {"config", "show", "-c", "nonsense=1"};
    // When
    Cli.Result quiet = cli.run(line);
    Cli.Result verbose = cli.run("config", "show", "-c", "nonsense=1", "--verbose");
    // Then
    assertThat(quiet.err()).doesNotContain("\tat ");
    assertThat(verbose.err()).contains("\tat dev.tocsin.config");
  }

  @Test
  void shouldShowEveryValueWithSource() {
    // When
    Cli.Result text =
        cli.run("config", "show", "-c", "http.port=9", "-c", "kafka.ssl.key.password=hunter2");
    var json = cli.json("config", "show", "-c", "http.port=9");
    // Then
    assertThat(text.lines())
        .anyMatch(line -> line.matches("http\\.port +9 +option -c http\\.port"))
        .anyMatch(line -> line.matches("partitions +6 +default"))
        .anyMatch(line -> line.matches("kafka\\.ssl\\.key\\.password +\\[hidden] +option .*"));
    assertThat(text.out()).doesNotContain("hunter2");
    assertThat(json)
        .filteredOn(s -> s.get("key").textValue().equals("http.port"))
        .singleElement()
        .satisfies(s -> assertThat(s.get("value").textValue()).isEqualTo("9"))
        .satisfies(s -> assertThat(s.get("source").textValue()).isEqualTo("flag"));
  }

  @Test
  void shouldPrintTopologyInEveryFormat() {
    // When
    Cli.Result text = cli.run("topology");
    Cli.Result mermaid = cli.run("topology", "--output", "mermaid");
    var json = cli.json("topology");
    // Then
    assertThat(text.out()).startsWith("Topologies:").contains("exposure.window");
    assertThat(mermaid.out()).startsWith("flowchart LR").contains("exposure.window");
    assertThat(json.findValuesAsText("name")).contains("match", "impact", "incident");
  }
}
