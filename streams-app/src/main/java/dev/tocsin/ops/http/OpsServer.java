package dev.tocsin.ops.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.ops.health.HealthVerdict;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /livez}, {@code /readyz} and, at {@code /}, a list of them. Plain
 * HTTP without authentication: the answers contain no personal data, and by default the server
 * binds to the loopback address.
 */
public final class OpsServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OpsServer.class);
  private static final String OPENMETRICS = "application/openmetrics-text";
  private static final String OPENMETRICS_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  static {
    // In seconds, read once by the JDK: a client that stalls must not hold a connection for ever.
    setIfAbsent("sun.net.httpserver.maxReqTime", "10");
    setIfAbsent("sun.net.httpserver.maxRspTime", "60");
  }

  /** An answer: status, media type and the whole body. */
  @SuppressWarnings("ArrayRecordComponent") // written once, read once, never compared
  private record Response(int status, String contentType, byte[] body) {

    static Response text(int status, String body) {
      return new Response(
          status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** By path; each takes the Accept header, which may be missing. */
  private final Map<String, Function<@Nullable String, Response>> resources = new LinkedHashMap<>();

  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  private OpsServer(HttpServer server, String host) {
    this.server = server;
    this.base = base(host, server.getAddress().getPort());
  }

  /**
   * Binds the address and starts the server.
   *
   * @param host address or name to bind
   * @param port port to bind, 0 for a free one
   * @throws IOException when the address cannot be bound
   */
  public static OpsServer start(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<HealthVerdict> live,
      Supplier<HealthVerdict> ready)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("cannot resolve the host name");
    }
    OpsServer ops = new OpsServer(HttpServer.create(address, 64), host);
    ops.resources.put("/metrics", accept -> metrics(metrics, accept));
    ops.resources.put("/livez", accept -> ops.verdict("live", live.get()));
    ops.resources.put("/readyz", accept -> ops.verdict("ready", ready.get()));
    ops.resources.put("/", accept -> ops.index());
    ops.server.createContext("/", ops::handle);
    ops.server.setExecutor(ops.executor);
    ops.server.start();
    return ops;
  }

  /** Address of a resource, such as {@code http://127.0.0.1:8080/metrics}. */
  public URI url(String path) {
    return base.resolve(path);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String method = exchange.getRequestMethod();
      Response response = respond(method, exchange);
      exchange.getResponseHeaders().set("Content-Type", response.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      if (method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(response.body().length));
        exchange.sendResponseHeaders(response.status(), -1);
      } else {
        exchange.sendResponseHeaders(response.status(), response.body().length);
        exchange.getResponseBody().write(response.body());
      }
    } catch (IOException e) {
      log.atDebug()
          .addKeyValue("exception", e.getClass().getName())
          .log("A client closed the connection");
    }
  }

  private Response respond(String method, HttpExchange exchange) {
    Function<@Nullable String, Response> resource =
        resources.get(exchange.getRequestURI().getPath());
    if (resource == null) {
      return Response.text(404, "not found; / lists the paths\n");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Response.text(405, "method not allowed; use GET or HEAD\n");
    }
    try {
      return resource.apply(exchange.getRequestHeaders().getFirst("Accept"));
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("path", exchange.getRequestURI().getPath())
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to answer a request");
      return Response.text(500, "internal error; the log names the exception\n");
    }
  }

  private static Response metrics(PrometheusMeterRegistry metrics, @Nullable String accept) {
    String type =
        accept != null && accept.contains(OPENMETRICS) ? OPENMETRICS_TYPE : PROMETHEUS_TYPE;
    Response text = Response.text(200, metrics.scrape(type));
    return new Response(200, type, text.body());
  }

  private Response verdict(String name, HealthVerdict verdict) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, verdict.positive());
    body.put("reasons", verdict.reasons());
    try {
      return new Response(
          verdict.positive() ? 200 : 503, "application/json", json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("failed to write health as JSON", e);
    }
  }

  private Response index() {
    StringBuilder list = new StringBuilder("Tocsin\n\n");
    list.append("/metrics  metrics for Prometheus\n");
    list.append("/livez    200 while there is progress or no work, else 503 with reasons\n");
    list.append("/readyz   200 while the instance is ready, else 503 with reasons\n");
    return Response.text(200, list.toString());
  }

  private static URI base(String host, int port) {
    boolean any = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    String name = any ? "localhost" : host;
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    return URI.create(
        "http://" + (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port + "/");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
