package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import dev.tocsin.codec.ByteSource;
import dev.tocsin.history.CorruptRowException;

/**
 * The shape of texts that are packed in the same way: identifiers and numbers are rarely free text,
 * and their alphabets need four to six bits a character instead of eight.
 *
 * @param kind what follows the prefix
 * @param prefix the common prefix, such as {@code +} or {@code SM}
 * @param length number of characters after the prefix; 0 for {@link Kind#PLAIN}
 */
record TextShape(Kind kind, String prefix, int length) {

  static final TextShape PLAIN = new TextShape(Kind.PLAIN, "", 0);

  private static final String HEX = "0123456789abcdef";
  private static final String HEX_UPPER = "0123456789ABCDEF";
  private static final String WORD =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  private static final int UUID_LENGTH = 36;
  private static final int MAX_PREFIX = 4;

  /** Maximum number of digits in a long. */
  private static final int MAX_DIGITS = 18;

  private static final int[] DECIMAL_WIDTHS = decimalWidths();
  private static final byte[] HEX_VALUES = values(HEX);
  private static final byte[] HEX_UPPER_VALUES = values(HEX_UPPER);
  private static final byte[] WORD_VALUES = values(WORD);

  /** Alphabets; the code is stored. */
  enum Kind {
    /** Length in bytes and UTF-8. */
    PLAIN(0),
    /** The 16 bytes of a UUID in lower case, RFC 9562. */
    UUID(1),
    /** Two digits a byte, lower case. */
    HEX(2),
    /** Two digits a byte, upper case. */
    HEX_UPPER(3),
    /** A decimal number; the length preserves leading zeros. */
    DECIMAL(4),
    /** Digits, letters, hyphen and underscore, six bits each. */
    WORD(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new CorruptRowException("it has texts of an unknown kind " + code);
    }
  }

  /** The shape that packs a text best. */
  static TextShape of(String text) {
    if (isUuid(text)) {
      return new TextShape(Kind.UUID, "", UUID_LENGTH);
    }
    int prefix = prefix(text, HEX_VALUES, 10);
    int rest = text.length() - prefix;
    if (rest > 0 && rest <= MAX_DIGITS && consists(text, prefix, HEX_VALUES, 10)) {
      return new TextShape(Kind.DECIMAL, text.substring(0, prefix), rest);
    }
    prefix = prefix(text, HEX_VALUES, 16);
    rest = text.length() - prefix;
    if (rest > 0 && rest % 2 == 0 && consists(text, prefix, HEX_VALUES, 16)) {
      return new TextShape(Kind.HEX, text.substring(0, prefix), rest);
    }
    prefix = prefix(text, HEX_UPPER_VALUES, 16);
    rest = text.length() - prefix;
    if (rest > 0 && rest % 2 == 0 && consists(text, prefix, HEX_UPPER_VALUES, 16)) {
      return new TextShape(Kind.HEX_UPPER, text.substring(0, prefix), rest);
    }
    if (!text.isEmpty() && consists(text, 0, WORD_VALUES, 64)) {
      return new TextShape(Kind.WORD, "", text.length());
    }
    return PLAIN;
  }

  /** Bytes of each text; -1 when lengths differ. */
  int width() {
    return switch (kind) {
      case PLAIN -> -1;
      case UUID -> 16;
      case HEX, HEX_UPPER -> length / 2;
      case DECIMAL -> DECIMAL_WIDTHS[length];
      case WORD -> (length * 6 + 7) / 8;
    };
  }

  /**
   * Writes a text if it has this shape.
   *
   * @return whether it was written
   */
  boolean pack(String text, ByteSink out) {
    if (kind == Kind.PLAIN) {
      out.text(text);
      return true;
    }
    int from = prefix.length();
    if (text.length() != from + length || !text.startsWith(prefix)) {
      return false;
    }
    int at = out.reserve(width());
    boolean fits =
        switch (kind) {
          case PLAIN -> false;
          case UUID -> packUuid(text, out.bytes(), at);
          case HEX -> packHex(text, from, HEX_VALUES, out.bytes(), at);
          case HEX_UPPER -> packHex(text, from, HEX_UPPER_VALUES, out.bytes(), at);
          case DECIMAL -> packDecimal(text, from, out.bytes(), at);
          case WORD -> packWord(text, out.bytes(), at);
        };
    if (!fits) {
      out.cutTo(at);
    }
    return fits;
  }

  /** Reads the text at a position; not for {@link Kind#PLAIN}. */
  String unpack(byte[] bytes, int at) {
    char[] chars = new char[prefix.length() + length];
    prefix.getChars(0, prefix.length(), chars, 0);
    int from = prefix.length();
    switch (kind) {
      case PLAIN -> throw new IllegalStateException("a plain text has its own length");
      case UUID -> unpackUuid(bytes, at, chars);
      case HEX -> unpackHex(bytes, at, HEX, chars, from);
      case HEX_UPPER -> unpackHex(bytes, at, HEX_UPPER, chars, from);
      case DECIMAL -> {
        long number = 0;
        for (int i = 0; i < width(); i++) {
          number = (number << 8) | (bytes[at + i] & 0xFF);
        }
        for (int i = chars.length - 1; i >= from; i--) {
          chars[i] = (char) ('0' + number % 10);
          number /= 10;
        }
      }
      case WORD -> unpackWord(bytes, at, chars);
    }
    return new String(chars);
  }

