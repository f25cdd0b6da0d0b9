package dev.tocsin.proof.oracle;

import java.sql.SQLException;

/** The oracle's database failed, independently of the story. */
final class OracleException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  OracleException(SQLException cause) {
    super("the oracle's database failed: " + cause.getMessage(), cause);
  }
}
