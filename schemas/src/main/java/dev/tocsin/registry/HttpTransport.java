package dev.tocsin.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.registry.RegistryConfig.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request until there is a response: tries every URL in turn, waits, retries. 408, 429 and
 * 5xx are retried; all other statuses are final. 501 is final too, because no registry returns it
 * for methods of its own API.
 */
final class HttpTransport implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpTransport.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String ACCEPT =
      MEDIA_TYPE + ", application/vnd.schemaregistry+json; q=0.9, application/json; q=0.5";

  /**
   * Maximum number of timeouts. A refused connection is cheap to retry, but each timeout blocks the
   * caller for its whole length. One response may have been lost; a second timeout is an outage.
   */
  private static final int MOST_TIMEOUTS = 2;

  private final RegistryConfig config;
  private final HttpClient http;
  private final @Nullable String authorization;
  private final OutageGuard guard;
  private volatile int preferred;

  HttpTransport(RegistryConfig config) {
    this.config = config;
    this.http = client(config);
    this.authorization = authorization(config.credentials());
    this.guard = new OutageGuard(config.retries().maxWait().toNanos(), System::nanoTime);
  }

  private static HttpClient client(RegistryConfig config) {
    // HTTP/1.1: some proxies respond to the h2c upgrade with an error. Redirects are not followed:
    // they could send the credentials to another host.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout());
    if (!config.tls().isEmpty()) {
      SSLContext context = Tls.context(config.tls());
      builder.sslContext(context).sslParameters(Tls.parameters(context, config.tls()));
    }
    String proxy = config.proxy();
    if (proxy != null) {
      int colon = proxy.lastIndexOf(':');
      builder.proxy(
          ProxySelector.of(
              new InetSocketAddress(
                  proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)))));
    }
    return builder.build();
  }

  private static @Nullable String authorization(Credentials credentials) {
    return switch (credentials) {
      case Credentials.None none -> null;
      case Credentials.Basic basic -> {
        String pair = basic.user() + ":" + basic.password().value();
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        yield "Basic " + Base64.getEncoder().encodeToString(bytes);
      }
      case Credentials.Bearer bearer -> "Bearer " + bearer.token().value();
    };
  }

  /**
   * Sends a request.
   *
   * @param method GET, POST or PUT
   * @param path path and query, without the base URL
   * @param body JSON, or null for none
   * @return the parsed body of a 2xx response
   */
  JsonNode exchange(String method, String path, @Nullable JsonNode body) {
    int attempts = guard.attempts(config.retries().max() + 1);
    if (attempts == 0) {
      throw new RegistryUnavailableException(
          "Did not send %s %s: the schema registry did not respond to the previous request. Check %s and the registry's health."
              .formatted(method, path, RegistryKeys.URL),
          null);
    }
    long start = System.nanoTime();
    boolean responded = false;
    boolean abandoned = false;
    try {
      JsonNode response = exchange(method, path, body, attempts);
      responded = true;
      return response;
    } catch (RegistryUnavailableException e) {
      abandoned = e.getCause() instanceof InterruptedException;
      throw e;
    } catch (RegistryException e) {
      responded = true;
      throw e;
    } finally {
      if (responded) {
        guard.responded();
      } else if (abandoned) {
        guard.abandoned();
      } else {
        guard.failed(System.nanoTime() - start);
      }
    }
  }

  private JsonNode exchange(String method, String path, @Nullable JsonNode body, int attempts) {
    List<URI> urls = config.urls();
    Failure failure = new Failure("no attempt was made", null, Duration.ZERO);
    int attempt = 0;
    int timeouts = 0;
    for (; attempt < attempts && timeouts < MOST_TIMEOUTS; attempt++) {
      if (attempt > 0) {
        log.atDebug()
            .addKeyValue("request", method + " " + path)
            .addKeyValue("attempt", attempt)
            .addKeyValue("problem", failure.problem)
            .log("The schema registry did not respond; waiting before the next attempt");
        pause(attempt, failure.retryAfter);
      }
      int first = preferred;
      boolean timedOut = false;
      for (int i = 0; i < urls.size(); i++) {
        int index = (first + i) % urls.size();
        switch (attempt(urls.get(index), method, path, body)) {
          case Response response -> {
            preferred = index;
            return response.json;
          }
          case Failure next -> {
            failure = next;
            timedOut |= next.cause instanceof HttpTimeoutException;
          }
        }
      }
      if (timedOut) {
        timeouts++;
      }
    }
    throw new RegistryUnavailableException(
        "The schema registry did not respond to %s %s after %d attempt(s); last failure: %s. Check %s and the registry's health."
            .formatted(method, path, attempt, failure.problem, RegistryKeys.URL),
        failure.cause);
  }

  private Attempt attempt(URI base, String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(config.readTimeout())
            .header("Accept", ACCEPT)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    String where = method + " " + path + " at " + base;
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (isRetriable(status)) {
        return new Failure("status " + status + " at " + base, null, retryAfter(response));
      }
      return new Response(RegistryResponses.interpret(where, status, parse(response.body())));
    } catch (IOException e) {
      if (hasCause(e, CertificateException.class) || hasCause(e, CertPathBuilderException.class)) {
        throw new RegistryRejectedException(
            "The certificate of the schema registry at "
                + base
                + " is not trusted: set schema.registry.ssl.truststore.location (and .password,"
                + " .type) to a store with its issuer, and use a host name of the certificate.",
            e);
      }
      String problem =
          hasCause(e, UnresolvedAddressException.class)
              ? "unknown host in "
              : e.getClass().getSimpleName() + " at ";
      return new Failure(problem + base, e, Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Interrupted while waiting for " + where + ".", e);
    }
  }

  private static boolean isRetriable(int status) {
    return status == 408 || status == 429 || (status >= 500 && status != 501);
  }

  private static @Nullable JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return null;
    } catch (IOException e) {
      // Reading a byte array cannot fail otherwise.
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  private static boolean hasCause(IOException e, Class<? extends Throwable> type) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private void pause(int attempt, Duration retryAfter) {
    long max = config.retries().maxWait().toMillis();
    long grown = config.retries().firstWait().toMillis() << Math.min(attempt - 1, 20);
    long bounded = Math.min(max, Math.max(grown, retryAfter.toMillis()));
    // Half fixed, half random, so that threads that failed together do not retry together.
    long wait = bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1);
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Interrupted while waiting for the registry.", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private sealed interface Attempt {}

  private record Response(JsonNode json) implements Attempt {}

  private record Failure(String problem, @Nullable IOException cause, Duration retryAfter)
      implements Attempt {}
}
