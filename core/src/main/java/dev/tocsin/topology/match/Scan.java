package dev.tocsin.topology.match;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.ScanScope;
import dev.tocsin.history.MessageHistory;
import org.jspecify.annotations.Nullable;

/**
 * A scan of the history for a window.
 *
 * @param revision of the window
 * @param scope which records to find
 * @param snapshot of the history; records appended later are matched as they arrive
 * @param startedAt wall clock, milliseconds
 */
record Scan(long revision, ScanScope scope, long snapshot, long startedAt) {

  static final Codec<Scan> CODEC =
      new Codec<>(
          "scan",
          1,
          (out, s) -> {
            out.number(s.revision());
            out.optional(s.scope().base(), Codecs.WINDOW::write);
            Codecs.WINDOW.write(out, s.scope().target());
            out.number(s.snapshot());
            out.number(s.startedAt());
          },
          in ->
              new Scan(
                  in.number(),
                  new ScanScope(in.optional(Codecs.WINDOW::read), Codecs.WINDOW.read(in)),
                  in.number(),
                  in.number()));

  CompromiseWindow target() {
    return scope.target();
  }

  /** The same scan for a newer revision of the window. */
  Scan at(long newer, CompromiseWindow same) {
    return new Scan(newer, new ScanScope(scope.base(), same), snapshot, startedAt);
  }

  MessageHistory.Range range() {
    CompromiseWindow target = target();
    return new MessageHistory.Range(
        target.provider(),
        target.accounts(),
        target.channels(),
        target.from(),
        target.to(),
        snapshot);
  }

  /**
   * How far a scan has come.
   *
   * @param cursor null before the first step
   */
  record Progress(byte @Nullable [] cursor, long examined) {

    static final Progress NONE = new Progress(null, 0);

    static final Codec<Progress> CODEC =
        new Codec<>(
            "scan progress",
            1,
            (out, p) -> {
              out.optional(p.cursor(), (o, bytes) -> o.bytes(bytes));
              out.number(p.examined());
            },
            in -> new Progress(in.optional(i -> i.bytes()), in.number()));
  }
}
