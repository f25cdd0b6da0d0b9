package dev.tocsin.local;

import java.nio.file.Path;

/** A local stack as a process of its own, for tests, proofs and benchmarks that kill it. */
public final class LocalStackMain {

  /** The line on standard output begins with it once broker and registry answer. */
  public static final String READY = "@ready";

  private LocalStackMain() {}

  /**
   * Starts a stack, prints where it is, and runs until the process is ended.
   *
   * @param args {@code name=value} each, all optional: {@code data} (directory), {@code port},
   *     {@code advertised-port}, {@code registry-port}, and {@code broker.NAME} for a property of
   *     the broker
   */
  public static void main(String[] args) throws InterruptedException {
    LocalStackSettings.Builder settings = LocalStackSettings.builder();
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      switch (pair[0]) {
        case "data" -> settings.dataDir(Path.of(pair[1]));
        case "port" -> settings.brokerPort(Integer.parseInt(pair[1]));
        case "advertised-port" -> settings.advertisedPort(Integer.parseInt(pair[1]));
        case "registry-port" -> settings.registryPort(Integer.parseInt(pair[1]));
        default -> {
          if (!pair[0].startsWith("broker.")) {
            throw new IllegalArgumentException("unknown argument " + arg);
          }
          settings.brokerProperty(pair[0].substring("broker.".length()), pair[1]);
        }
      }
    }
    LocalStack stack = LocalStack.start(settings.build());
    System.out.println(
        "%s bootstrap=%s registry=%s registry-pid=%d data=%s"
            .formatted(
                READY,
                stack.bootstrapServers(),
                stack.registryUrl(),
                stack.registryPid(),
                stack.dataDir()));
    Thread.currentThread().join();
  }
}
