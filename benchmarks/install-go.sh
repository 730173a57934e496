#!/usr/bin/env bash
# Installs the Go that the twin program of the benchmarks is built with, on a Debian-like system, as root.
#
# The backports suite is derived from the system's own package sources (same mirror, same key, suite
# "<codename>-backports"), so no host is named here. Where backports has no newer Go, the distribution's `golang` is
# taken. The benchmarks themselves never install anything: without Go the column says "skipped".
set -euo pipefail

wanted=1.23
derived=/etc/apt/sources.list.d/weft-backports.sources

# Prints a deb822 stanza for backports, made from the first source of this system that carries the plain release suite.
backports_stanza() {
    local codename=$1 file
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] && [ "$file" != "$derived" ] || continue
        awk -v codename="$codename" -v RS= '
            $0 ~ ("(^|\n)Suites:[^\n]*[ \t]" codename "([ \t]|\n|$)") {
                n = split($0, lines, "\n")
                for (i = 1; i <= n; i++) {
                    if (lines[i] ~ /^#/) continue
                    if (lines[i] ~ /^Suites:/) lines[i] = "Suites: " codename "-backports"
                    print lines[i]
                }
                exit
            }' "$file"
    done | awk 'NF { print; seen = 1 } !NF && seen { exit }'
}

# The same for the one-line format of sources.list, turned into deb822.
backports_stanza_from_list() {
    local codename=$1
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk -v codename="$codename" '
        $1 == "deb" {
            options = ""; at = 2
            if ($2 ~ /^\[/) { while ($at !~ /\]$/) options = options " " $(at++); options = options " " $(at++) }
            if ($(at + 1) != codename) next
            print "Types: deb\nURIs: " $at "\nSuites: " codename "-backports\nComponents: main"
            if (match(options, /signed-by=[^] ]+/))
                print "Signed-By: " substr(options, RSTART + 10, RLENGTH - 10)
            exit
        }'
}

[ "$(id -u)" = 0 ] || { echo "install-go.sh: run as root" >&2; exit 1; }
. /etc/os-release

stanza=$(backports_stanza "$VERSION_CODENAME")
[ -n "$stanza" ] || stanza=$(backports_stanza_from_list "$VERSION_CODENAME")
if [ -n "$stanza" ]; then
    printf '%s\n' "$stanza" > "$derived"
    if ! apt-get update -qq; then
        echo "install-go.sh: no backports of $VERSION_CODENAME on this system's mirror" >&2
        rm -f "$derived"
        apt-get update -qq
    fi
else
    apt-get update -qq
fi

if apt-cache show "golang-$wanted-go" >/dev/null 2>&1; then
    apt-get install -y -qq --no-install-recommends "golang-$wanted-go"
else
    apt-get install -y -qq --no-install-recommends golang-go
fi
for go in "$(command -v go || true)" /usr/lib/go-*/bin/go; do
    [ -x "$go" ] && "$go" version
done
