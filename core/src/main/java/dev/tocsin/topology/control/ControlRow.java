package dev.tocsin.topology.control;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Codecs;
import dev.tocsin.codec.Input;
import dev.tocsin.codec.Output;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowHead;
import org.jspecify.annotations.Nullable;

/**
 * A window of the control topic.
 *
 * @param head the newest accepted revision
 * @param value the value of the accepted record, as it was written; null for a tombstone
 * @param author of the accepted record, a claim
 * @param timestamp of the accepted record
 * @param sent the newest revision that was sent on; {@link WindowHead#NONE} when none was
 * @param unsent the accepted change until it is sent on
 * @param refused what a copy of the accepted record has to outweigh, see {@link
 *     dev.tocsin.domain.Basis.Restated#refused()}; {@link WindowHead#NONE} when none is due
 */
record ControlRow(
    WindowHead head,
    byte @Nullable [] value,
    @Nullable String author,
    long timestamp,
    long sent,
    @Nullable WindowChange unsent,
    long refused) {

  private static final Codec<WindowHead> HEAD =
      new Codec<>(
          "window head",
          1,
          (out, h) -> {
            out.number(h.revision());
            out.number(h.restated());
            out.bool(h.withdrawn());
          },
          in -> new WindowHead(in.number(), in.number(), in.bool()));

  static final Codec<ControlRow> CODEC =
      new Codec<>(
          "control row",
          1,
          (out, r) -> {
            HEAD.write(out, r.head);
            out.optional(r.value, Output::bytes);
            out.optionalText(r.author);
            out.number(r.timestamp);
            out.number(r.sent);
            out.optional(r.unsent, Codecs.WINDOW_CHANGE::write);
            out.number(r.refused);
          },
          in ->
              new ControlRow(
                  HEAD.read(in),
                  in.optional(Input::bytes),
                  in.optionalText(),
                  in.number(),
                  in.number(),
                  in.optional(Codecs.WINDOW_CHANGE::read),
                  in.number()));

  /** With a restatement of what is in effect. */
  ControlRow restated(WindowHead as, long stillRefused) {
    return new ControlRow(as, value, author, timestamp, sent, unsent, stillRefused);
  }

  /** With a refused record behind the accepted one. */
  ControlRow shadowedBy(long offset) {
    return new ControlRow(head, value, author, timestamp, sent, unsent, offset);
  }

  /** Everything is sent on and restated. */
  ControlRow done() {
    return new ControlRow(
        head,
        value,
        author,
        timestamp,
        unsent == null ? sent : unsent.revision(),
        null,
        WindowHead.NONE);
  }

  boolean isDone() {
    return unsent == null && refused == WindowHead.NONE;
  }
}
