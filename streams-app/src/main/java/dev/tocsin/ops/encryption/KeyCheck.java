package dev.tocsin.ops.encryption;

import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.IdentityMark;
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
 * Checks whether a state directory is that of the keyset. The directory has a file with a mark of
 * the identity key and one of each encryption key that was used, so that a wrong keyset is reported
 * at the start and not by the first row that cannot be decrypted.
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
      for (String line : lines()) {
        if (IdentityMark.isMark(line)) {
          Optional<Finding> other = compare(IdentityMark.parse(line));
          if (other.isPresent()) {
            return other;
          }
          continue;
        }
        KeyMark mark = KeyMark.parse(line);
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

  private Optional<Finding> compare(IdentityMark mark) {
    String found;
    if (keyset == null) {
      found = "history.encryption is none";
    } else if (mark.equals(IdentityMark.of(keyset, applicationId))) {
      return Optional.empty();
    } else {
      found = "that of the keyset is " + keyset.identityKey().id();
      if (mark.keyId().equals(keyset.identityKey().id())) {
        found += ", another one with that id, or application.id is not that of the directory";
      }
    }
    return Optional.of(
        otherIdentity(
            "state directory %s has identifiers made with identity key %s, but %s"
                .formatted(file.getParent(), mark.keyId(), found)));
  }

  /** The finding for state with identifiers of another identity key. */
  static Finding otherIdentity(String found) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        found,
        "the identity key of the state: with another one everything would be flagged and notified"
            + " again",
        "configure the keyset that has the key; 'tocsin keyset show FILE' lists the keys of a copy."
            + " If the key is lost, rebuild with a new application.id: docs/operations.md");
  }

  /** Adds the marks of the identity key and of the primary key, if they are missing. */
  Optional<Finding> remember() {
    HistoryKeyset keys = keyset;
    if (keys == null) {
      return Optional.empty();
    }
    try {
      List<String> lines = new ArrayList<>(lines());
      int before = lines.size();
      if (lines.stream()
          .filter(line -> !IdentityMark.isMark(line))
          .map(KeyMark::parse)
          .noneMatch(mark -> mark.keyId().equals(keys.primaryId()))) {
        lines.add(KeyMark.of(keys, applicationId).line());
      }
      if (lines.stream().noneMatch(IdentityMark::isMark)) {
        lines.add(IdentityMark.of(keys, applicationId).line());
      }
      if (lines.size() > before) {
        Path next = file.resolveSibling(FILE + ".new");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(unreadable(e));
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList()
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
