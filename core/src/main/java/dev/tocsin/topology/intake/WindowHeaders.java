package dev.tocsin.topology.intake;

import dev.tocsin.domain.Basis;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.naming.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The headers of the control topic: those of a tombstone, which has no fields, and of a copy. */
public final class WindowHeaders {

  private static final Pattern REVISION = Pattern.compile("-1|\\d{1,18}");

  private WindowHeaders() {}

  /** The headers of a tombstone that an author writes. */
  public static Headers ofTombstone(@Nullable Long basedOn, @Nullable String author) {
    Headers headers = new RecordHeaders();
    if (basedOn != null) {
      add(headers, HeaderNames.BASED_ON, basedOn.toString());
    }
    if (author != null) {
      add(headers, HeaderNames.AUTHOR, author);
    }
    return headers;
  }

  /**
   * The headers of a restatement.
   *
   * @param author of the restated record, if that is a tombstone
   */
  public static Headers ofRestatement(Basis.Restated copy, @Nullable String author) {
    Headers headers = ofTombstone(null, author);
    add(headers, HeaderNames.RESTATES, Long.toString(copy.revision()));
    add(headers, HeaderNames.REFUSED, Long.toString(copy.refused()));
    return headers;
  }

  /** What a record says about the revisions before it, with its {@code based_on} as a field. */
  static Basis basis(RawRecord raw, @Nullable Long basedOn) {
    Long revision = revision(raw, HeaderNames.RESTATES);
    Long refused = revision(raw, HeaderNames.REFUSED);
    // Offsets of another cluster or topic mean nothing here.
    if (revision != null
        && refused != null
        && revision > WindowHead.NONE
        && revision <= refused
        && refused < raw.offset()) {
      return new Basis.Restated(revision, refused);
    }
    return basedOn == null ? Basis.ANYTHING : new Basis.Seen(basedOn);
  }

  /** What a tombstone says about the revisions before it. */
  public static Basis basis(RawRecord raw) throws IntakeRejectedException {
    Long basedOn = revision(raw, HeaderNames.BASED_ON);
    if (basedOn == null && text(raw, HeaderNames.BASED_ON) != null) {
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_BASED_ON, "header based_on is not a revision in decimal");
    }
    return basis(raw, basedOn);
  }

  /** The author of a tombstone, a claim. */
  static @Nullable String author(RawRecord raw) throws IntakeRejectedException {
    return ContractFields.optional("header author", text(raw, HeaderNames.AUTHOR));
  }

  private static @Nullable Long revision(RawRecord raw, String name) {
    String text = text(raw, name);
    return text != null && REVISION.matcher(text).matches() ? Long.valueOf(text) : null;
  }

  private static @Nullable String text(RawRecord raw, String name) {
    Header header = raw.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
