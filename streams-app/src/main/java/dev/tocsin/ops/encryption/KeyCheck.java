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
 * Checks whether the keyset decrypts a state directory. The directory has a file with one mark for
 * each key that was used, so that a wrong keyset is reported at the start and not by the first row
 * that cannot be decrypted.
 */
final class KeyCheck {

  private static final String FILE = "tocsin.keys";

  private final Path file;
  private final String applicationId;
  private final @Nullable HistoryKeyset keyset;

  /**
   * @param keyset null when the history is stored unencrypted
   */
  KeyCheck(Path directory, String applicationId, @Nullable HistoryKeyset keyset) {
    this.file = directory.resolve(FILE);
    this.applicationId = applicationId;
    this.keyset = keyset;
  }

  /** The first mark whose key is not in the keyset. */
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
                    "the keyset has another key with that id, or application.id is not that of the"
                        + " directory"));
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

  /** The finding for a missing key. */
  static Finding missing(String holder, String keyId, String found) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        "%s has rows encrypted with key %s, but %s".formatted(holder, keyId, found),
        "a keyset with every key in use",
        "configure the keyset that has the key; 'tocsin keyset show FILE' lists the keys of a copy."
            + " If the key is lost, the history is lost: docs/operations.md describes the rebuild");
  }

  private Finding unreadable(Exception e) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        "cannot read or write " + file + ": " + e.getClass().getSimpleName(),
        "the file with the marks of the keys in use",
        "stop the instance, delete the state directory and restart it; it is restored from Kafka");
  }
}
