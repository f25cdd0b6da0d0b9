package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** A customer of a provider, as far as notifications need it. */
public record Account(String id, String name, @Nullable String contact, @Nullable String country) {}
