package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.SharedStack;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.KnownKeys;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.RegistryUser;
import dev.tocsin.ops.topics.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * An installation on a secured broker and registry, which the tests of one JVM share. Each role is
 * a principal of its own with the rights of the plan only.
 */
public final class SecuredRig {

  /** Providers of every installation here. */
  public static final String ALPHA = "alpha";

  public static final String BETA = "beta";

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  private final String name;
  private final Path directory;

  /**
   * @param name of the installation: its topics, group and users start with it
   */
  public SecuredRig(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  public static LocalStack stack() {
    return SharedStack.secured();
  }

  /** The user of a role, {@code provider alpha} for example. */
  public String user(String who) {
    return name + "-" + who.replace(' ', '-');
  }

  /** The distinguished name of the detector where it shows a certificate. */
  public String certifiedName() {
    return "CN=" + user("Tocsin") + ",O=Example";
  }

  /** The administrator, a super user without ACLs. */
  public Map<String, String> adminSettings() {
    return settings(stack().clientProperties(), RegistryUser.WRITER);
  }

  /** Settings of a role that authenticates with a password. */
  public Map<String, String> settings(String who) {
    return settings(
        stack().passwordClient(user(who)),
        who.equals(Role.NOTIFIER.title()) ? RegistryUser.READER : RegistryUser.WRITER);
  }

  /** Settings of a client of this installation. */
  public Map<String, String> settings(Map<String, String> client, RegistryUser registryUser) {
    Map<String, String> settings = new TreeMap<>();
    client.forEach(
        (key, value) ->
            settings.put(key.equals("bootstrap.servers") ? key : "kafka." + key, value));
    settings.putAll(stack().registryClient(registryUser));
    settings.put("topic.prefix", name + ".");
    settings.put("application.id", name);
    settings.put("providers", ALPHA + "," + BETA);
    settings.put("partitions", "2");
    settings.put("topics.replication.factor", "1");
    settings.put("state.dir", directory.resolve("state-" + name).toString());
    settings.put("http.port", "0");
    settings.put("history.keyset", KEYSET);
    settings.put("history.horizon", "36500d");
    principals(settings::put);
    return settings;
  }

  private void principals(BiConsumer<String, String> setting) {
    setting.accept("access.tocsin", principal("Tocsin") + "; User:" + certifiedName());
    setting.accept("access.account-owner", principal("account owner"));
    setting.accept("access.responder", principal("responder"));
    setting.accept("access.notifier", principal("notifier"));
    setting.accept("access.operator", principal("operator"));
    setting.accept("access.redriver", principal("redriver"));
    for (String provider : new String[] {ALPHA, BETA}) {
      setting.accept("providers." + provider + ".principal", principal("provider " + provider));
      setting.accept("providers." + provider + ".importer", principal("importer " + provider));
    }
  }

  /** The principal of a role. */
  public String principal(String who) {
    return "User:" + user(who);
  }

  public static TocsinConfig config(Map<String, String> settings) {
    return TocsinConfig.load(Sources.of(settings));
  }

  public TocsinConfig config(String who) {
    return config(settings(who));
  }

  /** Commands as a user runs them who has these settings in the environment. */
  public static Cli cli(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    settings.forEach((key, value) -> environment.put(KnownKeys.variable(key), value));
    return Cli.with(environment);
  }

  public Cli cli(String who) {
    return cli(settings(who));
  }

  /** Runs a command that must succeed, and returns its output. */
  public String succeed(String who, String... args) {
    Result result = cli(who).run(args);
    assertThat(result.exitCode())
        .as("%s: %s\n%s%s", who, List.of(args), result.out(), result.err())
        .isEqualTo(ExitCodes.OK);
    return result.out();
  }

  /**
   * Has the responder declare window {@code w} of incident {@code I} over alpha's March of 2024.
   */
  public void declareWindow() {
    succeed(
        "responder",
        "window",
        "declare",
        "--id=w",
        "--incident=I",
        "--title=T",
        "--provider=" + ALPHA,
        "--from=2024-03-01",
        "--to=2024-03-31");
  }

  /** Creates the topics and ACLs; returns when the brokers know them. */
  public void install() {
    TocsinConfig config = config(adminSettings());
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
      new AccessCreation(config, admin).run(false);
      await().atMost(SOON).until(() -> new AccessCheck(config, admin).findings().isEmpty());
    }
  }
}
