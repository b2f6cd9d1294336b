#!/bin/sh
# --help, --version, options, and that the manual page knows them all.
. "$(dirname "$0")/tap.sh"
man=$here/../../man/attache.1

attache --help
status_is 0 "--help succeeds"
out_like '^Usage: attache \[OPTION\]... \[WORK\]...$' "--help says how"
commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/out")
[ "$(echo "$commands" | wc -w)" -eq 14 ]
result $? "--help lists 14 commands"

attache --version
status_is 0 "--version succeeds"
out_like '^attache [0-9]' "--version names the version"

# Options before the line END of what was printed last: "-d,--depth=".
printed() # END
{
	sed -n -e "/^$1/q" \
	    -e 's/^  \(-.,\)\{0,1\} *\(--[a-z-]*\) [A-Z].*/\1\2=/p' -e t \
	    -e 's/^  \(-.,\)\{0,1\} *\(--[a-z-]*\) .*/\1\2/p' "$work/out" | sort
}

# The same of a section of the manual page.
documented() # HEADING
{
	awk -v heading="^[.]Ss $1 " '/^[.]S[sh]/ { on = $0 ~ heading }
		on && sub(/^[.]It Fl /, "")' "$man" |
		sed -e 's/^\(.\) .*, Fl /-\1,/' -e 's/ .*/=/' \
		    -e 's/^\(-.,\)\{0,1\}/&-/' | sort
}

# options_agree END HEADING NAME
options_agree()
{
	printed "$1" >"$work/printed"
	documented "$2" >"$work/documented"
	differ=$(diff "$work/printed" "$work/documented")
	result $? "$3" "$differ"
}

attache --help
options_agree 'attache COMMAND --help' Options \
    "options are those of the manual page"
[ "$(grep -c = "$work/printed")" -gt 5 ]
result $? "and have values"
for command in $commands; do
	attache "$command" --help
	status_is 0 "$command --help succeeds"
	out_like "^Usage: attache $command \\[OPTION\\]... " \
	    "$command --help says how"
	columns_within 80 "$command --help fits in 80 columns"
	grep -q "^\\.Ss $command " "$man"
	result $? "$command is in the manual page"
	options_agree 'Options of every' "$command" \
	    "$command: options are those of the manual page"
done

attache toc --nonsense
status_is 2 "an unknown option is an error"
err_is 'attache: no option --nonsense, or more than one begins so; attache toc --help lists them' \
    "and is named"
attache -Z
status_is 2 "an unknown letter is an error"
err_like '^attache: no option -Z' "and is named"
attache toc "--a${escape}[31mb"
out_safe "an option with controls is made safe"
attache show -w
status_is 2 "a missing value is an error"
err_is 'attache: --width wants COLUMNS' "and is named"
attache show -w 9
status_is 2 "a value out of range is an error"
attache toc --color=blue manual.xml
status_is 2 "--color takes three values"
attache nonsense
status_is 2 "a word that is no command and no work is an error"
err_like 'no command, work or file "nonsense"' "and is named"
attache search
status_is 2 "search wants a pattern"

attache toc --quiet manual.xml --no-cache
status_is 0 "options may follow words"
attache --no-cache --quiet toc manual.xml
status_is 0 "options of every command may precede the command"
attache toc -- manual.xml
status_is 0 "-- ends the options"

attache manual.xml
status_is 0 "a work without a command is read"
out_like '^1  Posts' "without a terminal its outline is printed"
attache --linear manual.xml
status_is 0 "options of the screen"
attache --linear toc manual.xml
status_is 2 "are not for commands"
attache -- manual.xml
status_is 0 "a work after --"

done_testing
