#!/bin/sh
# Companion @VERSION@ in one file: a shell text, and behind its last line a compressed archive.
# The first start unpacks the program into your own data folder and checks every file of it
# against its SHA-256; every later start looks whether a file was touched since, and goes there.
# It uses what every system has: sh, dd, gzip, tar, find, cmp, df and @SHA@.
build='@BUILD@' manifest='@MANIFEST@'
first=@FIRST@ each=@EACH@ steps=@STEPS@ files=@FILES@ needed=@NEEDED@
umask 077
self=$0
{ read -r host </proc/sys/kernel/hostname; } 2>/dev/null || host=$(uname -n)

# A terminal that does not write UTF-8 is spoken to in English.
words() {
    case ${LC_ALL:-${LC_MESSAGES:-$LANG}} in
    nn*[Uu][Tt][Ff]*) tongue=nn ;;
    nb*[Uu][Tt][Ff]* | no*[Uu][Tt][Ff]*) tongue=nb ;;
    *) tongue=en ;;
    esac
    case $tongue-$1 in
@WORDS@
    esac
}
say() { words "$1"; printf 'companion: %s\n' "$words" >&2; }
stop() { say "$1"; exit 1; }

if [ -n "$COMPANION_PROGRAM_FOLDER" ]; then programs=$COMPANION_PROGRAM_FOLDER
elif [ -n "$HOME" ]; then programs=@BASE@/companion/program
else stop no_home
fi
here=$programs/$build seal=$programs/$build.seal new=$programs/.new.$$

# Size, time of the last change and number of every file: whatever touches one shows here.
listing() (cd "$here" && exec @LISTING@) 2>/dev/null
untouched() { [ -f "$seal" ] && listing | cmp -s - "$seal"; }

# Every file as it was built, and none beside them.
whole() {
    (
        cd "$1" 2>/dev/null || exit 1
        [ "$(@SHA@ <MANIFEST.sha256 2>/dev/null)" = "$manifest  -" ] || exit 1
        [ "$(find . ! -type d | wc -l)" -eq "$files" ] || exit 1
        @SHA@ --status -c MANIFEST.sha256
    ) 2>/dev/null
}

start() {
    # The number of this process stays the program's: it tells that this copy is in use.
    echo $$ 2>/dev/null >>"$programs/.use.$build.$host"
    [ -x "$here/companion" ] || stop no_execution
    exec "$here/companion" "$@"
}

lock() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$programs/.lock" || stop not_written
        flock -n 9 && return
        say waits
        flock 9
        return
    fi
    # No flock on macOS: a link is made in one step, and says who made it.
    until ln -s $$ "$programs/.locked" 2>/dev/null; do
        [ -w "$programs" ] || stop not_written
        holder=$(readlink "$programs/.locked" 2>/dev/null)
        if [ -z "$holder" ]; then [ ! -e "$programs/.locked" ] || sleep 1
        elif kill -0 "$holder" 2>/dev/null; then sleep 1
        elif ln -s $$ "$programs/.breaking" 2>/dev/null; then
            # Of several who find it dead one at a time takes it away, if it still is the same.
            [ "$(readlink "$programs/.locked" 2>/dev/null)" != "$holder" ] || rm -f "$programs/.locked"
            rm -f "$programs/.breaking"
        elif [ -n "$(find "$programs/.breaking" -mmin +1 2>/dev/null)" ]; then rm -f "$programs/.breaking"
        else sleep 1
        fi
    done
}
unlock() {
    exec 9>&-
    [ "$(readlink "$programs/.locked" 2>/dev/null)" != $$ ] || rm -f "$programs/.locked"
}

in_use() {
    for mark in "$programs/.use.$1".*; do
        [ -e "$mark" ] || continue
        if [ "$mark" = "$programs/.use.$1.$host" ]; then
            while read -r process; do kill -0 "$process" 2>/dev/null && return 0; done <"$mark"
        elif [ -z "$(find "$mark" -mtime +14)" ]; then
            return 0 # another machine, with the same home folder, used it in the last two weeks
        fi
        rm -f "$mark"
    done
    return 1
}

remove_old() {
    for other in "$programs"/*.seal; do
        [ -f "$other" ] && [ "$other" != "$seal" ] || continue
        name=${other##*/} && name=${name%.seal}
        in_use "$name" || rm -rf "$other" "${programs:?}/$name"
    done
}

room() { df -Pk "$programs" 2>/dev/null | while read -r _ _ _ free _; do echo "$free"; done | tail -n 1; }
no_room() {
    rm -rf "$new"
    stop no_room
}

feed() {
    at=0
    words progress
    while [ "$at" -lt "$steps" ]; do
        dd if="$self" bs=65536 skip=$((first + at * each)) count="$each" 2>/dev/null || return
        at=$((at + 1))
        [ ! -t 2 ] || printf '\rcompanion: %s %3d %%' "$words" $((at * 100 / steps)) >&2
    done
    [ ! -t 2 ] || printf '\n' >&2
}

unpack() {
    try=$programs/.try.$$
    printf '#!/bin/sh\nexit 0\n' >"$try" 2>/dev/null || no_room
    chmod 700 "$try"
    ("$try") 2>/dev/null || { rm -f "$try"; stop no_execution; }
    rm -f "$try"
    free=$(room)
    [ -z "$free" ] || [ "$free" -ge "$needed" ] || no_room
    mkdir "$new" || stop not_written
    [ -t 2 ] || say unpacking
    feed | gzip -dc 2>/dev/null | tar -xof - -C "$new" 2>/dev/null
    if ! whole "$new"; then
        free=$(room)
        rm -rf "$new"
        [ -z "$free" ] || [ "$free" -ge "$((needed / 8))" ] || no_room
        stop not_as_built
    fi
    "$new/companion" --version >/dev/null 2>&1
    case $? in
    0) ;;
    126) rm -rf "$new"; stop no_execution ;;
    *) rm -rf "$new"; stop other_system ;;
    esac
    @SYNC@
    rm -f "$seal"
    [ ! -d "$here" ] || mv "$here" "$programs/.old.$$"
    mv "$new" "$here"
    rm -rf "$programs/.old.$$"
}

if untouched; then
    for other in "$programs"/*.seal; do
        [ "$other" = "$seal" ] || { lock; remove_old; unlock; break; }
    done
    start "$@"
fi
mkdir -p "$programs" 2>/dev/null || stop not_made
lock
if ! untouched; then
    rm -rf "$programs"/.new.* "$programs"/.old.* "$programs"/.try.*
    if [ -d "$here" ] && ! whole "$here"; then
        say mended
        unpack
    elif [ ! -d "$here" ]; then
        unpack
    fi
    listing >"$programs/.new.$$" && mv "$programs/.new.$$" "$seal"
fi
remove_old
unlock
start "$@"
