# Completion in a real shell: a test file makes $offer, a command that prints
# what is offered for the line given as its argument, one a line, and calls
# run_cases.

fail_setup() { echo "1..0 # SKIP $*"; exit 0; }

here=$(cd "$(dirname "$0")" && pwd)
completions=$(cd "${srcdir:?}/completions" && pwd)
PATH=$(cd "${builddir:?}" && pwd):$PATH
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HOME=$work/home
XDG_CACHE_HOME=$work/cache
XDG_CONFIG_HOME=$work/config
XDG_DATA_HOME=$work/data
XDG_STATE_HOME=$work/state
XDG_DATA_DIRS=$work/share
LC_ALL=C.UTF-8
TERM=dumb
export PATH HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME \
    XDG_DATA_DIRS LC_ALL TERM completions work

document() # ID
{
	cat <<-END
	<article xmlns="http://docbook.org/ns/docbook" version="5.0" xml:id="$1">
	<title>A work called "$1"</title>
	<section xml:id="one"><title>One</title><para>Text.</para></section>
	<section xml:id="granite"><title>Granite</title><para>Hard.</para>
	<section xml:id="granite.uses"><title>Uses</title><para>Kerbs.</para></section></section>
	<section xml:id="slate"><title>Slate for roofs</title><para>Soft.</para></section>
	</article>
	END
}

mkdir -p "$HOME" "$work/share/attache/works" "$work/here/shelf"
document quarry >"$work/share/attache/works/quarry.xml"
document document >"$work/here/document.xml"
document lonely >"$work/here/shelf/lonely.xml"
cd "$work/here" || exit 99

run_cases()
{
	n=0
	while IFS= read -r case; do
		case $case in
		'#'* | '') continue ;;
		esac
		n=$((n + 1))
		typed=${case%% = *}
		offers=${case#* = }
		unwanted=
		case $offers in
		*' - '*) unwanted=${offers##* - } offers=${offers%% - *} ;;
		esac
		$offer "$typed" >"$work/out" 2>"$work/err"
		wrong=
		for word in $offers; do
			grep -qxF -e "$word" "$work/out" ||
				wrong="$wrong; $word is not offered"
		done
		for word in $unwanted; do
			grep -qxF -e "$word" "$work/out" &&
				wrong="$wrong; $word is offered"
		done
		[ -s "$work/err" ] && wrong="$wrong; errors are printed"
		if [ -z "$wrong" ]; then
			echo "ok $n - $typed"
		else
			echo "not ok $n - $typed"
			echo "# ${wrong#; }"
			sed 's/^/# offered: /' "$work/out" | head -n 20
			sed 's/^/# error: /' "$work/err" | head -n 5
		fi
	done <"$here/cases"
	echo "1..$n"
}
