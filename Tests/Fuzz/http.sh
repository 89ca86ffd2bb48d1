#!/bin/sh
# Fuzzes the HTTP request decoder: Tests/Fuzz/http.sh [SECONDS], 30 unless told; with `build` it builds alone. Ends with 0
# when nothing was found; otherwise the input that broke it lies in the printed crash file, and the same binary run with it
# shows why. The checks of Span and arrays stay on as in a release build; the address sanitizer watches the rest.
set -eu
cd "$(dirname "$0")/../.."
out=.build/fuzz
mkdir -p "$out/http-corpus"
newer=$(find Sources/HTTPCore Tests/Fuzz/HTTPFuzz.swift -newer "$out/http" 2>/dev/null || echo all)
if [ -n "$newer" ]; then
    swiftc -O -parse-as-library -swift-version 6 -package-name kerege -module-name HTTPFuzz \
        -sanitize=fuzzer,address Sources/HTTPCore/*.swift Tests/Fuzz/HTTPFuzz.swift -o "$out/http"
fi
[ "${1:-}" != build ] || exit 0
printf 'GET /a%%20b?c=d HTTP/1.1\r\nHost: h\r\nCookie: a=b\r\nRange: bytes=0-1\r\n\r\n' >"$out/http-corpus/get"
printf 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.0\r\n\r\n' >"$out/http-corpus/post"
printf 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n' \
    >"$out/http-corpus/chunked"
exec "$out/http" -max_total_time="${1:-30}" -max_len=4096 -timeout=5 -artifact_prefix="$out/" -print_final_stats=1 \
    "$out/http-corpus"
