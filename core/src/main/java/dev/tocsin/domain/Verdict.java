package dev.tocsin.domain;

/** The standing of one record for one incident, under the windows of a revision. */
public record Verdict(String incidentId, Standing standing) {}
