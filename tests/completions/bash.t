#!/bin/sh
# Completion in bash.
. "$(dirname "$0")/common.sh"

command -v bash >/dev/null || fail_setup 'no bash'
bash -c '[ "${BASH_VERSINFO[0]}" -ge 4 ]' || fail_setup 'bash is older than 4'

# A line as readline hands it to the function.
cat >"$work/offer" <<'END'
. "$completions/attache.bash"
compopt() { :; } # only readline has one
COMP_LINE=$1 COMP_POINT=${#1}
read -ra COMP_WORDS <<<"${1//=/ = }"
[[ $1 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_attache "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" \
    "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
END
offer="bash --norc --noprofile $work/offer"
run_cases
