package dev.tocsin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What makes a stack a secured one: every listener speaks TLS, clients log in with a password
 * (SCRAM) or show a certificate, an authorizer denies what no rule allows, and the registry asks
 * for a password too. Keys and passwords are made at the start and end with the stack.
 */
final class StackSecurity {

  /** Clients with certificates come in here; those with passwords by the usual listener. */
  static final String CERTIFICATE_LISTENER = "CERTIFICATE";

  static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";
  private static final String BROKER = "CN=broker";

  private final Path directory;
  private final Certificates certificates;
  private final Map<String, String> server;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<RegistryUser, String> registryPasswords = new EnumMap<>(RegistryUser.class);

  StackSecurity(Path directory) {
    this.directory = directory;
    this.certificates = Certificates.in(directory);
    this.server = certificates.issue(BROKER);
    passwords.put(ADMIN, Passwords.random());
    for (RegistryUser user : RegistryUser.values()) {
      registryPasswords.put(user, Passwords.random());
    }
  }

  Certificates certificates() {
    return certificates;
  }

  /** How a broker's directory is formatted so that the first client can log in. */
  List<String> scramArguments() {
    return List.of(MECHANISM + "=[name=" + ADMIN + ",password=" + passwords.get(ADMIN) + "]");
  }

  /** A broker's configuration with everything closed that it leaves open. */
  Map<String, String> secured(Map<String, String> open, int certificatePort) {
    Map<String, String> config = new HashMap<>(open);
    config.merge(
        "listeners",
        CERTIFICATE_LISTENER + "://" + BrokerConfig.address(certificatePort),
        (one, other) -> one + "," + other);
    config.put(
        "listener.security.protocol.map",
        BrokerConfig.CLIENT_LISTENER
            + ":SASL_SSL,"
            + CERTIFICATE_LISTENER
            + ":SSL,"
            + BrokerConfig.INTERNAL_LISTENER
            + ":SSL,"
            + BrokerConfig.CONTROLLER_LISTENER
            + ":SSL");
    config.putAll(server);
    config.put("ssl.client.auth", "required");
    config.put("listener.name.client.ssl.client.auth", "none");
    config.put("sasl.enabled.mechanisms", MECHANISM);
    config.put("listener.name.client.sasl.enabled.mechanisms", MECHANISM);
    config.put("listener.name.client.scram-sha-512.sasl.jaas.config", LOGIN_MODULE + ";");
    config.putIfAbsent(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    config.putIfAbsent("super.users", "User:" + BROKER + ";User:" + ADMIN);
    return config;
  }

  /** The password of a user, made when it is the first time that it is asked for. */
  String password(String user) {
    return passwords.computeIfAbsent(user, name -> Passwords.random());
  }

  boolean knows(String user) {
    return passwords.containsKey(user);
  }

  /** Client settings of a user with a password. */
  Map<String, String> passwordClient(String user) {
    Map<String, String> settings = certificates.trust();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", MECHANISM);
    settings.put(
        "sasl.jaas.config",
        "%s username=\"%s\" password=\"%s\";".formatted(LOGIN_MODULE, user, password(user)));
    return settings;
  }

  /** Client settings of a client with a certificate. */
  Map<String, String> certificateClient(Map<String, String> certificate) {
    Map<String, String> settings = new TreeMap<>(certificate);
    settings.put("security.protocol", "SSL");
    return settings;
  }

  /** Settings of a registry's client, but for the address. */
  Map<String, String> registryClient(RegistryUser user) {
    Map<String, String> settings = new TreeMap<>();
    certificates.trust().forEach((key, value) -> settings.put("schema.registry." + key, value));
    settings.put("schema.registry.basic.auth.credentials.source", "USER_INFO");
    settings.put("schema.registry.basic.auth.user.info", userInfo(user));
    return settings;
  }

  private String userInfo(RegistryUser user) {
    return user.login() + ":" + registryPasswords.get(user);
  }

  /** The credentials of a Java client of the registry. */
  String basicHeader(RegistryUser user) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userInfo(user).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Closes a registry: it speaks TLS alone, and asks who is there. Passwords go into a file, for
   * every user sees a process's command line.
   */
  void secureRegistry(Map<String, String> config) {
    config.put("quarkus.http.insecure-requests", "disabled");
    config.put("quarkus.http.ssl-port", config.getOrDefault("quarkus.http.port", "0"));
    config.put("quarkus.config.locations", writeRegistrySecrets().toString());
  }

  private Path writeRegistrySecrets() {
    Map<String, String> secrets = new TreeMap<>();
    secrets.put("quarkus.http.ssl.certificate.key-store-file", server.get("ssl.keystore.location"));
    secrets.put("quarkus.http.ssl.certificate.key-store-file-type", "PKCS12");
    secrets.put(
        "quarkus.http.ssl.certificate.key-store-password", server.get("ssl.keystore.password"));
    secrets.put("quarkus.http.auth.basic", "true");
    secrets.put("apicurio.auth.role-based-authorization", "true");
    secrets.put("quarkus.security.users.embedded.plain-text", "true");
    registryPasswords.forEach(
        (user, password) -> {
          secrets.put("quarkus.security.users.embedded.users." + user.login(), password);
          secrets.put("quarkus.security.users.embedded.roles." + user.login(), user.role());
        });
    StringBuilder content = new StringBuilder();
    secrets.forEach((key, value) -> content.append(key).append('=').append(value).append('\n'));
    Path file = directory.resolve("registry.properties");
    try {
      return Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
