#!/bin/sh
# Prints the home of a JDK that can build and run Tocsin, or an error, and exits 69 then.
#
# Takes the first one that is new enough: TOCSIN_JAVA_HOME, JAVA_HOME, the java on the path, then the
# directories of package managers and version managers.

required=21

# Major version of the JDK in directory $1; empty if there is none.
major_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
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
  echo "tocsin: TOCSIN_JAVA_HOME=$TOCSIN_JAVA_HOME is not a JDK $required or newer;" \
    "point it at one, or unset it to have one looked for" >&2
  exit 69
fi

[ -z "${JAVA_HOME:-}" ] || consider "$JAVA_HOME"

on_path=$(command -v java 2>/dev/null)
if [ -n "$on_path" ]; then
  resolved=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
  home=${resolved%/bin/java}
  if [ ! -x "$home/bin/javac" ]; then
    # A shim of a version manager or of the system: only its JVM knows the home.
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
  echo "tocsin: a JDK $required or newer is missing."
  if [ -n "$found" ]; then
    echo "tocsin: found only$found."
  else
    echo "tocsin: found no JDK at all (a JRE, without javac, is not enough)."
  fi
  echo "tocsin: install one, or set TOCSIN_JAVA_HOME to where it is."
} >&2
exit 69
