package dev.tocsin.ops.access;

import java.util.List;
import java.util.Optional;

/**
 * The rights of a role.
 *
 * @param role the role
 * @param provider the provider of the role; empty for a role without a provider
 * @param principals its principals; empty when none are configured
 * @param grants all its rights
 */
public record Access(
    Role role, Optional<String> provider, List<String> principals, List<Grant> grants) {

  public Access {
    principals = List.copyOf(principals);
    grants = List.copyOf(grants);
  }

  /** The role in words, such as {@code provider duo}. */
  public String who() {
    return role.title() + provider.map(name -> " " + name).orElse("");
  }
}
