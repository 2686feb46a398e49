#!/bin/sh
# Posters with Chinese words need a font that has them. Installed where that is allowed; otherwise said, and the app
# still runs: it says so in place of a poster.
set -u
for path in /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc /usr/share/fonts/truetype/wqy/wqy-microhei.ttc \
    "/System/Library/Fonts/PingFang.ttc"; do
    [ -e "$path" ] && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends fonts-noto-cjk >/dev/null && exit 0
fi
echo "Posters need a font with Chinese characters: install fonts-noto-cjk (Debian: sudo apt-get install fonts-noto-cjk)." >&2
exit 0
