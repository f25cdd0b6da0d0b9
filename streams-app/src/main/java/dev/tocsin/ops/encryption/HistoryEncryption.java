package dev.tocsin.ops.encryption;

import dev.tocsin.config.EncryptionKeys;
import dev.tocsin.config.KeysetSource;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.HistorySeals;
import dev.tocsin.history.crypto.KeysetException;
import dev.tocsin.ops.finding.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The encryption of the history of one process; reads the keyset once. */
public final class HistoryEncryption {

  private static final Logger log = LoggerFactory.getLogger(HistoryEncryption.class);

  static final String RESOURCE = "encryption of the history";

  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

  private final String applicationId;
  private final @Nullable HistoryKeyset keyset;
  private final @Nullable Finding problem;

  private HistoryEncryption(
      String applicationId, @Nullable HistoryKeyset keyset, @Nullable Finding problem) {
    this.applicationId = applicationId;
    this.keyset = keyset;
    this.problem = problem;
  }

  /** Reads the keyset from the configured source; a problem with it becomes a finding. */
  public static HistoryEncryption of(TocsinConfig config) {
    try {
      return new HistoryEncryption(config.applicationId(), read(config.keysetSource()), null);
    } catch (UnreadableKeysetException e) {
      return new HistoryEncryption(
          config.applicationId(),
          null,
          Finding.wrong(
              RESOURCE,
              e.found(),
              "a keyset, or '" + EncryptionKeys.ENCRYPTION + "=none'",
              e.remedy()));
    }
  }

  /**
   * The seals of the history's rows, only to be used when there are no {@linkplain #findings
   * findings}.
   */
  public RowSeals seals() {
    return keyset == null ? HistorySeals.inClear() : HistorySeals.encrypted(keyset, applicationId);
  }

  /** Makes the identifiers, with the identity key if there is a keyset. */
  public Identity identity() {
    return keyset == null ? Identity.unkeyed() : keyset.identity();
  }

  /** Logs what {@code history.encryption=none} leaves unprotected. */
  public void logUnprotected() {
    if (keyset == null) {
      log.atWarn()
          .addKeyValue("remedy", "configure a keyset and start over with a new application.id")
          .log(
              "history.encryption is none: the history is stored in clear, and identifiers are"
                  + " hashes without a key, so that trying all phone numbers reveals who is exposed");
    }
  }

  /** Problems with the keyset, or between the keyset and a state directory. */
  public List<Finding> findings(Path stateDirectory) {
    return problem != null
        ? List.of(problem)
        : check(stateDirectory).finding().map(List::of).orElseGet(List::of);
  }

  /**
   * Checks whether this release and its keyset can read the changelog topics. The brokers must
   * answer.
   */
  public Optional<Finding> changelogs(TocsinConfig config) {
    return problem != null ? Optional.empty() : new ChangelogRows(config, keyset).finding();
  }

  /** Records in a state directory the key with which it is used from now on. */
  public Optional<Finding> remember(Path stateDirectory) {
    return problem != null ? Optional.empty() : check(stateDirectory).remember();
  }

  private KeyCheck check(Path stateDirectory) {
    return new KeyCheck(stateDirectory, applicationId, keyset);
  }

  private static @Nullable HistoryKeyset read(KeysetSource source)
      throws UnreadableKeysetException {
    return switch (source) {
      case KeysetSource.Unencrypted unencrypted -> null;
      case KeysetSource.File file -> new KeysetFile(file.path()).readGuarded();
      case KeysetSource.Command command ->
          new KeysetProgram(command.line(), COMMAND_TIMEOUT).read();
      case KeysetSource.Inline inline -> parse(inline);
      case KeysetSource.NotSet notSet ->
          throw new UnreadableKeysetException(
              "no keyset is configured",
              "create a keyset with 'tocsin keyset create --out FILE' and set "
                  + EncryptionKeys.KEYSET_FILE
                  + "=FILE (or "
                  + EncryptionKeys.KEYSET
                  + ", or "
                  + EncryptionKeys.KEYSET_COMMAND
                  + "); or set "
                  + EncryptionKeys.ENCRYPTION
                  + "=none to store the history unencrypted");
    };
  }

  private static HistoryKeyset parse(KeysetSource.Inline inline) throws UnreadableKeysetException {
    try {
      return HistoryKeyset.parse(inline.json());
    } catch (KeysetException e) {
      throw new UnreadableKeysetException(
          "the keyset of " + EncryptionKeys.KEYSET + " (" + inline.at() + ") " + e.getMessage(),
          e.remedy(
              "set it to the output of 'tocsin keyset create', or to a copy of the keyset that the"
                  + " history was encrypted with"));
    }
  }
}
