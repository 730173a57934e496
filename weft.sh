#!/bin/sh
# The command `weft` for a checkout of this repository: finds a JDK, builds the command-line tool when it is missing or
# older than its sources, and becomes the tool. Everything else is in cli/.
#
# JAVA_HOME         the JDK to use, if it is new enough; otherwise the one on the PATH, then those in the usual places
# WEFT_JDK_DIRS     folders that hold JDKs, separated by colons; replaces the list of usual places
# JDK_JAVA_OPTIONS  options for the JVM, read by java itself
set -u

needed=25
modules='weft cli' # the folders of the Maven modules that the tool is made of

say() {
    printf 'weft: %s\n' "$1" >&2
    shift
    for line; do printf '  %s\n' "$line" >&2; done
}

fail() {
    say "$@"
    exit 1
}

# ---- Where this script is, through symbolic links ----------------------------------------------------------------------

here=$0
while [ -L "$here" ]; do
    link=$(readlink "$here")
    case $link in
        /*) here=$link ;;
        *) here=$(dirname "$here")/$link ;;
    esac
done
root=$(CDPATH='' cd -- "$(dirname "$here")" && pwd -P) || exit 1

# ---- A JDK -------------------------------------------------------------------------------------------------------------

# Sets jdk and jdk_version if the folder has a JDK that is new enough. The version comes from the file `release`, which
# every JDK has: starting each java to ask it would take longer than the program that is to be run.
try_jdk() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    version= full=
    while IFS='=' read -r key value; do
        value=${value#\"} value=${value%\"}
        case $key in
            JAVA_VERSION) version=$value ;;
            JAVA_RUNTIME_VERSION) full=$value ;;
        esac
    done < "$1/release"
    major=${version%%[!0-9]*}
    [ -n "$major" ] && [ "$major" -ge "$needed" ] || return 1
    jdk=$1
    jdk_version=${full:-$version}
}

# The folder of the JDK whose java comes first on the PATH.
jdk_on_path() {
    java=$(command -v java) && java=$(readlink -f "$java") && printf '%s\n' "${java%/bin/java}"
}

find_jdk() {
    [ -n "${JAVA_HOME:-}" ] && try_jdk "${JAVA_HOME%/}" && return
    candidate=$(jdk_on_path) && try_jdk "$candidate" && return
    if [ -z "${WEFT_JDK_DIRS+set}" ] && [ -x /usr/libexec/java_home ]; then # macOS
        candidate=$(/usr/libexec/java_home -v "$needed+" 2> /dev/null) && try_jdk "$candidate" && return
    fi
    IFS=:
    for folder in ${WEFT_JDK_DIRS-$usual_places}; do
        for candidate in "$folder"/* "$folder"/*/Contents/Home; do
            try_jdk "$candidate" && return
        done
    done
    return 1
}

home=${HOME:-/nonexistent}
usual_places=/usr/lib/jvm:/usr/java:/opt:/opt/java:${SDKMAN_DIR:-$home/.sdkman}/candidates/java:$home/.jdks
usual_places=$usual_places:/Library/Java/JavaVirtualMachines:$home/Library/Java/JavaVirtualMachines
default_ifs=$IFS
jdk=
jdk_version=
find_jdk
IFS=$default_ifs
[ -n "$jdk" ] || fail "no JDK $needed or newer found" \
    "Install one of any vendor, and set JAVA_HOME to its folder or put its java on the PATH." \
    "Looked at JAVA_HOME (${JAVA_HOME:-not set}), at java on the PATH ($(command -v java || echo none)) and in" \
    "${WEFT_JDK_DIRS-/usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks and the places of macOS}."

# ---- The build ---------------------------------------------------------------------------------------------------------

out=$root/cli/target
jar=$out/weft-cli.jar
stamp=$out/weft-built
cache=$out/weft-$jdk_version.aot
build_log=$out/weft-build.log
cache_log=$out/weft-cache.log

