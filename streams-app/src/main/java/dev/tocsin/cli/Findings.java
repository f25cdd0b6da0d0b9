package dev.tocsin.cli;

import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.finding.Finding.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints findings, and derives the exit code from them. */
public final class Findings {

  private Findings() {}

  /** Three lines each: the actual state, the expected state, the fix. */
  public static void print(Consumer<String> lines, List<Finding> findings) {
    for (Finding finding : findings) {
      String kind = finding.kind().name().toLowerCase(Locale.ROOT);
      lines.accept(kind + ": " + finding.resource() + ": " + finding.found());
      lines.accept("  expected: " + finding.expected());
      lines.accept("  fix:      " + finding.remedy());
    }
  }

  /**
   * {@link ExitCodes#CONFIG} if something must be fixed, {@link ExitCodes#UNAVAILABLE} if a retry
   * may succeed, {@link ExitCodes#OK} if there are only notes.
   */
  public static int exitCode(List<Finding> findings) {
    if (findings.stream().anyMatch(finding -> finding.kind() == Kind.WRONG)) {
      return ExitCodes.CONFIG;
    }
    return findings.stream().anyMatch(finding -> finding.kind() == Kind.UNREACHABLE)
        ? ExitCodes.UNAVAILABLE
        : ExitCodes.OK;
  }
}
