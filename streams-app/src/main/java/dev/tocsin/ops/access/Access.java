package dev.tocsin.ops.access;

import java.util.List;
import java.util.Optional;

/**
 * What somebody needs.
 *
 * @param role what somebody is to Tocsin
 * @param provider whose records the role is about; empty for a role that no provider has
 * @param principals who that is to the brokers; empty when the configuration does not say
 * @param grants all of it, and no more
 */
public record Access(
    Role role, Optional<String> provider, List<String> principals, List<Grant> grants) {

  public Access {
    principals = List.copyOf(principals);
    grants = List.copyOf(grants);
  }

  /** In words, such as {@code provider duo}. */
  public String who() {
    return role.title() + provider.map(name -> " " + name).orElse("");
  }
}
