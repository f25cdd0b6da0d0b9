package dev.tocsin.ops.access;

import dev.tocsin.ops.admin.Answers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Asks the brokers for the rules that stand. */
final class RuleReader {

  private RuleReader() {}

  /**
   * All rules of the cluster.
   *
   * @throws org.apache.kafka.common.errors.SecurityDisabledException when nobody is asked who they
   *     are: the brokers have no authorizer
   * @throws org.apache.kafka.common.errors.ClusterAuthorizationException when this client may not
   *     see them
   */
  static AclBindings read(Admin admin) {
    return new AclBindings(Answers.get(admin.describeAcls(AclBindingFilter.ANY).values()));
  }
}
