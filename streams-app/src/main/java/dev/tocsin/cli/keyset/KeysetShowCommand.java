package dev.tocsin.cli.keyset;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.history.crypto.HistoryKeyset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows which keys a keyset has. */
@Command(
    name = "show",
    description =
        "Print the keys of a keyset, the oldest first: id, status, which is the primary"
            + " one. Never the keys themselves.",
    footer = {
      "  tocsin keyset show tocsin-keyset.json",
      "  tocsin keyset show tocsin-keyset.json --output json"
    })
final class KeysetShowCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "The keyset.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Override
  public Integer call() {
    List<HistoryKeyset.Key> keys = Keysets.read(Keysets.file(output, file), file).keys();
    Console console = output.console();
    if (console.json()) {
      console.document(keys);
    } else {
      console.table(
          List.of("KEY", "STATUS", "BITS", "USE"),
          keys.stream()
              .map(
                  key ->
                      List.of(
                          key.id(),
                          key.status(),
                          Integer.toString(key.bits()),
                          key.primary() ? "primary: encrypts and opens" : "opens"))
              .toList());
    }
    return ExitCodes.OK;
  }
}
