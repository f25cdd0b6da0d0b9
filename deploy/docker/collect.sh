#!/usr/bin/env bash
# Collects the files of the image, and those that only its build needs.
#
# Usage: collect.sh source|checkout APP DEMO LOCAL
#   source    builds from the sources
#   checkout  copies the output of a build from the target directories of the checkout
#   APP       gets libraries, native libraries of this platform, programs
#   DEMO      gets what the demo image adds: the demo, and an embedded broker
#   LOCAL     gets the registry that train.sh starts; in neither image

set -euo pipefail
classes=$1
app=$2
demo=$3
local=$4
cd "$(dirname "$0")/../.."

case $classes in
  source)
    # Output of the checkout may be of other sources.
    rm -rf -- */target
    if ! command -v mvn >/dev/null; then
      export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends maven >/dev/null
    fi
    mvn -q -B -ntp -DskipTests -Dtocsin.quick -pl demo -am package
    ;;
  checkout)
    if [ ! -d demo/target/lib ] || [ ! -d local-stack/target/apicurio ]; then
      echo "CLASSES=checkout, and the checkout has not been built: run" \
        "'mvn -DskipTests -pl demo -am package' first, or use CLASSES=source" >&2
      exit 1
    fi
    ;;
  *)
    echo "CLASSES is 'source' or 'checkout', not '$classes'" >&2
    exit 1
    ;;
esac

case $(uname -m) in
  x86_64) rocksdb=linux64 other=amd64 snappy=x86_64 ;;
  aarch64) rocksdb=linux-aarch64 other=aarch64 snappy=aarch64 ;;
  *)
    echo "there are no native libraries for $(uname -m)" >&2
    exit 1
    ;;
esac

# copy_jar MODULE TARGET: the jar of a module.
copy_jar() {
  find "$1/target" -maxdepth 1 -name "tocsin-$1-*.jar" \
    ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name '*-tests.jar' -exec cp -p {} "$2/" \;
}

mkdir -p "$app/lib" "$app/native" "$app/bin" "$demo/lib" "$demo/bin" "$local"
cp -p streams-app/target/lib/*.jar "$app/lib/"
copy_jar streams-app "$app/lib"
for jar in demo/target/lib/*.jar; do
  [ -e "$app/lib/$(basename "$jar")" ] || cp -p "$jar" "$demo/lib/"
done
copy_jar demo "$demo/lib"
cp -rp local-stack/target/apicurio "$local/apicurio"

# unpack JAR SOURCE TARGET: unpacks the native library of this platform, and removes those of all
# platforms from the jar. So no library is unpacked at run time, which a read-only file system prevents.
unpack() {
  local jar work
  jar=$(ls "$app"/lib/$1)
  work=$(mktemp -d)
  (cd "$work" && jar --extract --file "$jar")
  cp -p "$work"/$2 "$app/native/$3"
  find "$work" -type f -regex '.*\.\(so\|dll\|dylib\|jnilib\|a\)' -delete
  jar --create --no-manifest --date=2025-01-01T00:00:00Z --file "$jar" -C "$work" .
  rm -rf "$work"
}

unpack 'rocksdbjni-*.jar' "librocksdbjni-$rocksdb.so" "librocksdbjni-$rocksdb.so"
unpack 'zstd-jni-*.jar' "linux/$other/libzstd-jni-*.so" libzstd-jni.so
unpack 'lz4-java-*.jar' "net/jpountz/util/linux/$other/liblz4-java.so" liblz4-java.so
unpack 'snappy-java-*.jar' "org/xerial/snappy/native/Linux/$snappy/libsnappyjava.so" libsnappyjava.so

install -m 0755 deploy/docker/tocsin deploy/docker/healthcheck "$app/bin/"
install -m 0644 LICENSE "$app/"
install -m 0755 deploy/docker/tocsin-demo "$demo/bin/"

# Always in the same order: the AOT cache of train.sh is valid for this class path only.
{
  printf -- '-cp\n%s\n' "$(find "$app/lib" -name '*.jar' | LC_ALL=C sort | paste -s -d :)"
  cat deploy/docker/java.options
} >"$app/java.options"
chmod -R u=rwX,go=rX "$app" "$demo"
