package dev.tocsin.local;

import java.nio.file.Path;

/** A program with a local stack, for tests that end it in rude ways. */
final class StackRunner {

  private StackRunner() {}

  /**
   * Starts a stack, says where it is in one line on stdout (bootstrap servers, registry URL,
   * registry pid, data directory) and waits for its end.
   *
   * @param args the data directory, or nothing for a temporary one
   */
  public static void main(String[] args) throws InterruptedException {
    LocalStack stack =
        LocalStack.start(
            LocalStackSettings.builder()
                .dataDir(args.length == 0 ? null : Path.of(args[0]))
                .build());
    System.out.println(
        String.join(
            " ",
            "UP",
            stack.bootstrapServers(),
            stack.registryUrl(),
            Long.toString(stack.registryPid()),
            stack.dataDir().toString()));
    Thread.sleep(Long.MAX_VALUE);
  }
}
