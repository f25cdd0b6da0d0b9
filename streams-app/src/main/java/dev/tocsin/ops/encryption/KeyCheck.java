package dev.tocsin.ops.encryption;

import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeyMark;
import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the keyset opens what a state directory holds. The directory has a file with one mark for
 * each key that it was used with, so that a wrong keyset is told at the start and not by the first
 * row that does not open.
 */
final class KeyCheck {

  private static final String FILE = "tocsin.keys";

  private final Path file;
  private final String applicationId;
  private final @Nullable HistoryKeyset keyset;

  /**
   * @param keyset null when the history is stored in clear
   */
  KeyCheck(Path directory, String applicationId, @Nullable HistoryKeyset keyset) {
    this.file = directory.resolve(FILE);
    this.applicationId = applicationId;
    this.keyset = keyset;
  }

  /** The first mark that the keyset does not open. */
  Optional<Finding> finding() {
    try {
      for (KeyMark mark : marks()) {
        if (keyset == null) {
          return Optional.of(missing(mark, "history.encryption is none"));
        }
        switch (mark.compareWith(keyset, applicationId)) {
          case FITS -> {}
          case LACKING -> {
            return Optional.of(missing(mark, "the keyset lacks that key; it has " + keyset.ids()));
          }
          case OTHER -> {
            return Optional.of(
                missing(
                    mark,
                    "the keyset has another key of that id, or application.id is not "
                        + "the one that the directory belongs to"));
          }
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(unreadable(e));
    }
  }

  /** Adds a mark of the primary key, if there is none. */
  Optional<Finding> remember() {
    HistoryKeyset keys = keyset;
    if (keys == null) {
      return Optional.empty();
    }
    try {
      List<KeyMark> marks = new ArrayList<>(marks());
      if (marks.stream().noneMatch(mark -> mark.keyId().equals(keys.primaryId()))) {
        marks.add(KeyMark.of(keys, applicationId));
        Path next = file.resolveSibling(FILE + ".new");
        Files.write(next, marks.stream().map(KeyMark::line).toList());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(unreadable(e));
    }
  }

  private List<KeyMark> marks() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().filter(l -> !l.isBlank()).map(KeyMark::parse).toList()
        : List.of();
  }

  private Finding missing(KeyMark mark, String found) {
    return missing("state directory " + file.getParent(), mark.keyId(), found);
  }

  /** A key is missing that something stored needs. */
  static Finding missing(String holder, String keyId, String found) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        "%s holds rows that were sealed with key %s, and %s".formatted(holder, keyId, found),
        "a keyset that has every key in use",
        "configure the keyset that has the key; its copies show their keys with 'tocsin keyset show"
            + " FILE'. When the key is lost, so is the history: docs/operations.md says how to start"
            + " over");
  }

  private Finding unreadable(Exception e) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        file + " cannot be read or written: " + e.getClass().getSimpleName(),
        "the marks of the keys that the state directory was used with",
        "stop here, delete the state directory and start again: it is restored from Kafka");
  }
}
