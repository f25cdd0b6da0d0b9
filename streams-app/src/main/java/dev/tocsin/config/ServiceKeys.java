package dev.tocsin.config;

import java.time.Duration;

/** Keys of the HTTP server, liveness and shutdown. */
public final class ServiceKeys {

  public static final String HTTP_HOST = "http.host";
  public static final String HTTP_PORT = "http.port";
  public static final String LIVENESS_STALL_TIMEOUT = "liveness.stall.timeout";
  public static final String SHUTDOWN_TIMEOUT = "shutdown.timeout";

  private ServiceKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            HTTP_HOST,
            "127.0.0.1",
            Check.text("a host name or address", s -> s.matches("\\S+")),
            """
            Address on which health and metrics are served. Use `0.0.0.0` in a container. The \
            server has no authentication.""")
        .count(
            HTTP_PORT,
            8080,
            Check.between(0, 65_535),
            "Port on which health and metrics are served; 0 picks a free port.")
        .time(
            LIVENESS_STALL_TIMEOUT,
            "2m",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            """
            `/livez` fails when there has been work for this long and nothing was committed or \
            restored. Keep it longer than the consumer group needs to detect a lost member \
            (`session.timeout.ms`), or one restart leads to the next.""")
        .time(
            SHUTDOWN_TIMEOUT,
            "30s",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            """
            How long a shutdown waits for the last commit. Give the process at least 5 seconds \
            more before you kill it (`terminationGracePeriodSeconds` in Kubernetes).""");
  }
}
