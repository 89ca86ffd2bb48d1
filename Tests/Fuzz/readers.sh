#!/bin/sh
# Fuzzes one reader: Tests/Fuzz/readers.sh pack|condition|events|po|form|site [SECONDS], 30 unless told; with `build` alone it only
# builds. Ends with 0 when nothing was found; otherwise the input that broke it lies in the printed crash file, and the same
# binary run with it (and KEREGE_FUZZ set) shows why. Memory is bounded to 1 GB, one input to ten seconds.
set -eu
cd "$(dirname "$0")/../.."
reader=$1
export KEREGE_FUZZ="$reader"
scratch=.build-fuzz
if [ "$reader" = site ]; then scratch=.build-fuzz/with-site; fi
fuzzer=$scratch/release/fuzz-readers
# Short runs build once and then start several at one time.
if [ "$reader" = build ] || [ -z "${KEREGE_FUZZ_BUILT:-}" ]; then
    swift build -c release --disable-index-store --sanitize=fuzzer --scratch-path "$scratch" --product fuzz-readers >&2
fi
[ "$reader" != build ] || exit 0
out=.build-fuzz/found/$reader
mkdir -p "$out/corpus"
KEREGE_SEEDS=$out/corpus "$fuzzer" -runs=0 "$out/corpus" >/dev/null 2>&1 || true
exec "$fuzzer" -max_total_time="${2:-30}" -max_len=65536 -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="$out/" -print_final_stats=1 "$out/corpus"
