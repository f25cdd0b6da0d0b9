package dev.tocsin.local;

/** Who the registry of a secured stack knows. */
public enum RegistryUser {
  /** Registers schemas and reads them: the detector, and providers. */
  WRITER("writer", "sr-developer"),

  /** Reads schemas: the notifier. */
  READER("reader", "sr-readonly");

  private final String login;
  private final String role;

  RegistryUser(String login, String role) {
    this.login = login;
    this.role = role;
  }

  String login() {
    return login;
  }

  /** What Apicurio calls it. */
  String role() {
    return role;
  }
}
