#!/bin/sh
# Completion in zsh: an interactive one on a pseudo-terminal, in which compadd
# also prints what it is given.
. "$(dirname "$0")/common.sh"

command -v zsh >/dev/null || fail_setup 'no zsh'
zsh -fc 'zmodload zsh/zpty' 2>/dev/null || fail_setup 'zsh has no zpty'

mkdir "$work/zsh"
cat >"$work/zsh/.zshrc" <<'END'
PS1= RPS1=
unsetopt zle_bracketed_paste
fpath=($completions $fpath)
autoload -Uz compinit
compinit -u -D
compadd() {
	local -a all found
	all=(${@[1,(i)(-|--)]})
	if (( ! ${all[(I)-(O|A|D)]} )); then
		builtin compadd -A found "$@"
		(( $#found )) && print -rl -- "<${(@)^${(@Q)found}}>" >/dev/tty
	fi
	builtin compadd "$@"
}
list-all() { zle list-choices; print '<finished>' >/dev/tty; }
zle -N list-all
bindkey '^I' list-all
print '<ready>'
END
cat >"$work/offer" <<'END'
zmodload zsh/zpty
zpty inner "stty cols 200 rows 50; ZDOTDIR=$work/zsh exec zsh -i -o no_global_rcs"
until_word() {
	local line
	while zpty -r inner line; do
		print -r -- "$line"
		[[ $line == *"<$1>"* ]] && return
	done
}
until_word ready >/dev/null
zpty -w -n inner "$1"$'\t'
until_word finished | tr -d '\r' >$work/said
grep -a '_[a-z_]*:[0-9]*: ' $work/said >&2 # of zsh's functions
grep -ao '<[^<>]*>' $work/said | tr -d '<>' | grep -vx finished | sort -u
zpty -d inner
END
command -v timeout >/dev/null && limit='timeout 30'
offer="${limit-} zsh -f $work/offer"
run_cases
