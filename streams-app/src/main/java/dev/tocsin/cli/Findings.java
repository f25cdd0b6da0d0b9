package dev.tocsin.cli;

import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.finding.Finding.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows findings to people, and says what they mean for the exit code. */
public final class Findings {

  private Findings() {}

  /** Three lines for each: what is, what should be, what to do. */
  public static void print(Consumer<String> lines, List<Finding> findings) {
    for (Finding finding : findings) {
      String kind = finding.kind().name().toLowerCase(Locale.ROOT);
      lines.accept(kind + ": " + finding.resource() + ": " + finding.found());
      lines.accept("  expected: " + finding.expected());
      lines.accept("  mend:     " + finding.remedy());
    }
  }

  /**
   * {@link ExitCodes#CONFIG} when something must be mended, {@link ExitCodes#UNAVAILABLE} when
   * waiting may be enough, {@link ExitCodes#OK} when work can go on.
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
