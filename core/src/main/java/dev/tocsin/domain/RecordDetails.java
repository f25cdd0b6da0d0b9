package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * Carrier, country and state of a message, each with its source; null if unknown.
 *
 * @param country ISO 3166-1 alpha-2 if known, else as given
 * @param state ISO 3166-2 if known, else as given
 */
public record RecordDetails(
    @Nullable String carrier,
    @Nullable Origin carrierOrigin,
    @Nullable String country,
    @Nullable Origin countryOrigin,
    @Nullable String state,
    @Nullable Origin stateOrigin) {

  /** The source of a field. */
  public enum Origin {
    /** The record of the provider. */
    PROVIDER,
    /** The network code (MCC and MNC) in the record of the provider. */
    NETWORK_CODE,
    /** The number plan: the region of the number, and the carrier it was first assigned to. */
    NUMBER_PLAN
  }

  /** The fields of the provider's record alone. */
  public static RecordDetails ofProvider(LogRecord record) {
    return new RecordDetails(
        record.carrier(),
        record.carrier() == null ? null : Origin.PROVIDER,
        record.country(),
        record.country() == null ? null : Origin.PROVIDER,
        record.state(),
        record.state() == null ? null : Origin.PROVIDER);
  }
}
