#!/bin/sh
# Fill the lists of attache-config(5) from the tables of the program.
#
#   tools/config-lists.sh FILE    print the page with its lists as they should be
#
# The lists stand between the comments "begin NAME" and "end NAME".
cd "$(dirname "$0")/.." || exit 1
awk -v page="$1" '
function table(file, start,   line, on, text) {
	# The rows of an X macro, with continued lines joined.
	while ((getline line < file) > 0) {
		if (line ~ "#define " start "\\(") { on = 1; continue }
		if (!on) continue
		text = text line
		if (line !~ /\\$/) break
		sub(/\\$/, "", text)
	}
	close(file)
	gsub(/[ \t]+/, " ", text)
	rows = split(text, row, / X\(/)
}
function safe(word) {
	gsub(/\\/, "\\e", word)
	return "\\&" word
}
function keys_of(action, context,   line, part, list) {
	while ((getline line < "src/ui/keys_attache.c") > 0) {
		if (line !~ "ACT_" action " ") continue
		split(line, part, "\"")
		list = list (list == "" ? "" : ",\n") \
		    ".Sq " safe(part[2])
		if (line ~ /CTX_LIST/ && context != "LIST")
			list = list "\n.Pq in lists"
	}
	close("src/ui/keys_attache.c")
	gsub(/,\n/, " ,\n", list)
	return list
}
function settings(   i, part, choices) {
	table("src/ui/settings.h", "SETTINGS")
	print ".Bl -tag -width Ds"
	for (i = 2; i <= rows; i++) {
		# X(field, type, "name", "value", choices or NULL, "help")
		split(row[i], part, "\"")
		choices = part[5] ~ /NULL/ ? "" : part[6]
		print ".It Cm " part[2]
		print (choices == "" ? part[6] : part[8]) "."
		if (choices != "") {
			gsub(/ /, ", ", choices)
			print "One of: " choices "."
		} else if (row[i] ~ /^[a-z]+, BOOL/)
			print "Yes or no."
		print "Default: " part[4] "."
	}
	print ".El"
}
function actions(   i, part, word, id, list) {
	table("src/ui/action.h", "ACTIONS")
	print ".Bl -tag -width Ds"
	for (i = 2; i <= rows; i++) {
		split(row[i], part, "\"")
		id = row[i]
		sub(/,.*/, "", id)
		print ".It Ic " part[2]
		print part[4] "."
		split(row[i], word, /, */)
		list = keys_of(id, word[2])
		if (list != "" && part[2] != "none")
			print "Keys:\n" list " ."
	}
	print ".El"
}
function roles(   i, part) {
	table("src/ui/grid.h", "GRID_ROLES")
	print ".Bl -tag -width Ds -compact"
	for (i = 2; i <= rows; i++) {
		split(row[i], part, "\"")
		print ".It Cm " part[2]
		print part[4]
	}
	print ".El"
}
BEGIN {
	while ((getline line < page) > 0) {
		if (line ~ /^\.\\" end /) off = 0
		if (!off) print line
		if (line ~ /^\.\\" begin /) {
			off = 1
			sub(/.* /, "", line)
			if (line == "settings") settings()
			if (line == "actions") actions()
			if (line == "roles") roles()
		}
	}
}'
