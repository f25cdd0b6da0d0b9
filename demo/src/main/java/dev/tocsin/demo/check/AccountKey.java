package dev.tocsin.demo.check;

/** An account's part in an incident. */
public record AccountKey(String incident, String account) {}
