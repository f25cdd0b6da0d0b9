package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSource;
import dev.tocsin.history.CorruptRowException;

/** Reads the texts of a {@link TextBuffer}, in any order. */
final class Texts {

  private final TextShape[] shapes;
  private final PackedInts shapeOf;
  private final ByteSource packed;
  private final int base;

  /** Start of each text; empty when all have the same width. */
  private final int[] offsets;

  private final int width;

  private Texts(
      TextShape[] shapes, PackedInts shapeOf, ByteSource packed, int base, int[] offsets) {
    this.shapes = shapes;
    this.shapeOf = shapeOf;
    this.packed = packed;
    this.base = base;
    this.offsets = offsets;
    this.width = shapes.length == 1 ? shapes[0].width() : -1;
  }

  static Texts read(ByteSource in, int count) {
    TextShape[] shapes = new TextShape[in.count(in.remaining())];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = TextShape.readFrom(in);
    }
    if (shapes.length == 0 && count > 0) {
      throw new CorruptRowException("it has texts without a shape");
    }
    PackedInts shapeOf = PackedInts.read(in, count, shapes.length);
    int length = in.count(in.remaining());
    int base = in.skip(length);
    int[] offsets = new int[0];
    if (shapes.length == 1 && shapes[0].width() >= 0) {
      if ((long) shapes[0].width() * count != length) {
        throw new CorruptRowException("its texts have an unexpected length");
      }
    } else {
      offsets = offsets(in, shapes, shapeOf, count, base, length);
    }
    return new Texts(shapes, shapeOf, in, base, offsets);
  }

  private static int[] offsets(
      ByteSource in, TextShape[] shapes, PackedInts shapeOf, int count, int base, int length) {
    int[] offsets = new int[count];
    ByteSource walk = in.from(base, length);
    for (int i = 0; i < count; i++) {
      offsets[i] = walk.position();
      int width = shapes[shapeOf.get(i, shapes.length)].width();
      walk.skip(width < 0 ? walk.count(walk.remaining()) : width);
    }
    walk.end();
    return offsets;
  }

  String get(int i) {
    TextShape shape = shapes[shapes.length == 1 ? 0 : shapeOf.get(i)];
    int at = width >= 0 ? base + i * width : offsets[i];
    if (shape.kind() == TextShape.Kind.PLAIN) {
      return packed.from(at, packed.bytes().length - at).text();
    }
    return shape.unpack(packed.bytes(), at);
  }
}
