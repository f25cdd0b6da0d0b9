package dev.tocsin.domain;

/** A new version of one account. */
public record AccountChange(String accountId, AccountHistory.Version version)
    implements ImpactInput {}
