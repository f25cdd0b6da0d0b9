package dev.tocsin.domain;

/** What one incident does to one record, under the windows of some revision. */
public record Verdict(String incidentId, Standing standing) {}
