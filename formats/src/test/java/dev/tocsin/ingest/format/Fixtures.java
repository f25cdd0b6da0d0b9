package dev.tocsin.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;

/**
 * Realistic records of each format: {@code formats/ID/input.jsonl} (or {@code .csv}), and the
 * expected records in {@code formats/ID/expected.jsonl}, in Tocsin's own format.
 */
public final class Fixtures {

  public static final Instant LATEST = Instant.parse("2026-01-01T00:00:00Z");

  private Fixtures() {}

  /** The feed of all fixtures. */
  public static Feed feed() {
    return new Feed("duo", "acme", Map.of("DUO-CHILD", "child-1"), ZoneOffset.UTC, () -> LATEST);
  }

  public static byte[] input(LogFormat format) {
    return bytes(format, format.layout() == LogFormat.Layout.CSV ? "input.csv" : "input.jsonl");
  }

  public static byte[] expected(LogFormat format) {
    return bytes(format, "expected.jsonl");
  }

  private static byte[] bytes(LogFormat format, String file) {
    String name = "/formats/" + format.id() + "/" + file;
    try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
