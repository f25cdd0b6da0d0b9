package dev.tocsin.demo.traffic;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * When people sign in: in their own business hours, on Monday mornings most, seldom at night or on
 * Sundays. Works in UTC hours over the whole period.
 */
final class Rhythm {

  /** First day of the demo's logs. */
  static final LocalDate FIRST_DAY = LocalDate.of(2024, 2, 20);

  /** The day after the last. */
  static final LocalDate END = LocalDate.of(2024, 4, 11);

  private static final double[] HOURS = {
    0.04, 0.03, 0.02, 0.02, 0.03, 0.08, 0.25, 0.60, 1.00, 1.25, 1.15, 1.05,
    0.80, 1.00, 1.05, 1.00, 0.90, 0.70, 0.40, 0.30, 0.25, 0.18, 0.12, 0.07
  };
  private static final long HOUR_MILLIS = 3_600_000;

  private final long start = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  private final int cells = (int) ChronoUnit.DAYS.between(FIRST_DAY, END) * 24;
  private final Map<ZoneId, double[]> byZone = new HashMap<>();
  private final double[] cumulative = new double[cells];
  private final double[] highest = new double[cells];

  /** Lays out the period for people who are spread over zones like this (any unit). */
  Rhythm(Map<ZoneId, Integer> peopleByZone) {
    double[] total = new double[cells];
    peopleByZone.forEach(
        (zone, people) -> {
          double[] activity = activity(zone);
          byZone.put(zone, activity);
          for (int cell = 0; cell < cells; cell++) {
            total[cell] += people * activity[cell];
            highest[cell] = Math.max(highest[cell], activity[cell]);
          }
        });
    double sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      sum += total[cell];
      cumulative[cell] = sum;
    }
    for (int cell = 0; cell < cells; cell++) {
      cumulative[cell] /= sum;
    }
  }

  /** The instant by which a fraction (0 to 1) of all messages has been sent. */
  long instant(double fraction) {
    int cell = cell(fraction);
    double below = cell == 0 ? 0 : cumulative[cell - 1];
    double width = cumulative[cell] - below;
    double within = width == 0 ? 0 : (fraction - below) / width;
    return start + cell * HOUR_MILLIS + (long) (within * (HOUR_MILLIS - 1));
  }

  /** Activity in a zone at an instant, from 0 to 1, relative to the most active zone. */
  double willingness(ZoneId zone, long instant) {
    int cell = Math.clamp((instant - start) / HOUR_MILLIS, 0, cells - 1);
    double[] activity = byZone.get(zone);
    return activity == null ? 1 : activity[cell] / highest[cell];
  }

  private int cell(double fraction) {
    int found = Arrays.binarySearch(cumulative, fraction);
    return Math.min(found < 0 ? -found - 1 : found, cells - 1);
  }

  private double[] activity(ZoneId zone) {
    double[] activity = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      ZonedDateTime local = Instant.ofEpochMilli(start + cell * HOUR_MILLIS).atZone(zone);
      activity[cell] = HOURS[local.getHour()] * day(local.getDayOfWeek());
    }
    return activity;
  }

  private static double day(DayOfWeek day) {
    return switch (day) {
      case MONDAY -> 1.2;
      case TUESDAY, WEDNESDAY, THURSDAY -> 1.0;
      case FRIDAY -> 0.85;
      case SATURDAY -> 0.2;
      case SUNDAY -> 0.15;
    };
  }
}
