package dev.tocsin.ops;

import dev.tocsin.ops.finding.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** The detector did not start because a preflight check failed. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /**
   * @param findings all findings; at least one of them fails the check
   */
  StartRefusedException(List<Finding> findings) {
    super(
        findings.stream()
            .filter(Finding::refuses)
            .map(Finding::text)
            .collect(Collectors.joining("; ")));
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
