#!/bin/sh
# What the browser tests need from the system: Chromium and a font with Chinese characters.
# As root on Debian they are installed; otherwise one sentence says what to install.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list 2>/dev/null | grep -qiE 'noto.*cjk|wqy' || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    apt-get install -y -q --no-install-recommends $missing fontconfig >/dev/null
    exit 0
fi
echo "The tests need these packages:$missing. Install them (Debian: sudo apt-get install$missing) and try again." >&2
exit 1
