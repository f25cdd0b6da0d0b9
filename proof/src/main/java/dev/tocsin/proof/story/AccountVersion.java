package dev.tocsin.proof.story;

import org.jspecify.annotations.Nullable;

/** A customer of a provider as one of its versions has it. */
public record AccountVersion(String name, @Nullable String contact) {}
