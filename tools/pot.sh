#!/bin/sh
# Print the template of the catalogues (po/attache.pot) from the sources. It
# depends on nothing else: no time, no line numbers, no paths of a machine.
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C
export LC_ALL
"${XGETTEXT:-xgettext}" --language=C --from-code=UTF-8 -k \
    --keyword=_ --keyword=N_ --keyword=P_:1,2 \
    --flag=_:1:pass-c-format --flag=P_:1:pass-c-format \
    --flag=P_:2:pass-c-format --flag=complain:1:c-format \
    --flag=app_say:2:c-format --flag=app_fail:2:c-format \
    --flag=att_fail:3:c-format --flag=mem_format:1:c-format \
    --flag=buf_format:2:c-format --flag=out_format:2:c-format \
    --add-comments=TRANSLATORS --add-location=file --no-wrap \
    --package-name=attache --copyright-holder='The authors of attache' \
    --msgid-bugs-address='attache@packages.invalid' \
    --output=- po/pcre2.h src/*.[ch] src/*/*.[ch] |
	sed -e '/^"POT-Creation-Date:/d' \
	    -e 's/^# Copyright (C) YEAR /# Copyright (C) /' \
	    -e 's/charset=CHARSET/charset=UTF-8/'
