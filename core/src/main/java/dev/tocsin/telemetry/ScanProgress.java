package dev.tocsin.telemetry;

import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.Collection;

/**
 * The progress of all running scans together.
 *
 * @param running number of scans
 * @param examined records scanned by all scans
 * @param remaining records left to scan, in scans of known size
 * @param ratio 0 to 1; 1 when nothing runs
 * @param etaSeconds time until the last scan ends at its speed so far; 0 when nothing runs, NaN
 *     while a scan has scanned nothing or has an unknown size
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
      // Math.max keeps NaN: one unknown part makes the result unknown.
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
    // An empty scan is done; a scan of unknown size is not.
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

  /** The total is an estimate, so more records may have been scanned. */
  private static long left(ScanStatus scan) {
    return Math.max(0, scan.total() - scan.examined());
  }
}
