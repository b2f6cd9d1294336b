#!/bin/sh
# Completion in fish.
. "$(dirname "$0")/common.sh"

command -v fish >/dev/null || fail_setup 'no fish'

cat >"$work/offer" <<'END'
source $completions/attache.fish
complete -C $argv[1] | string replace -r '\t.*' ''
END
offer="fish --no-config $work/offer"
run_cases
