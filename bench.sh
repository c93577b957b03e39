#!/usr/bin/env bash
# Runs the design that TrainingHub replaces and TrainingHub itself in turn, the same work on this machine, and prints the table of docs/performance.md.
# Usage: ./bench.sh [SHAPE …]   a shape is SESSIONSxPLAYERSxWATCHERS; BENCH_SECONDS (20) each, BENCH_PEER (../shared/bench) holds the peer and both loads.
# Needs Node.js with npm. A busy machine spoils the figures: quote only ratios of one run.
set -euo pipefail
cd "$(dirname "$0")"
peer=${BENCH_PEER:-../shared/bench}
seconds=${BENCH_SECONDS:-20}
shapes=("$@")
if [ "${#shapes[@]}" -eq 0 ]; then
    shapes=(20x20x3 100x20x3 40x25x4 2x500x3)
fi

work=$(mktemp -d)
server=
stop_server() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap 'stop_server; rm -rf "$work"' EXIT

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Waits until the program that runs in the background has printed a line; answers with the line.
line_of() {
    local file=$1 pattern=$2
    for _ in $(seq 300); do
        if grep -m1 -- "$pattern" "$file"; then
            return
        fi
        kill -0 "$server" || { cat "$file" >&2; return 1; }
        sleep 0.1
    done
    echo "'$pattern' did not come within 30 s." >&2
    return 1
}

run_peer() {
    local port
    port=$(free_port)
    node "$work/peer/socketio-peer.mjs" "$port" >"$work/peer.log" 2>&1 &
    server=$!
    line_of "$work/peer.log" '^pid ' >/dev/null
    node "$work/peer/load-socketio.mjs" "$port" "$server" "$1" "$2" "$3" "$seconds"
    stop_server
}

run_product() {
    local data=$work/data-$1x$2x$3-$4 address
    "$work/bench/TrainingHub.Bench" prepare --data "$data" --out "$work/tokens.json" --sessions "$1" --players "$2" --observers 1 >&2
    dotnet "$work/web/TrainingHub.Web.dll" "--Data:Directory=$data" --urls http://127.0.0.1:0 --Server:PublicUrl=http://localhost ${BENCH_SETTINGS:-} >"$work/web.log" 2>&1 &
    server=$!
    address=$(line_of "$work/web.log" 'Now listening on: ' | sed 's/.*Now listening on: //')
    node "$work/peer/load-signalr.mjs" "$address" "$server" "$1" "$2" "$3" "$seconds" "$4" "$work/tokens.json"
    stop_server
    rm -rf "$data"
}

echo "Building the product and getting the peer's packages." >&2
dotnet publish TrainingHub.Web -c Release -o "$work/web" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
dotnet publish TrainingHub.Bench -c Release -o "$work/bench" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
mkdir "$work/peer"
cp "$peer"/*.mjs "$peer"/package.json "$work/peer/"
(cd "$work/peer" && npm install --no-audit --no-fund >"$work/build.log" 2>&1) || { cat "$work/build.log" >&2; exit 1; }

cat >"$work/table.mjs" <<'EOF'
import fs from 'node:fs';
const rows = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(line => { const [shape, who, json] = line.split('\t'); return { shape, who, ...JSON.parse(json) }; });
const name = { peer: 'peer', json: 'TrainingHub, JSON', msgpack: 'TrainingHub, MessagePack' };
console.log('| sessions × players × watchers | | updates/s | server CPU, µs an update | of the peer | p50 ms | p99 ms | bytes to watchers an update | of the peer | MiB resident |');
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|');
for (const row of rows) {
  const peer = rows.find(other => other.shape === row.shape && other.who === 'peer');
  const of = key => row === peer || !peer ? '' : (row[key] / peer[key]).toFixed(3);
  console.log(`| ${row.shape.replaceAll('x', '×')} | ${name[row.who]} | ${row.perSecond} | ${row.cpuMicrosPerUpdate} | ${of('cpuMicrosPerUpdate')} | ${row.p50ms} | ${row.p99ms} | ${row.bytesPerUpdate} | ${of('bytesPerUpdate')} | ${row.rssMiB} |`);
}
EOF
for shape in "${shapes[@]}"; do
    IFS=x read -r sessions players watchers <<<"$shape"
    for who in ${BENCH_WHO:-peer json msgpack}; do
        echo "$shape, $who" >&2
        if [ "$who" = peer ]; then
            figures=$(run_peer "$sessions" "$players" "$watchers")
        else
            figures=$(run_product "$sessions" "$players" "$watchers" "$who")
        fi
        printf '%s\t%s\t%s\n' "$shape" "$who" "$figures" | tee -a "$work/figures" >&2
    done
done
node "$work/table.mjs" "$work/figures"
