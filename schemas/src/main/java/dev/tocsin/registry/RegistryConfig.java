package dev.tocsin.registry;

import static dev.tocsin.registry.RegistryKeys.URL;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the connection to a schema registry. Equal configurations share a client.
 *
 * @param urls base URLs, without user info; tried in turn
 * @param mockScope the scope of a {@code mock://} URL, the in-memory registry for tests
 * @param credentials credentials for the Authorization header
 * @param tls Kafka's {@code ssl.*} client settings; empty for the JDK's defaults
 * @param proxy an HTTP proxy as {@code host:port}
 * @param connectTimeout timeout of a connection
 * @param readTimeout timeout of a response
 * @param retries retries of a request without a response
 * @param unknownIdTtl how long an unknown id is cached
 */
public record RegistryConfig(
    List<URI> urls,
    @Nullable String mockScope,
    Credentials credentials,
    Map<String, @Nullable Object> tls,
    @Nullable String proxy,
    Duration connectTimeout,
    Duration readTimeout,
    Retries retries,
    Duration unknownIdTtl) {

  private static final String MOCK_SCHEME = "mock";

  /**
   * Retries of a failed request. Each attempt tries all URLs once; the wait doubles from {@code
   * firstWait} to {@code maxWait}, with jitter.
   *
   * @param max attempts after the first
   * @param firstWait wait before the first retry
   * @param maxWait longest wait between two attempts
   */
  public record Retries(int max, Duration firstWait, Duration maxWait) {}

  /** Credentials for the Authorization header; secrets print as {@code [hidden]}. */
  public sealed interface Credentials {
    /** No Authorization header. */
    record None() implements Credentials {}

    /** HTTP basic authentication. */
    record Basic(String user, Password password) implements Credentials {}

    /** A fixed bearer token. */
    record Bearer(Password token) implements Credentials {}
  }

  /**
   * Reads the configuration under the names that Confluent's clients use; {@link RegistryKeys}
   * lists them. Other keys are ignored.
   *
   * @param configs a serde's configuration
   * @throws ConfigException when a value is missing or invalid; the message names the key
   */
  public static RegistryConfig from(Map<String, ?> configs) {
    Map<String, Object> effective = RegistryKeys.withoutPrefix(configs);
    AbstractConfig values = new AbstractConfig(RegistryKeys.DEFINITION, effective, false);
    List<URI> urls = new ArrayList<>();
    for (String url : values.getList(URL)) {
      urls.add(parse(url));
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          URL, urls, "has no URL: set at least one, such as http://registry:8081");
    }
    Credentials credentials = credentials(values, urls);
    return new RegistryConfig(
        urls.stream().map(RegistryConfig::withoutUserInfo).toList(),
        mockScope(urls),
        credentials,
        tls(effective),
        proxy(values),
        Duration.ofMillis(values.getInt(RegistryKeys.CONNECT_TIMEOUT)),
        Duration.ofMillis(values.getInt(RegistryKeys.READ_TIMEOUT)),
        new Retries(
            values.getInt(RegistryKeys.MAX_RETRIES),
            Duration.ofMillis(values.getLong(RegistryKeys.RETRY_WAIT)),
            Duration.ofMillis(values.getLong(RegistryKeys.RETRY_MAX_WAIT))),
        Duration.ofSeconds(values.getLong(RegistryKeys.UNKNOWN_ID_TTL)));
  }

  private static URI parse(String text) {
    String trimmed = text.trim();
    try {
      URI uri =
          new URI(trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getRawAuthority() != null
          && (scheme.equals("http") || scheme.equals("https") || scheme.equals(MOCK_SCHEME))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, because the exception's message quotes user info of the URL.
    }
    throw new ConfigException(
        URL + ": an entry is not a URL of the form http://host:port[/path] or https://...");
  }

  private static @Nullable String mockScope(List<URI> urls) {
    boolean mock = urls.stream().anyMatch(url -> MOCK_SCHEME.equalsIgnoreCase(url.getScheme()));
    if (mock && urls.size() > 1) {
      throw new ConfigException(
          URL + ": mock:// cannot be combined with other URLs; remove it or the others");
    }
    return mock ? urls.getFirst().getRawAuthority() : null;
  }

  private static URI withoutUserInfo(URI uri) {
    String userInfo = uri.getRawUserInfo();
    return userInfo == null
        ? uri
        : URI.create(uri.toString().replaceFirst(Pattern.quote(userInfo + "@"), ""));
  }

  private static Credentials credentials(AbstractConfig values, List<URI> urls) {
    @Nullable String bearer = values.getString(RegistryKeys.BEARER_SOURCE);
    @Nullable Password token = values.getPassword(RegistryKeys.BEARER_TOKEN);
    if (bearer != null) {
      if (!bearer.equals("STATIC_TOKEN")) {
        throw new ConfigException(
            RegistryKeys.BEARER_SOURCE, bearer, "only STATIC_TOKEN is supported");
      }
      if (token == null) {
        throw new ConfigException(
            RegistryKeys.BEARER_TOKEN
                + " is missing: "
                + RegistryKeys.BEARER_SOURCE
                + " requires it");
      }
      return new Credentials.Bearer(token);
    }
    String source = values.getString(RegistryKeys.BASIC_SOURCE);
    @Nullable Password userInfo = values.getPassword(RegistryKeys.BASIC_USER_INFO);
    return switch (source) {
      case "URL" -> {
        String inUrl = urls.getFirst().getUserInfo();
        yield inUrl == null ? new Credentials.None() : basic(URL, inUrl);
      }
      case "USER_INFO" -> {
        if (userInfo == null) {
          throw new ConfigException(
              RegistryKeys.BASIC_USER_INFO
                  + " is missing: "
                  + RegistryKeys.BASIC_SOURCE
                  + "=USER_INFO requires it");
        }
        yield basic(RegistryKeys.BASIC_USER_INFO, userInfo.value());
      }
      default ->
          throw new ConfigException(
              RegistryKeys.BASIC_SOURCE, source, "only URL and USER_INFO are supported");
    };
  }

  private static Credentials basic(String key, String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new ConfigException(key + ": the credentials do not have the form user:password");
    }
    return new Credentials.Basic(
        userInfo.substring(0, colon), new Password(userInfo.substring(colon + 1)));
  }

  private static Map<String, @Nullable Object> tls(Map<String, Object> effective) {
    if (effective.keySet().stream().noneMatch(key -> key.startsWith("ssl."))) {
      return Map.of();
    }
    return Collections.unmodifiableMap(
        new TreeMap<>(new ConfigDef().withClientSslSupport().parse(effective)));
  }

  private static @Nullable String proxy(AbstractConfig values) {
    @Nullable String host = values.getString(RegistryKeys.PROXY_HOST);
    @Nullable Integer port = values.getInt(RegistryKeys.PROXY_PORT);
    if (host == null || host.isBlank()) {
      return null;
    }
    if (port == null || port < 1) {
      throw new ConfigException(
          RegistryKeys.PROXY_PORT + " is missing: " + RegistryKeys.PROXY_HOST + " requires it");
    }
    return host + ":" + port;
  }
}
