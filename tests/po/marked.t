#!/bin/sh
# Every sentence is marked for translation: in a language that only puts
# {braces} around what is translated, nothing else says words.
if ! command -v "${MSGFMT:-msgfmt}" >/dev/null ||
	! command -v "${XGETTEXT:-xgettext}" >/dev/null ||
	! command -v msgfilter >/dev/null; then
	echo '1..0 # SKIP the gettext tools are not installed'
	exit 0
fi
. "$(dirname "$0")/../cli/tap.sh"
tools=$here/../../tools
program=${ATTACHE%/*}

# A program beside its catalogues, as in a build tree.
mkdir -p "$work/po/xx/LC_MESSAGES"
cp "$program/attache" "$program/attache-xml" "$program/screen_driver" "$work"
sh "$tools/pot.sh" >"$work/pot" || exit 99
msgen "$work/pot" 2>/dev/null |
	msgfilter --keep-header sed -e '1s/^/{/' -e '$s/$/}/' >"$work/xx.po"
"${MSGFMT:-msgfmt}" -o "$work/po/xx/LC_MESSAGES/attache.mo" "$work/xx.po" ||
	exit 99
if ! "$work/attache" --help | grep -q .; then
	exit 99
fi
LANGUAGE=xx
export LANGUAGE
if ! "$work/attache" --help | grep -q '^{'; then
	echo '1..0 # SKIP built without other languages'
	exit 0
fi
ATTACHE=$work/attache
cp ./*.xml "$here/views.keys" "$work"
cd "$work" || exit 99

# Words outside the braces, of what is read. Not for people: options, files and
# addresses, what a sign stands before, the name of the program.
words()
{
	sed -e ':inner' -e 's/{[^{}]*}//g' -e 'tinner' \
	    -e 's/{.*//' -e 's/^[^{}]*}//' \
	    -e 's/--[a-z][a-z-]*//g' -e 's/^attache:* //' -e 's/: \(error\|warning\): /: /' \
	    -e 's/[^ ]*[0-9/#][^ ]*//g' "$@" | grep '[a-z][a-z]'
}

# says_nothing_else NAME [SED OPTION]...
says_nothing_else()
{
	name=$1
	shift
	cat "$work/out" "$work/err" >"$work/all"
	unmarked=$(words "$@" "$work/all" | tr -s ' ')
	[ -z "$unmarked" ]
	result $? "$name" "nothing outside braces: $unmarked"
}

# The names in the first column of --help and of scopes stay.
attache --help
commands=$(sed -n 's/^  \([a-z]*\)  *{.*/\1/p' out)
says_nothing_else "--help" -e 's/^  [a-z]* //'
for command in $commands; do
	attache "$command" --help
	says_nothing_else "$command --help" \
	    -e "s/ $command //" -e 's/^  titles, .*//' -e 's/^  [a-z, ]*,$//' \
	    -e 's/^  [a-z]*\(, [a-z]*\)*$//'
done
attache --version
says_nothing_else "--version"

# What is said when something is wrong or missing.
while read -r arguments; do
	# shellcheck disable=SC2086
	eval "attache $arguments"
	says_nothing_else "$arguments"
	[ -s "$work/all" ]
	result $? "$arguments says something"
done <<'EOF'
nosuch
--nosuch
-Y
--color=x 1.xml
--depth toc
--root=. show 1.xml
--theme=dark toc 1.xml
show 1.xml#Z
show 3.xml
show --width=x 1.xml
show --links=x 1.xml
toc --depth=0 1.xml
search
search '(' 1.xml
search --scope=x Z 1.xml
search --in=9 Z 1.xml
topics
topics --limit=x Z --in 1.xml
backlinks
backlinks 1.xml
cite
cite --format=x 1.xml
check
check 2.xml
check --schema 2.xml
marks x
marks add
marks add 1.xml#A --letter=12
marks add 1.xml#A --note=1
marks edit
marks edit 9
marks remove
marks remove 9
marks import
marks import 3.xml
marks export --format=x
cache --status --clear
cache --status
cache --clear
cache --build=.
cache --build=/dev/null 1.xml
works nosuch
EOF
# LANGUAGE is not believed there.
for arguments in '--root=/nosuch toc' '--idle=x --root=. toc' \
    '--allow-unsandboxed --root=. check' \
    '--allow-unsandboxed --root=. cite --format=x 1'; do
	# shellcheck disable=SC2086
	LC_ALL=xx_XX.UTF-8 attache --restricted $arguments
	says_nothing_else "--restricted $arguments"
	[ "$status" -eq 2 ]
	result $? "--restricted $arguments fails"
done

attache works 1.xml
says_nothing_else "works"
attache terms 1.xml
says_nothing_else "terms"

# The screens. Names of actions, settings and their values stay, in lists of
# their own; so do names of keys, which hints and help begin with.
cp views.keys 1.xml "$work/po"
(HELPER=$work/attache-xml TZ=UTC; export HELPER TZ
unset NO_COLOR
"$work/screen_driver" --update "$work/po" views) >out 2>err
took $?
out_like '^ok' "the views are played"
keys='Space Tab Enter Esc Backspace S-Tab Up Down Left Right Home End PgUp PgDn
Insert Delete'
: >drop
for key in $keys; do echo "s/$key//g" >>drop; done
awk '/^== /{ title = substr($0, 4); next } { print title ": " $0 }' \
    po/views.screen | sed -e '/: -- cursor /d' -f drop |
	sed -e '/^[a-z ]*option/s/}[a-z0-9 -]*$/}/' \
	    -e 's/^[a-z ]*option.*= [^{]*{/{/' -e '/^help: /s/}[a-z -]*$/}/' \
	    -e 's/^of a kind: .*^K title/^K/' -e 's/^going to an action: :.*//' \
	    -e 's/^[^:]*: //' >out
: >err
says_nothing_else "the views"
done_testing
