#!/bin/sh
# Makes sure of what the tests need from the system: a Chromium for the tests in a browser.
# As root on a Debian it is installed by name, otherwise one line says what is missing.
for browser in chromium chromium-browser google-chrome; do
  if command -v "$browser" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  echo "installing chromium for the tests in a browser"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0
fi
echo "make test: a Chromium is missing (chromium, chromium-browser or google-chrome on PATH); on Debian: sudo apt-get install chromium" >&2
exit 1
