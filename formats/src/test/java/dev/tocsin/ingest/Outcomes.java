package dev.tocsin.ingest;

import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.LogFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the outcomes of a reader for assertions. */
record Outcomes<T>(List<Long> lines, List<Decoded<T>> all) implements Sink<T> {

  static final Instant LATEST = Instant.parse("2026-01-01T00:00:00Z");

  Outcomes() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  static Feed feed(@Nullable String account) {
    return new Feed("duo", account, Map.of("DUO-CHILD", "child-1"), null, () -> LATEST);
  }

  static Outcomes<dev.tocsin.event.MessageLog> ofLogs(String format, byte[] input) {
    var outcomes = new Outcomes<dev.tocsin.event.MessageLog>();
    try {
      new LogReader(LogFormats.byId(format).orElseThrow(), feed("acme"))
          .read(new ByteArrayInputStream(input), outcomes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outcomes;
  }

  static Outcomes<dev.tocsin.event.MessageLog> ofLogs(String format, String input) {
    return ofLogs(format, input.getBytes(StandardCharsets.UTF_8));
  }

  static Outcomes<dev.tocsin.event.Account> ofAccounts(
      AccountFileReader.Format format, String input) throws AccountFileReader.HeaderException {
    var outcomes = new Outcomes<dev.tocsin.event.Account>();
    try {
      new AccountFileReader(format, LATEST)
          .read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), outcomes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outcomes;
  }

  @Override
  public boolean accept(long line, Decoded<T> outcome) {
    lines.add(line);
    all.add(outcome);
    return true;
  }

  List<T> values() {
    return all.stream()
        .filter(Decoded.Accepted.class::isInstance)
        .map(outcome -> ((Decoded.Accepted<T>) outcome).value())
        .toList();
  }

  T value() {
    return values().getFirst();
  }

  /** Reason and field of each rejection, as {@code MISSING_FIELD phone}. */
  List<String> rejections() {
    return all.stream()
        .filter(Decoded.Rejected.class::isInstance)
        .map(outcome -> (Decoded.Rejected<T>) outcome)
        .map(
            rejected ->
                rejected.reason() + (rejected.field() == null ? "" : " " + rejected.field()))
        .toList();
  }
}
