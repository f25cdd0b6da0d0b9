package dev.tocsin.ops.encryption;

import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeysetException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A keyset that a command prints. The standard error of the command is inherited. */
final class KeysetProgram {

  private static final String REMEDY =
      "run the command as this user, and correct history.keyset.command";

  private final String line;
  private final Duration timeout;

  KeysetProgram(String line, Duration timeout) {
    this.line = line;
    this.timeout = timeout;
  }

  HistoryKeyset read() throws UnreadableKeysetException {
    try {
      return HistoryKeyset.parse(output());
    } catch (KeysetException e) {
      throw new UnreadableKeysetException(
          "the keyset that history.keyset.command prints " + e.getMessage(), e.remedy(REMEDY));
    }
  }

  private String output() throws UnreadableKeysetException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of("/bin/sh", "-c", line))
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UnreadableKeysetException("cannot start /bin/sh", REMEDY);
    }
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("tocsin-keyset-command")
        .start(() -> read(process.getInputStream(), output));
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      byte[] bytes = output.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw new UnreadableKeysetException(
            "history.keyset.command exited with " + process.exitValue(), REMEDY);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw new UnreadableKeysetException(
          "history.keyset.command did not finish within %d s".formatted(timeout.toSeconds()),
          REMEDY);
    } catch (ExecutionException e) {
      throw new UnreadableKeysetException(
          "cannot read the output of history.keyset.command", REMEDY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableKeysetException("interrupted while history.keyset.command ran", REMEDY);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void read(InputStream from, CompletableFuture<byte[]> to) {
    try (from) {
      to.complete(from.readNBytes(KeysetFile.MAX_BYTES));
    } catch (IOException e) {
      to.completeExceptionally(e);
    }
  }
}
