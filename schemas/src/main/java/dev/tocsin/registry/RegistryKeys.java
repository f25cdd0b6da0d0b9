package dev.tocsin.registry;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/**
 * Configuration keys of the registry client: Confluent's names, so that one map configures either.
 * Every key except {@link #URL} may have the prefix {@code schema.registry.}; the prefixed form
 * takes precedence. The TLS keys must have it ({@code schema.registry.ssl.truststore.location} and
 * so on: Kafka's {@code ssl.*} names and meanings), because the bare names belong to the broker
 * connection.
 */
public final class RegistryKeys {

  /** URLs of the registry, separated by commas, tried in turn. Required. */
  public static final String URL = "schema.registry.url";

  /** URL (default): user info in the URL. USER_INFO: {@link #BASIC_USER_INFO}. */
  public static final String BASIC_SOURCE = "basic.auth.credentials.source";

  /** {@code user:password} for basic authentication. */
  public static final String BASIC_USER_INFO = "basic.auth.user.info";

  /** STATIC_TOKEN: send {@link #BEARER_TOKEN}. */
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";

  /** The bearer token. */
  public static final String BEARER_TOKEN = "bearer.auth.token";

  /** Host of an HTTP proxy. */
  public static final String PROXY_HOST = "proxy.host";

  /** Port of the HTTP proxy. */
  public static final String PROXY_PORT = "proxy.port";

  /** Timeout of a connection, in milliseconds. */
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";

  /** Timeout of a response, in milliseconds; a request is retried once after it. */
  public static final String READ_TIMEOUT = "http.read.timeout.ms";

  /** Maximum number of retries of a request without a response, or with 408, 429 or 5xx. */
  public static final String MAX_RETRIES = "max.retries";

  /** Wait before the first retry, in milliseconds; doubles each time, with jitter. */
  public static final String RETRY_WAIT = "retries.wait.ms";

  /**
   * Maximum wait between two attempts, in milliseconds. After a request failed with all its
   * retries, other requests fail at once for at least this time.
   */
  public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

  /** How long an unknown id is cached, in seconds. */
  public static final String UNKNOWN_ID_TTL = "missing.id.cache.ttl.sec";

  private static final String PREFIX = "schema.registry.";

  /** All keys with type, default, valid values and documentation, except the TLS keys. */
  public static final ConfigDef DEFINITION = definition();

  private RegistryKeys() {}

  private static ConfigDef definition() {
    return new ConfigDef()
        .define(
            URL,
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "URLs of the schema registry, separated by commas, tried in turn; a path such as"
                + " /apis/ccompat/v7 is kept. mock://<scope> is an in-memory registry for tests.")
        .define(
            BASIC_SOURCE,
            ConfigDef.Type.STRING,
            "URL",
            Importance.MEDIUM,
            "Source of basic credentials: URL (user info in the URL) or USER_INFO.")
        .define(
            BASIC_USER_INFO,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "user:password for USER_INFO.")
        .define(
            BEARER_SOURCE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "STATIC_TOKEN to authenticate with a bearer token; takes precedence over basic credentials.")
        .define(BEARER_TOKEN, ConfigDef.Type.PASSWORD, null, Importance.LOW, "The bearer token.")
        .define(PROXY_HOST, ConfigDef.Type.STRING, null, Importance.LOW, "Host of an HTTP proxy.")
        .define(PROXY_PORT, ConfigDef.Type.INT, null, Importance.LOW, "Port of the HTTP proxy.")
        .define(
            CONNECT_TIMEOUT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "Timeout of a connection, in milliseconds.")
        .define(
            READ_TIMEOUT,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.LOW,
            "Timeout of a response, in milliseconds. A request is retried once after it, regardless of"
                + " max.retries.")
        .define(
            MAX_RETRIES,
            ConfigDef.Type.INT,
            5,
            atLeast(0),
            Importance.LOW,
            "Maximum number of retries of a request without a response, or with 408, 429 or 5xx. Each"
                + " attempt tries all URLs.")
        .define(
            RETRY_WAIT,
            ConfigDef.Type.LONG,
            100L,
            atLeast(0),
            Importance.LOW,
            "Wait before the first retry, in milliseconds; doubles each time, with jitter.")
        .define(
            RETRY_MAX_WAIT,
            ConfigDef.Type.LONG,
            2_000L,
            atLeast(0),
            Importance.LOW,
            "Maximum wait between two attempts, in milliseconds. After a request failed with all its"
                + " retries, other requests fail at once for at least this time.")
        .define(
            UNKNOWN_ID_TTL,
            ConfigDef.Type.LONG,
            30L,
            atLeast(0),
            Importance.LOW,
            "How long an unknown id is cached, in seconds.");
  }

  /** The map without the prefix {@code schema.registry.} and without bare {@code ssl.*} keys. */
  static Map<String, Object> withoutPrefix(Map<String, ?> configs) {
    Map<String, Object> effective = new HashMap<>();
    configs.forEach(
        (String key, @Nullable Object value) -> {
          if (value != null && !key.startsWith(PREFIX) && !key.startsWith("ssl.")) {
            effective.put(key, value);
          }
        });
    configs.forEach(
        (String key, @Nullable Object value) -> {
          if (value != null && key.startsWith(PREFIX)) {
            effective.put(key.equals(URL) ? key : key.substring(PREFIX.length()), value);
          }
        });
    return effective;
  }
}
