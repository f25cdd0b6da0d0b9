package dev.tocsin.serde;

/**
 * Reads the registry's answer off an exception of Confluent's client, by reflection: its classes
 * are not on our class path unless somebody chose that serde.
 */
final class ForeignRestError {

  private ForeignRestError() {}

  static DecodeFailure classify(Throwable restClientException) {
    int code = number(restClientException, "getErrorCode");
    int status = number(restClientException, "getStatus");
    // 404 without a code of the registry's own comes from something else that listens there.
    if (code == 404 || code / 100 == 404) {
      return new DecodeFailure.Malformed(MalformedReason.UNKNOWN_SCHEMA);
    }
    if (code / 100 == 422) {
      return new DecodeFailure.Malformed(MalformedReason.INCOMPATIBLE_SCHEMA);
    }
    return new DecodeFailure.Unavailable(
        "The schema registry answered with status %d, code %d: check its address, credentials and health."
            .formatted(status, code));
  }

  private static int number(Throwable target, String getter) {
    try {
      return target.getClass().getMethod(getter).invoke(target) instanceof Number number
          ? number.intValue()
          : 0;
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }
}
