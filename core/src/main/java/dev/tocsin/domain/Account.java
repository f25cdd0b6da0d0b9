package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** A customer of a provider, with the data that notifications need. */
public record Account(String id, String name, @Nullable String contact, @Nullable String country) {}
