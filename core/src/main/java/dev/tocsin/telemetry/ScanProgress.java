package dev.tocsin.telemetry;

import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.Collection;

/**
 * All running scans as one.
 *
 * @param running number of scans
 * @param examined records examined by scans whose size is known, and by the others
 * @param remaining records left to examine, of scans whose size is known
 * @param ratio 0 to 1; 1 when nothing runs
 * @param etaSeconds time until the last one ends at the speed it had so far; 0 when nothing runs,
 *     NaN as long as any of them has examined nothing or has an unknown size
 * @param oldestAgeSeconds age of the oldest; 0 when nothing runs
 */
record ScanProgress(
    int running,
    long examined,
    long remaining,
    double ratio,
    double etaSeconds,
    double oldestAgeSeconds) {

  static ScanProgress of(Collection<ScanStatus> scans, long nowMillis) {
    long examined = 0;
    long remaining = 0;
    long sizedExamined = 0;
    double eta = 0;
    double oldest = 0;
    for (ScanStatus scan : scans) {
      double age = Math.max(0, nowMillis - scan.startedAtMillis()) / 1000.0;
      examined += scan.examined();
      if (scan.total() >= 0) {
        sizedExamined += scan.examined();
        remaining += left(scan);
      }
      // Math.max keeps NaN, which is what an unknown part makes of the whole.
      eta = Math.max(eta, eta(scan, age));
      oldest = Math.max(oldest, age);
    }
    return new ScanProgress(
        scans.size(), examined, remaining, ratio(scans, sizedExamined, remaining), eta, oldest);
  }

  private static double ratio(Collection<ScanStatus> scans, long examined, long remaining) {
    if (scans.isEmpty()) {
      return 1;
    }
    long total = examined + remaining;
    if (total > 0) {
      return (double) examined / total;
    }
    // Nothing to examine is done; an unknown size is not.
    return scans.stream().allMatch(s -> s.total() >= 0) ? 1 : 0;
  }

  private static double eta(ScanStatus scan, double ageSeconds) {
    if (scan.total() < 0) {
      return Double.NaN;
    }
    long left = left(scan);
    if (left == 0) {
      return 0;
    }
    return scan.examined() == 0 ? Double.NaN : left * ageSeconds / scan.examined();
  }

  /** The total is an estimate, so more may have been examined than it says. */
  private static long left(ScanStatus scan) {
    return Math.max(0, scan.total() - scan.examined());
  }
}
