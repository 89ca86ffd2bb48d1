#!/bin/sh
# Fuzzes one reader: Tests/Fuzz/readers.sh pack|condition|events|po|form [SECONDS], 30 unless told. Ends with 0 when
# nothing was found; otherwise the input that broke it lies in the printed crash file, and the same binary run with it
# (and KEREGE_FUZZ set) shows why. Memory is bounded to 1 GB, one input to ten seconds.
set -eu
cd "$(dirname "$0")/../.."
reader=$1
export KEREGE_FUZZ="$reader"
swift build -c release --sanitize=fuzzer --scratch-path .build-fuzz --product fuzz-readers >&2
out=.build-fuzz/found/$reader
mkdir -p "$out/corpus"
KEREGE_SEEDS=$out/corpus .build-fuzz/release/fuzz-readers -runs=0 "$out/corpus" >/dev/null 2>&1 || true
exec .build-fuzz/release/fuzz-readers -max_total_time="${2:-30}" -max_len=65536 -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="$out/" -print_final_stats=1 "$out/corpus"
