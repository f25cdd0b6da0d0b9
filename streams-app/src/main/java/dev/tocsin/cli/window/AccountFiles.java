package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Expands the values of {@code --account}: IDs, comma-separated lists and files of IDs. */
final class AccountFiles {

  private final Path workingDirectory;

  AccountFiles(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** The IDs in the order of the values, without duplicates. */
  List<String> expand(List<String> values) {
    Set<String> ids = new LinkedHashSet<>();
    for (String value : values) {
      if (value.startsWith("@")) {
        ids.addAll(read(value.substring(1)));
      } else {
        for (String id : value.split(",", -1)) {
          ids.add(id.strip());
        }
      }
    }
    if (ids.contains("")) {
      throw new CliException(
          ExitCodes.USAGE,
          "--account: expected an ID, a comma-separated list or @FILE, but one of the IDs is blank");
    }
    return new ArrayList<>(ids);
  }

  private List<String> read(String file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(workingDirectory.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.USAGE,
          "--account: cannot read '"
              + file
              + "' ("
              + e.getClass().getSimpleName()
              + "); expected a UTF-8 text file with one account ID per line",
          e);
    }
    List<String> ids =
        lines.stream()
            .map(line -> line.replace("\uFEFF", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    if (ids.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "--account: '" + file + "' contains no account; expected one account ID per line");
    }
    return ids;
  }
}
