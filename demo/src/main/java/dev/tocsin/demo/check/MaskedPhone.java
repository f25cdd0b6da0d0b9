package dev.tocsin.demo.check;

/** Phone numbers that may be printed. */
public final class MaskedPhone {

  private static final int TAIL = 2;
  private static final int HEAD = 5;

  private MaskedPhone() {}

  /**
   * For example {@code +1 202 ••• ••34}: two numbers can be told apart, and none can be dialled.
   */
  public static String phone(String number) {
    if (number.length() < HEAD + TAIL + 2) {
      return "•••";
    }
    String head = number.substring(0, HEAD);
    String shown =
        head.startsWith("+1")
            ? "+1 " + head.substring(2)
            : head.substring(0, 3) + " " + head.substring(3);
    return shown + " ••• ••" + number.substring(number.length() - TAIL);
  }
}
