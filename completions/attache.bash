# Completion of attache for bash 4 and later.
#
# Commands and options are read from the program's own --help, works and
# sections from its lists, so that nothing here has to follow the program.
#
# A section is found by the beginning of its id, else by a part of the id or
# words of the title; where several fit, the second Tab lists them with their
# titles.

# Fill commands, or options and those with a value: from --help.
_attache_read_help() # [COMMAND]
{
	local line name

	while IFS= read -r line; do
		if [[ $line =~ ^'  '([a-z]+)'  ' ]]; then
			commands+=("${BASH_REMATCH[1]}")
		elif [[ $line =~ ^'  '(-.,|'   ')' '(--[a-z-]+)' '([^ ])? ]]; then
			name=${BASH_REMATCH[2]}
			options+=("$name")
			[ -n "${BASH_REMATCH[3]}" ] &&
				valued+=("${BASH_REMATCH[1]%,}" "$name")
		fi
	done < <("$program" "$@" --help 2>/dev/null)
}

_attache_run() # ARGUMENT...
{
	"$program" "$@" --quiet --json ${library:+--library="$library"} \
	    2>/dev/null
}

# From JSON lines: "first<TAB>second".
_attache_fields() # FIRST SECOND
{
	local text='(([^"\\]|\\.)*)' tab=$'\t'

	sed -nE "s/.*\"$1\":\"$text\".*\"$2\":\"$text\".*/\\1$tab\\3/p"
}

# Of rows "id<TAB>title", those that begin as typed; else those that have it.
_attache_match() # TYPED
{
	awk -F '\t' -v typed="$1" '
	BEGIN { low = tolower(typed) }
	index($1, typed) == 1 { print; found = 1; next }
	index(tolower($1), low) || index(" " tolower($2), " " low) {
		other[++n] = $0
	}
	END {
		for (i = 1; !found && i <= n; i++)
			print other[i]
	}'
}

# Ids that the shell would take for more than a word are left out.
_attache_sections()
{
	local work=${cur%%#*} typed=${cur#*#} id title i apart=
	local special='[][ !"$&'\''()*;<>?\`{|}]'
	local -a ids=() titles=()

	while IFS=$'\t' read -r id title; do
		[[ $id =~ $special ]] && continue
		ids+=("$id")
		titles+=("$title")
		[[ $id == "$typed"* ]] || apart=yes
	done < <(_attache_run toc "${work/#\~/$HOME}" |
		_attache_fields id title | _attache_match "$typed")
	if [ "${#ids[@]}" -gt 1 ] && [ "${COMP_TYPE:-9}" = 63 ]; then
		for i in "${!ids[@]}"; do
			COMPREPLY+=("${ids[i]}  ${titles[i]}")
		done
		return
	fi
	[ "${#ids[@]}" -gt 0 ] && COMPREPLY=("${ids[@]/#/$work#}")
	# Several that do not begin as typed: what is typed stays.
	[ -n "$apart" ] && [ "${#ids[@]}" -gt 1 ] && COMPREPLY+=(' ')
}

_attache_files() # [folders]
{
	local found kind

	compopt -o filenames 2>/dev/null
	while IFS= read -r found; do
		COMPREPLY+=("$found")
	done < <(compgen -d -- "$cur"
		[ "${1-}" = folders ] && exit
		for kind in xml dbk docbook tei odd; do
			compgen -f -X "!*.$kind" -- "$cur"
		done)
}

_attache_works()
{
	local work title

	if [[ $cur == *'#'* ]]; then
		_attache_sections
		return
	fi
	compopt -o nospace 2>/dev/null # a section may follow
	while IFS=$'\t' read -r work title; do
		if [ "$work" = "$cur" ]; then
			COMPREPLY=("$work#")
			return
		fi
		[[ $work == "$cur"* ]] && COMPREPLY+=("$work")
	done < <(_attache_run works | _attache_fields work title)
	_attache_files
}

_attache_words() # WORD...
{
	mapfile -t COMPREPLY < <(compgen -W "$*" -- "$cur")
}

_attache_scopes()
{
	local before=

	[[ $cur == *,* ]] && before=${cur%,*},
	compopt -o nospace 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -P "$before" -W "$("$program" search \
	    --help 2>/dev/null | sed -n '/^  [a-z]*,/,/^$/s/,/ /gp')" \
	    -- "${cur##*,}")
}

# The value of an option.
_attache_value() # OPTION
{
	case $command$1 in
	marks--format) _attache_words markdown html csv json ;;
	cite-f | cite--format)
		_attache_words chicago apa bibtex biblatex ris csl-json docbook
		;;
	*-L | *--library) _attache_files ;;
	*--build) _attache_files folders ;;
	*--in) _attache_works ;;
	*--color) _attache_words auto always never ;;
	*--keys) _attache_words attache less info ;;
	*--theme) _attache_words dark light none ;;
	*--clipboard) _attache_words osc52 none ;;
	*--links) _attache_words none numbers osc8 ;;
	*--scope) _attache_scopes ;;
	esac
}

_attache_marks()
{
	case ${arguments[0]-} in
	'') _attache_words list add edit remove check export import ;;
	add) _attache_works ;;
	edit | remove)
		_attache_words "$(_attache_run marks list |
			sed -nE 's/^\{"id":"([0-9a-f]{8}).*/\1/p')"
		;;
	import) compopt -o default 2>/dev/null ;;
	esac
}

# The words before the cursor: the command, its arguments, the library.
_attache_scan()
{
	local i word

	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $word == -* ]]; then
			[[ " ${valued[*]} " == *" $word "* ]] || continue
			((i + 1 < COMP_CWORD)) || continue
			[ "${COMP_WORDS[i + 1]}" = = ] && i=$((i + 1))
			i=$((i + 1))
			[[ $word == -L || $word == --library ]] &&
				library=${COMP_WORDS[i]/#\~/$HOME}
		elif [ -z "$command" ] && [ "${#arguments[@]}" -eq 0 ] &&
		    [[ " ${commands[*]} " == *" $word "* ]]; then
			command=$word
			options=() valued=()
			_attache_read_help "$command"
		elif [ "$word" != = ]; then
			arguments+=("$word")
		fi
	done
}

_attache_argument()
{
	case $command in
	'')
		_attache_works
		[ "${#arguments[@]}" -eq 0 ] && [[ $cur != *'#'* ]] &&
			COMPREPLY+=($(compgen -W "${commands[*]}" -- "$cur"))
		;;
	search) [ "${#arguments[@]}" -gt 0 ] && _attache_works ;;
	topics) ;;
	marks) _attache_marks ;;
	check) _attache_files ;;
	*) _attache_works ;;
	esac
	# A command is complete when it is there.
	[ "${#COMPREPLY[@]}" -eq 1 ] &&
		[[ " ${commands[*]} " == *" ${COMPREPLY[0]} "* ]] &&
		compopt +o nospace 2>/dev/null
}

_attache()
{
	local program=${1/#\~/$HOME} cur=$2 prev=$3 command='' library=''
	local -a commands=() options=() valued=() arguments=()

	COMPREPLY=()
	cur=${COMP_WORDS[COMP_CWORD]}
	# "--option=value" comes as three words.
	if [ "$cur" = = ]; then
		cur=''
	elif [ "$prev" = = ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	_attache_read_help
	_attache_scan
	if [[ $prev == -* && " ${valued[*]} " == *" $prev "* ]]; then
		_attache_value "$prev"
	elif [[ $cur == -* ]]; then
		_attache_words "${options[*]}"
	else
		_attache_argument
	fi
	return 0
}

complete -F _attache attache
