package dev.tocsin.cli.deadletters;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dead letters on one line each, with nothing of what they carry. */
final class LetterText {

  static final List<String> HEADER =
      List.of("LETTER", "SET_ASIDE", "REASON", "SOURCE", "BYTES", "REDRIVEN", "DETAIL");

  private LetterText() {}

  static List<String> cells(Letter letter, Optional<Instant> redriven) {
    return List.of(
        letter.id().toString(),
        letter.at().toString(),
        letter.reason(),
        letter.source().toString(),
        letter.bytes() + (letter.omitted() ? " (not whole)" : ""),
        redriven.map(Instant::toString).orElse("-"),
        letter.detail());
  }

  static Map<String, @Nullable Object> json(Letter letter, Optional<Instant> redriven) {
    Map<String, @Nullable Object> json = identity(letter);
    json.put("detail", letter.detail());
    json.put("set_aside_at", letter.at());
    json.put("bytes", letter.bytes());
    json.put("whole", !letter.omitted());
    json.put("redriven_at", redriven.orElse(null));
    return json;
  }

  /** Which one it is, why it is dead, and where it came from. */
  static Map<String, @Nullable Object> identity(Letter letter) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", letter.id().toString());
    json.put("reason", letter.reason());
    json.put("provider", letter.provider());
    json.put("topic", letter.source().topic());
    json.put("partition", letter.source().partition());
    json.put("offset", letter.source().offset());
    return json;
  }
}