# Folders are looked at too, since a file that was removed changes the time of its folder.
is_stale() {
    [ -f "$jar" ] && [ -f "$stamp" ] || return 0
    set -- "$root/pom.xml"
    for module in $modules; do
        set -- "$@" "$root/$module/pom.xml" "$root/$module/src/main"
    done
    [ -n "$(find "$@" -newer "$stamp" -print | head -n 1)" ]
}

needs_cache() {
    [ ! -f "$cache" ] || [ "$jar" -nt "$cache" ]
}

# Keeps Maven's output, and shows one line of it for each thing that takes time.
show_progress() {
    downloading=
    while IFS= read -r line; do
        printf '%s\n' "$line"
        case $line in
            *'] Building jar'*) ;;
            *'] Building '*)
                name=${line#*] Building }
                printf '  %s\n' "${name%% [0-9]*}" >&2
                ;;
            *'Downloading from '*)
                [ -n "$downloading" ] || printf '  (downloading libraries, once)\n' >&2
                downloading=yes
                ;;
        esac
    done > "$build_log"
}

build() {
    maven=$root/mvnw
    [ -x "$maven" ] || maven=$(command -v mvn) || fail 'Maven is not installed, and the tool has to be built' \
        'Install Maven 3.8 or newer and put its mvn on the PATH.'
    if [ -f "$stamp" ]; then
        say 'the sources have changed, building again ...'
    else
        say "building with JDK $jdk_version; the first time takes about a minute ..."
    fi
    : > "$stamp.new" # older than everything that is read from here on
    # A pipe's status is its last command's: Maven's takes the way around it, as file 3.
    status=$({
        {
            JAVA_HOME=$jdk PATH=$jdk/bin:$PATH "$maven" -B -Dstyle.color=never -f "$root/pom.xml" \
                -pl :weft-cli -am package -Dmaven.test.skip=true 2>&1 < /dev/null 3>&-
            echo "$?" >&3
        } | show_progress
    } 3>&1)
    if [ "$status" != 0 ]; then
        sed -n -e '/To see the full stack trace/q' -e '/^\[ERROR]/p' -e '/^\[WARNING]/p' "$build_log" | head -n 40 >&2
        fail 'the build failed' "All that Maven printed is in $build_log."
    fi
    mv "$stamp.new" "$stamp"
}

# The cache holds the classes of the compiler and of the tool, loaded and linked; without it, a start takes about twice as
# long. An empty file notes that this JVM cannot make one.
make_cache() {
    printf '  start-up cache\n' >&2
    rm -f "$out"/weft-*.aot
    "$jdk/bin/java" -XX:AOTCacheOutput="$cache.new" -Xlog:aot=off -Xlog:cds=off \
        -jar "$jar" run "$root/cli/src/launcher/Training.java" > "$cache_log" 2>&1 < /dev/null
    [ -s "$cache.new" ] || : > "$cache.new"
    mv "$cache.new" "$cache"
}

# One at a time: who comes second finds the work done.
bring_up_to_date() {
    mkdir -p "$out" || exit 1
    exec 9< "$root/cli"
    if command -v flock > /dev/null; then flock 9; fi
    if is_stale; then build; fi
    if needs_cache; then make_cache; fi
    exec 9<&-
}

if is_stale || { needs_cache && [ -w "$out" ]; }; then bring_up_to_date; fi

# ---- The tool ----------------------------------------------------------------------------------------------------------

# The cache must not be mentioned when it does not fit (another collector, a debugger): the start is slower then, no more.
if [ -s "$cache" ]; then
    set -- -XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off -jar "$jar" "$@"
else
    set -- -jar "$jar" "$@"
fi

# Handing values from goroutine to goroutine costs 10 to 20 % less under the parallel collector than under the default one,
# whose barriers do more at each write. A collector that the user chose stays.
case " ${JDK_JAVA_OPTIONS-} ${JAVA_TOOL_OPTIONS-} " in
    *' -XX:+Use'*GC' '*) ;;
    *) set -- -XX:+UseParallelGC "$@" ;;
esac

# The JVM then forgets goroutines that nothing can wake any more, instead of keeping all threads for its own dumps.
exec "$jdk/bin/java" -Djdk.trackAllThreads=false "$@"
