package dev.tocsin.ops.http;

import java.nio.charset.StandardCharsets;

/**
 * What a resource answers.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the body, whole
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once, never compared
record Response(int status, String contentType, byte[] body) {

  static Response text(int status, String body) {
    return new Response(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Response json(int status, byte[] body) {
    return new Response(status, "application/json", body);
  }
}
