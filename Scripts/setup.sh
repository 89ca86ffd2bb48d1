# shellcheck shell=bash
# Sourced by ./run and ./test: makes sure that the machine has what a build and the tests need.
# Expects `root` to be the folder of the repository. Everything said goes to stderr.

# shellcheck disable=SC2034
build_packages=(
    libevent-dev libssl-dev libsqlite3-dev libyaml-dev libgettextpo-dev gettext libcmark-gfm-dev libcmark-gfm-extensions-dev
    libsodium-dev libqrencode-dev pkg-config
)
# The tests also drive a browser, check the scripts' types, look at pages in several alphabets and ask through a proxy.
# shellcheck disable=SC2034
test_packages=(chromium node-typescript python3-venv fonts-noto-core fonts-dejavu-core nginx)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Addresses of mirrors help nobody and are nobody's business.
without_addresses() { sed -E 's#[a-z]+://[^ ]+#(a mirror)#g'; }

# missing_packages NAME... : those that are not installed, one a line.
missing_packages() {
    local installed name
    # It fails when it does not know one of the names, which is what we ask.
    # shellcheck disable=SC2016
    installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        grep -qxF "$name installed" <<<"$installed" || printf '%s\n' "$name"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# apt WORDS... : apt-get without questions; its words are shown only if it fails.
apt() {
    local log status=0
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" \
        >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then without_addresses <"$log" >&2; fi
    rm -f "$log"
    return "$status"
}

# install_packages NAME... : installs what is missing and says what; does nothing when all is there.
install_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: the libraries behind these packages have to be there already: $*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "Missing packages. As root: apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing Debian packages: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then sudo -v || fail "The packages can only be installed by root."; fi
    # What a failed update means shows itself at the next step, which may well succeed.
    apt update || say "The list of packages could not be renewed; trying with the one at hand."
    apt install --no-install-recommends "${missing[@]}" || fail "The packages could not be installed."
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] || fail "Still missing after the installation: ${missing[*]}"
}

require_swift() {
    command -v swift >/dev/null || fail "There is no Swift toolchain on the path; 6.2 or newer is needed."
}
