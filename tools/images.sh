#!/bin/sh
# Make the image and the topic index of each installed work and put them beside
# it, so that nobody who has the package waits for a first reading.
#
#   images.sh ATTACHE FOLDER-OF-WORKS
#
# With SOURCE_DATE_EPOCH the works get that time, since images record the times
# of their documents: the same work then gives the same bytes.
set -eu

attache=$1
works=$2
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
XDG_CACHE_HOME=$made/cache XDG_DATA_HOME=$made/none
export XDG_CACHE_HOME XDG_DATA_HOME

if [ -n "${SOURCE_DATE_EPOCH-}" ]; then
	find "$works" -type f -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
fi
any=
for document in "$works"/*.xml "$works"/*/*.xml; do
	[ -f "$document" ] || continue
	base=$(basename "$document" .xml)
	folder=$(dirname "$document")
	case $folder in
	"$works" | "$works/$base") ;;
	*) continue ;;
	esac
	any=yes
	"$attache" cache --build "$made/one" --quiet "$document" >/dev/null
	for kind in image topics; do
		for file in "$made/one"/*."$kind"; do
			[ -f "$file" ] || continue
			cp "$file" "$folder/$base.$kind"
			chmod 644 "$folder/$base.$kind"
			[ -z "${SOURCE_DATE_EPOCH-}" ] ||
			    touch -d "@$SOURCE_DATE_EPOCH" "$folder/$base.$kind"
		done
	done
	rm -rf "$made/one"
done
if [ -z "$any" ]; then
	echo "images.sh: no works in $works: \"make install\" comes first" >&2
	exit 1
fi