  void writeTo(ByteSink out) {
    out.octet(kind.code());
    out.text(prefix);
    out.varint(length);
  }

  static TextShape readFrom(ByteSource in) {
    Kind kind = Kind.of(in.octet());
    String prefix = in.text();
    int length = in.count(Integer.MAX_VALUE / 8);
    boolean sound =
        switch (kind) {
          case PLAIN -> length == 0 && prefix.isEmpty();
          case UUID -> length == UUID_LENGTH && prefix.isEmpty();
          case HEX, HEX_UPPER -> length > 0 && length % 2 == 0;
          case DECIMAL -> length > 0 && length <= MAX_DIGITS;
          case WORD -> length > 0 && prefix.isEmpty();
        };
    if (!sound) {
      throw new CorruptRowException("it has texts of an impossible shape");
    }
    return new TextShape(kind, prefix, length);
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      if (isHyphen(i) ? c != '-' : value(c, HEX_VALUES) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHyphen(int position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
  }

  private static boolean packUuid(String text, byte[] bytes, int at) {
    int next = at;
    int all = 0;
    for (int i = 0; i < UUID_LENGTH; i += 2) {
      if (isHyphen(i)) {
        all |= text.charAt(i++) == '-' ? 0 : -1;
      }
      int high = value(text.charAt(i), HEX_VALUES);
      int low = value(text.charAt(i + 1), HEX_VALUES);
      all |= high | low;
      bytes[next++] = (byte) ((high << 4) | low);
    }
    return all >= 0;
  }

  private static void unpackUuid(byte[] bytes, int at, char[] chars) {
    int next = at;
    for (int i = 0; i < UUID_LENGTH; i += 2) {
      if (isHyphen(i)) {
        chars[i++] = '-';
      }
      byte two = bytes[next++];
      chars[i] = HEX.charAt(two >> 4 & 0xF);
      chars[i + 1] = HEX.charAt(two & 0xF);
    }
  }

  private static boolean packHex(String text, int from, byte[] values, byte[] bytes, int at) {
    int next = at;
    int all = 0;
    for (int i = from; i < text.length(); i += 2) {
      int high = value(text.charAt(i), values);
      int low = value(text.charAt(i + 1), values);
      all |= high | low;
      bytes[next++] = (byte) ((high << 4) | low);
    }
    return all >= 0;
  }

  private boolean packDecimal(String text, int from, byte[] bytes, int at) {
    long number = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = number * 10 + digit;
    }
    for (int i = width() - 1; i >= 0; i--) {
      bytes[at + i] = (byte) number;
      number >>>= Byte.SIZE;
    }
    return true;
  }

  private static void unpackHex(byte[] bytes, int at, String digits, char[] chars, int from) {
    int next = at;
    for (int i = from; i < chars.length; i += 2) {
      byte two = bytes[next++];
      chars[i] = digits.charAt(two >> 4 & 0xF);
      chars[i + 1] = digits.charAt(two & 0xF);
    }
  }

  private static boolean packWord(String text, byte[] bytes, int at) {
    int next = at;
    int pending = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = value(text.charAt(i), WORD_VALUES);
      if (value < 0) {
        return false;
      }
      pending |= value << bits;
      bits += 6;
      if (bits >= Byte.SIZE) {
        bytes[next++] = (byte) pending;
        pending >>>= Byte.SIZE;
        bits -= Byte.SIZE;
      }
    }
    if (bits > 0) {
      bytes[next] = (byte) pending;
    }
    return true;
  }

  private static void unpackWord(byte[] bytes, int at, char[] chars) {
    int next = at;
    int pending = 0;
    int bits = 0;
    for (int i = 0; i < chars.length; i++) {
      if (bits < 6) {
        pending |= (bytes[next++] & 0xFF) << bits;
        bits += Byte.SIZE;
      }
      chars[i] = WORD.charAt(pending & 0x3F);
      pending >>>= 6;
      bits -= 6;
    }
  }

  /** Bytes of the largest number, by number of digits. */
  private static int[] decimalWidths() {
    int[] widths = new int[MAX_DIGITS + 1];
    long largest = 0;
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      largest = largest * 10 + 9;
      widths[digits] = (Long.SIZE - Long.numberOfLeadingZeros(largest) + 7) / 8;
    }
    return widths;
  }

  /** Length of the ASCII prefix without characters of an alphabet's first ones. */
  private static int prefix(String text, byte[] values, int size) {
    int most = Math.min(MAX_PREFIX, text.length());
    int length = 0;
    while (length < most
        && text.charAt(length) < values.length
        && !isOf(text.charAt(length), values, size)) {
      length++;
    }
    return length;
  }

  private static boolean consists(String text, int from, byte[] values, int size) {
    for (int i = from; i < text.length(); i++) {
      if (!isOf(text.charAt(i), values, size)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOf(char c, byte[] values, int size) {
    int value = value(c, values);
    return value >= 0 && value < size;
  }

  private static int value(char c, byte[] values) {
    return c < values.length ? values[c] : -1;
  }

  private static byte[] values(String alphabet) {
    byte[] values = new byte[128];
    java.util.Arrays.fill(values, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
