#!/bin/sh
# Fill the lists of a manual page from the tables of the program.
#
#   tools/manual-lists.sh FILE    print the page with its lists as they should be
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
# Every row of the key presets: bound[preset, context, action] is the keys,
# one after another as mdoc(7) macros have them.
function read_keys(preset,   file, line, part, at, mine) {
	file = "src/ui/keys.c"
	mine = "^\t\\{ CTX_.*\".*KEYS_(ALL|.*" toupper(preset) ")"
	while ((getline line < file) > 0) {
		if (line !~ mine)
			continue
		split(line, part, "\"")
		match(line, /CTX_[A-Z]+/)
		at = substr(line, RSTART + 4, RLENGTH - 4)
		match(line, /ACT_[A-Z_]+/)
		at = preset SUBSEP at SUBSEP substr(line, RSTART + 4, RLENGTH - 4)
		bound[at] = bound[at] (bound[at] == "" ? "" : " , ") \
		    safe(part[2])
	}
	close(file)
}
function read_actions(   i, part) {
	table("src/ui/action.h", "ACTIONS")
	for (i = 2; i <= rows; i++) {
		split(row[i], part, "\"")
		name[i - 1] = part[2]
		help[i - 1] = part[4]
		split(row[i], part, /, */)
		id[i - 1] = part[1]
		own[i - 1] = part[2]
	}
	count = rows - 1
}
# As lines of mdoc(7): the keys wherever they are bound.
function keys_of(preset, i,   list, item, n, k, c, context) {
	split("ANY PAGE LIST", context, " ")
	for (c = 1; c <= 3; c++) {
		n = split(bound[preset, context[c], id[i]], item, " , ")
		for (k = 1; k <= n; k++)
			list = list (list == "" ? "" : " ,\n") ".Sq " item[k] \
			    (c == 3 && own[i] != "LIST" ? "\n.Pq in lists" : "")
	}
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
function actions(   i, list) {
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		print ".It Ic " name[i]
		print help[i] "."
		list = keys_of("attache", i)
		if (list != "" && name[i] != "none")
			print "Keys:\n" list " ."
	}
	print ".El"
}
# What a key does in one view.
function keys(context,   i) {
	print ".Bl -tag -width \"Backspace, l\" -compact"
	for (i = 1; i <= count; i++) {
		if (bound["attache", context, id[i]] != "") {
			print ".It Ic " bound["attache", context, id[i]]
			print help[i]
		}
	}
	print ".El"
}
# Where a preset has other keys than attache.
function preset(which,   i, list) {
	print ".Bl -tag -width Ds -compact"
	for (i = 1; i <= count; i++) {
		list = keys_of(which, i)
		if (list == keys_of("attache", i))
			continue
		print ".It " help[i]
		print list
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
	read_actions()
	read_keys("attache")
	read_keys("less")
	read_keys("info")
	while ((getline line < page) > 0) {
		if (line ~ /^\.\\" end /) off = 0
		if (!off) print line
		if (line ~ /^\.\\" begin /) {
			off = 1
			sub(/.* /, "", line)
			if (line == "settings") settings()
			if (line == "actions") actions()
			if (line ~ /^keys-/) keys(toupper(substr(line, 6)))
			if (line ~ /^preset-/) preset(substr(line, 8))
			if (line == "roles") roles()
		}
	}
}'
