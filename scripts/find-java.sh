#!/bin/sh
# Prints the home of a Java installation that can run Tocsin, or says what is missing and exits 69.
#
#   find-java.sh            a JDK, which can build Tocsin too
#   find-java.sh runtime    a JDK or a JRE
#
# The first one that is new enough wins: TOCSIN_JAVA_HOME, JAVA_HOME, the java on the path, then the
# places where package managers and version managers install JDKs.

required=21
if [ "${1:-}" = runtime ]; then
  kind="Java runtime"
  program=java
else
  kind=JDK
  program=javac
fi

# Major version of the installation in directory $1; nothing when there is none in it.
major_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/$program" ] || return 0
  version=
  if [ -r "$1/release" ]; then
    # Faster than starting the JVM; every JDK since 8 has this file.
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release")
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "$version"
}

found=
consider() {
  major=$(major_of "$1")
  [ -n "$major" ] || return 1
  if [ "$major" -ge "$required" ]; then
    printf '%s\n' "$1"
    exit 0
  fi
  case "$found" in
    *" $1 "*) ;;
    *) found="$found $1 (Java $major)" ;;
  esac
  return 1
}

if [ -n "${TOCSIN_JAVA_HOME:-}" ]; then
  consider "$TOCSIN_JAVA_HOME"
  echo "tocsin: TOCSIN_JAVA_HOME=$TOCSIN_JAVA_HOME is not a $kind $required or newer; set it to the" \
    "home of one, or unset it to search the usual places" >&2
  exit 69
fi

[ -z "${JAVA_HOME:-}" ] || consider "$JAVA_HOME"

on_path=$(command -v java 2>/dev/null)
if [ -n "$on_path" ]; then
  resolved=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
  home=${resolved%/bin/java}
  if [ ! -x "$home/bin/$program" ]; then
    # A shim of a version manager or of the system: only the JVM behind it knows its home.
    home=$("$on_path" -XshowSettings:properties -version 2>&1 \
      | sed -n 's/^ *java\.home = //p' | head -n 1)
  fi
  [ -z "$home" ] || consider "$home"
fi

for home in \
  /usr/lib/jvm/* \
  /usr/java/* \
  /opt/java/* \
  /opt/jdk* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home \
  "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
  /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
  "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
  "${HOME:-/nonexistent}"/.jdks/* \
  "${HOME:-/nonexistent}"/.asdf/installs/java/* \
  "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*; do
  [ ! -d "$home" ] || consider "$home"
done

{
  echo "tocsin: found no $kind $required or newer.${found:+ Too old:$found.}"
  [ "$program" = java ] || echo "tocsin: a JRE, which has no javac, cannot build Tocsin."
  echo "tocsin: install one (Debian and Ubuntu: apt-get install openjdk-$required-jdk-headless or a newer" \
    "version), or set TOCSIN_JAVA_HOME to its home."
} >&2
exit 69
