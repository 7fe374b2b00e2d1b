#!/usr/bin/env bash
# Runs a command and announces its result on a channel: ./announce.sh '#ops' npm test. Needs curl and jq.
set -euo pipefail

[ $# -ge 2 ] || { echo "usage: $0 CHANNEL COMMAND..." >&2; exit 64; }
channel="#${1#\#}"
shift
url=${PEERMESH_URL:-http://127.0.0.1:7337}
token=${PEERMESH_TOKEN:-$(cat "${PEERMESH_TOKEN_FILE:-$HOME/.peermesh/token}")}
label="ci@$(hostname)"
session=

# call PATH BODY: prints the answer; what the broker refuses goes to stderr with its hint, and fails.
# The secret comes to curl on stdin, since the arguments of a process are there for all to read.
call() {
  local answer
  answer=$(curl --silent --show-error --max-time 20 --retry 3 --retry-connrefused \
    --config - --header 'Content-Type: application/json' --data "$2" "$url$1" \
    <<<"header = \"Authorization: Bearer $token\"${session:+
header = \"PeerMesh-Session: $session\"}") || return
  if jq --exit-status '.code? // empty' >/dev/null <<<"$answer"; then
    jq --raw-output '"\(.code): \(.detail) \(.hint)"' <<<"$answer" >&2
    return 1
  fi
  printf '%s\n' "$answer"
}

status=0
"$@" || status=$?
if [ "$status" -eq 0 ]; then result='passed'; else result="failed with exit code $status"; fi

# The owner key makes the next run the same peer again; it is made of the secret, so nothing needs to be kept.
key=$(printf '%s' "$token$label" | sha256sum | cut -d ' ' -f 1)
register=$(jq -n --arg name "$label" --arg host "$(hostname)" --arg key "$key" \
  '{label: $name, host: $host, runtime: "bash", owner_key: $key}')
session=$(call /v1/peers/register "$register" | jq --raw-output .session_token)
call /v1/channels/create "$(jq -n --arg name "$channel" '{name: $name}')" >/dev/null
post=$(jq -n --arg channel "$channel" --arg body "$*: $result" --arg key "$(date +%s)-$$" \
  '{channel: $channel, body: $body, idempotency_key: $key}')
call /v1/channels/publish "$post" | jq --raw-output '"announced to \(.fanned_out) subscribers"' >&2
call /v1/peers/unregister '{"reason": "job ended"}' >/dev/null
exit "$status"
