package dev.tocsin.proof.story;

import org.jspecify.annotations.Nullable;

/** A customer of a provider as one of its versions has it. */
public record Account(String name, @Nullable String contact) {}
