#!/usr/bin/env bash
# Restores, builds (warnings are errors), asks for advisories on the packages, and tests once: the .NET projects, and with Node.js the modules of wwwroot/play. Installs what the tests need where it may: Chromium, and Node.js with npm.
# The last line it prints is "N passed, N failed"; the exit code is that of the tests.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

install_package() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
    fi
    if ! command -v apt-get >/dev/null || { [ "${#as_root[@]}" -gt 0 ] && ! sudo -n true 2>/dev/null; }; then
        echo "$1 is missing and cannot be installed here without a password; install it with your system's package manager."
        return 1
    fi
    echo "Installing $1 with apt-get."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

if [ -z "${CHROMIUM:-}" ]; then
    if ! find_chromium >/dev/null; then
        install_package chromium fonts-liberation
    fi
    if CHROMIUM=$(find_chromium); then
        export CHROMIUM
    else
        unset CHROMIUM
        echo "There is no Chromium: the browser tests say that they were skipped (with CI=true they fail)."
    fi
fi

if ! command -v npm >/dev/null; then
    install_package npm || echo "There is no Node.js: the JavaScript client's test says so, and those of the player's page do not run."
fi

fail() {
    echo "$1"
    echo "0 passed, 1 failed"
    exit 1
}

# Fails on a package that an advisory warns of; says so where no source of packages can tell. Without that a silent list would look like a clean one.
check_advisories() {
    local list sources source told=""
    sources=$(dotnet nuget list source --format short | sed -n 's/^E *//p')
    for source in $sources; do
        if { curl -fsSL -m 20 "$source" || wget -qO- -T 20 "$source"; } 2>/dev/null | grep -q '"VulnerabilityInfo/'; then
            told=yes
        fi
    done
    if ! list=$(dotnet list package --vulnerable --include-transitive --format json 2>&1); then
        echo "The packages' advisories could not be looked up: $(echo "$list" | head -n 1)"
    elif echo "$list" | grep -q '"vulnerabilities"'; then
        echo "$list" | grep -E '"(path|id|resolvedVersion|severity|advisoryurl)"'
        fail "Packages have known vulnerabilities; the lines above name them."
    elif [ -z "$told" ]; then
        echo "The packages' advisories could not be looked up: none of the sources ($sources) has any. Nothing is known of vulnerable packages."
    else
        echo "No advisory warns of a package in use."
    fi
}

dotnet restore || fail "The packages could not be restored."
dotnet build --no-restore || fail "The solution does not build."
check_advisories

output=$(mktemp)
modules=$(mktemp)
trap 'rm -f "$output" "$modules"' EXIT
dotnet test --no-build "$@" 2>&1 | tee "$output"
code=${PIPESTATUS[0]}

count() {
    grep -E '^(Passed|Failed|Skipped)! ' "$output" | sed -E "s/.* $1: +([0-9]+).*/\1/" | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(count Passed) failed=$(count Failed) skipped=$(count Skipped)
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1 # The run itself broke down.
fi

# What Node's own test runner says of the modules; a file counts as no test of its own, though newer versions leave it out and older ones do not.
count_modules() {
    grep -E "^ *$1 [0-9]+ - " "$modules" | grep -vE '\.test\.mjs( |$)' | grep -c "$2" '# SKIP'
}
if command -v node >/dev/null; then
    if ! node --test --test-reporter=tap TrainingHub.Tests/JavaScript/play/*.test.mjs >"$modules" 2>&1; then
        grep -A 25 -E '^ *not ok ' "$modules"
        modules_failed=$(count_modules 'not ok' -v)
        failed=$((failed + (modules_failed > 0 ? modules_failed : 1)))
        code=1
    fi
    grep -oE '# SKIP .*' "$modules" | sort -u
    echo "The modules of the player's page: $(count_modules ok -v) passed"
    passed=$((passed + $(count_modules ok -v))) skipped=$((skipped + $(count_modules ok -e)))
elif [ "${CI:-}" = true ]; then
    echo "The modules of the player's page cannot be tested: there is no Node.js."
    failed=$((failed + 1)) code=1
else
    echo "There is no Node.js: the tests of the player's page's modules did not run."
fi
if [ "$skipped" -gt 0 ]; then
    echo "$skipped skipped, for the reasons above"
fi
echo "$passed passed, $failed failed"
exit "$code"
