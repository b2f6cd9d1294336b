#!/bin/sh
# What goes with the program: valid, of one version, and true.
cd "${srcdir:?}" || exit 1
PATH=${builddir:?}:$PATH
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
n=0

# check NAME COMMAND...: the command succeeds.
check()
{
	n=$((n + 1))
	name=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$work/out"
	fi
}

# tool NAME COMMAND...: the same, where the command is installed.
tool()
{
	if command -v "$2" >/dev/null; then
		check "$@"
	else
		n=$((n + 1))
		echo "ok $n - $1 # SKIP no $2"
	fi
}

version=$(sed -n 's/^AC_INIT(\[attache\], \[\(.*\)\])$/\1/p' configure.ac)
has() { grep -q -F -e "$2" "$1"; }

check 'NEWS is of this version' has NEWS "attache $version"
check 'debian/changelog is' has debian/changelog "attache ($version)"
check 'the AppStream file is' \
    has packaging/desktop/attache.metainfo.xml "release version=\"$version\""
check 'the RPM specification is' \
    grep -Eq "^Version: +$version$" packaging/attache.spec
check 'PKGBUILD is' has packaging/PKGBUILD "pkgver=$version"
check 'APKBUILD is' has packaging/APKBUILD "pkgver=$version"
check 'the Homebrew formula is' has packaging/attache.rb "version \"$version\""
check 'the Nix expression is' has packaging/default.nix "version = \"$version\""

desktop=packaging/desktop
tool 'the desktop entry' desktop-file-validate $desktop/attache.desktop
tool 'the AppStream file' \
    appstreamcli validate --no-net $desktop/attache.metainfo.xml
tool 'the icon, the picture and the types are well-formed' \
    xmllint --noout $desktop/attache.svg packaging/screenshot.svg \
    $desktop/attache-mime.xml
tool 'the formula' ruby -c packaging/attache.rb
tool 'the Nix expression parses' nix-instantiate --parse packaging/default.nix
tool 'PKGBUILD parses' bash -n packaging/PKGBUILD
check 'APKBUILD parses' sh -n packaging/APKBUILD

# The work in attache-docbook(5) has nothing wrong with it.
sed -n '/^<?xml/,/^<\/book>/p' man/attache-docbook.5 >"$work/rivers.xml"
check 'the work in the manual' attache check --no-cache "$work/rivers.xml"
rng=/usr/share/xml/docbook/schema/rng/5.0/docbook.rng
if [ -f "$rng" ]; then
	tool 'and it is valid' \
	    xmllint --noout --nonet --relaxng "$rng" "$work/rivers.xml"
else
	n=$((n + 1))
	echo "ok $n - and it is valid # SKIP no schema"
fi
echo "1..$n"
