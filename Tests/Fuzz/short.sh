#!/bin/sh
# Fuzzes each of the five readers for a while, two at a time: Tests/Fuzz/short.sh [SECONDS], 30 unless told. A line for each
# reader; ends with 0 when nothing was found. When this toolchain cannot fuzz it says so, which is no failure on somebody's own
# machine, and one where CI is set: nobody would read it there.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-30}
out=.build-fuzz/short
mkdir -p "$out"

# Some toolchains come without libFuzzer's library. Everything else that goes wrong is a failure.
can_fuzz() {
    printf '@_cdecl("LLVMFuzzerTestOneInput") public func fuzz(_ p: UnsafePointer<UInt8>?, _ n: Int) -> CInt { 0 }\n' \
        >"$out/probe.swift"
    swiftc -parse-as-library -sanitize=fuzzer "$out/probe.swift" -o "$out/probe" >"$out/probe.log" 2>&1 && return
    if grep -Eq 'rt\.fuzzer|sanitizer.*not supported|unsupported option' "$out/probe.log"; then
        echo "NOT FUZZED: this Swift toolchain has no library of libFuzzer (libclang_rt.fuzzer)."
        return 1
    fi
    cat "$out/probe.log"
    exit 1
}

# one NAME SCRIPT WORDS... : fuzzes and keeps the log.
one() {
    name=$1
    shift
    if "$@" >"$out/$name.log" 2>&1; then echo 0; else echo 1; fi >"$out/$name.status"
}

report() {
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$1.log")
    memory=$(sed -n 's/^stat::peak_rss_mb: *//p' "$out/$1.log")
    echo "$1: ${runs:-no} inputs in $seconds s, ${memory:-?} MB at most"
    [ "$(cat "$out/$1.status")" = 0 ] && [ -n "$runs" ] && return
    tail -n 40 "$out/$1.log"
    failed="$failed $1"
}

can_fuzz || { [ -z "${CI:-}" ]; exit; }
for script in readers http; do
    "Tests/Fuzz/$script.sh" build >"$out/build.log" 2>&1 || { cat "$out/build.log"; exit 1; }
done
export KEREGE_FUZZ_BUILT=yes
failed=""
one pack Tests/Fuzz/readers.sh pack "$seconds" &
one condition Tests/Fuzz/readers.sh condition "$seconds" &
wait
one events Tests/Fuzz/readers.sh events "$seconds" &
one http Tests/Fuzz/http.sh "$seconds" &
wait
one form Tests/Fuzz/readers.sh form "$seconds"
for name in pack condition events form http; do report "$name"; done
[ -z "$failed" ] || { echo "Found something:$failed. The inputs lie in .build-fuzz/found and .build/fuzz."; exit 1; }
