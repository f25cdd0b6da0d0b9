package dev.tocsin.ops;

import dev.tocsin.ops.finding.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** The detector did not start, because what it needs is not there or not right. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /**
   * @param findings all that was found; at least one of them refuses
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
