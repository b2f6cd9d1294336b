# Completion of attache for fish 3 and later.
#
# Commands and options are read from the program's own --help, works and
# sections from its lists, so that nothing here has to follow the program.
# After "work#" a section is found by its id or by words of its title.

# --help of the program as it was typed, perhaps of a command.
function __attache_help
    set -l words (commandline -opc)
    $words[1] $argv --help 2>/dev/null
end

function __attache_run
    set -l words (commandline -opc)
    set -l library
    for i in (seq 2 (count $words))
        switch $words[$i]
            case -L --library
                set library --library=$words[(math $i + 1)]
            case '--library=*'
                set library $words[$i]
        end
    end
    $words[1] $argv --quiet --json $library 2>/dev/null
end

# From JSON lines: "first<TAB>second". (In a function string reads only from
# a pipe of its own.)
function __attache_fields -a first second
    cat | string replace -rf '.*"'$first'":"((?:[^"\\\\]|\\\\.)*)".*"'$second'":"((?:[^"\\\\]|\\\\.)*)".*' '$1\t$2'
end

# The command on the line, if any.
function __attache_command
    for word in (commandline -opc)[2..]
        if contains -- $word $__attache_names
            echo $word
            return
        end
    end
    return 1
end

function __attache_command_is -a name
    test "$name" = (__attache_command; or echo)
end

# Words after the command, or all of them; options are not counted.
function __attache_arguments
    set -l command (__attache_command)
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; or test "$word" = "$command"
        or echo $word
    end
end

function __attache_sections
    set -l parts (string split -m 1 '#' -- (commandline -ct))
    set -l work (string replace -r '^~' $HOME -- $parts[1])
    set -l typed (string lower -- $parts[2])
    __attache_run toc $work | __attache_fields id title |
        while read -l -d \t id title
            if test -z "$typed"
                or string match -q -- "*$typed*" (string lower -- $id)
                or string match -q -- "* $typed*" (string lower -- " $title")
                printf '%s#%s\t%s\n' $parts[1] $id $title
            end
        end
end

function __attache_documents
    __fish_complete_directories (commandline -ct)
    __fish_complete_suffix .xml
end

function __attache_works
    set -l typed (commandline -ct)
    if string match -q -- '*#*' $typed
        __attache_sections
        return
    end
    set -l works (__attache_run works | __attache_fields work title)
    printf '%s\n' $works
    # One work it can be: its sections may come next, so no blank does.
    set -l names (string split -f 1 \t -- $works)
    contains -- "$typed" $names; or set typed (string match -- "$typed*" $names)
    test (count $typed) -eq 1; and printf '%s#\tsections\n' $typed
    __attache_documents
end

function __attache_bookmarks
    __attache_run marks list |
        string replace -rf '^\{"id":"(.{8}).*?","title":"((?:[^"\\\\]|\\\\.)*)".*' '$1\t$2'
end

function __attache_scopes
    set -l before (string replace -rf '[^,]*$' '' -- (commandline -ct))
    __attache_help search | sed -n '/^  [a-z]*,/,/^$/s/[ ,][ ,]*/\n/gp' |
        string match -r '.+' | string replace -r '^' "$before"
end

# What fits as an argument of the command.
function __attache_argument
    set -l arguments (__attache_arguments)
    switch (__attache_command)
        case search
            set -q arguments[1]; and __attache_works
        case topics
        case marks
            switch "$arguments[1]"
                case ''
                    printf '%s\n' list add edit remove check export import
                case add
                    __attache_works
                case edit remove
                    __attache_bookmarks
                case import
                    __fish_complete_path (commandline -ct)
            end
        case check
            __attache_documents
        case '*'
            __attache_works
    end
end

# Values of an option.
function __attache_value -a option
    set -l command (__attache_command)
    switch "$command$option"
        case marks--format
            printf '%s\n' markdown html csv json
        case cite-f cite--format
            printf '%s\n' chicago apa bibtex biblatex ris csl-json docbook
        case '*-L' '*--library'
            __attache_documents
        case '*--build'
            __fish_complete_directories (commandline -ct)
        case '*--in'
            __attache_works
        case '*--color'
            printf '%s\n' auto always never
        case '*--keys'
            printf '%s\n' attache less info
        case '*--theme'
            printf '%s\n' dark light none
        case '*--clipboard'
            printf '%s\n' osc52 none
        case '*--links'
            printf '%s\n' none numbers osc8
        case '*--scope'
            __attache_scopes
    end
end

# Declare the options that --help lists.
function __attache_declare -a program name
    set -l options '^  (?:-(.),|   ) --([a-z-]+)( [^ ]+)?  +(.*)'
    set -l condition "__attache_command_is '$name'"
    for line in ($program $name --help 2>/dev/null)
        set -l row (string replace -rf -- $options '$1\t$2\t$3\t$4' $line | string split \t)
        test (count $row) -eq 4; or continue
        set -l short
        test -n "$row[1]"; and set short -s $row[1]
        set -l value
        test -n "$row[3]"; and set value -x -a "(__attache_value --$row[2])"
        complete -c attache -n $condition $short -l $row[2] $value -d $row[4]
    end
end

function __attache_load
    set -l program attache
    type -q attache; or set program (commandline -opc)[1]
    set -l commands ($program --help 2>/dev/null | string replace -rf '^  ([a-z]+)  +(.*)' '$1\t$2')
    set -g __attache_names (string split -f 1 \t -- $commands)
    complete -c attache -f
    for line in $commands
        set -l row (string split \t -- $line)
        complete -c attache -n '__attache_is_first' -a $row[1] -d $row[2]
        __attache_declare $program $row[1]
    end
    __attache_declare $program
    complete -c attache -a '(__attache_argument)'
end

# Commands stand first, and never where a section is being typed.
function __attache_is_first
    not __attache_command >/dev/null
    and test -z "$(__attache_arguments)"
    and not string match -q -- '*#*' (commandline -ct)
end

__attache_load
functions -e __attache_load __attache_declare
