#!/usr/bin/env bash
# The same input gives the same bytes: builds a project under circumstances that must not matter
# (threads, zone, locale, umask, path, order and times of the files, the clock) and compares the trees.
#
#     .ci/determinism.sh BINARY PROJECT [KEEP]     KEEP: a folder for the trees, else a temporary one
#
# Exit status: 0 equal, 1 they differ (the differences are printed), 2 wrong use.
set -euo pipefail

[[ $# -ge 2 && -x $1 && -f $2/site.toml ]] || { echo "usage: $0 BINARY PROJECT [KEEP]" >&2; exit 2; }
binary=$(realpath "$1") project=$(realpath "$2")
scratch=$(mktemp -d)
# Another kind of file system where there is one: it lists a folder in another order.
elsewhere=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$scratch" "$elsewhere"' EXIT
mkdir -p "${3:-$scratch}"
work=$(realpath "${3:-$scratch}")
rm -rf "$work"/here "$work"/out-*
there="$elsewhere/a much/longer path 灯塔/and deeper"

# Copies the project without what builds leave behind; its files are created in the order that `sort $2` gives.
copy_project() { # to, sort's option
    mkdir -p "$1"
    (cd "$project" && find . \( -path ./.git -o -path ./target -o -path ./public -o -path ./internal \) -prune \
        -o -type f -print0 | LC_ALL=C sort "$2" | tar --null -cf - -T -) | tar -xf - --touch -C "$1"
}

# A project without a day of its own takes it from here; one with `as_of` must not need it.
day=()
grep -q '^as_of' "$project/site.toml" || day=(SOURCE_DATE_EPOCH=1780272000)

clock=()
if command -v faketime >/dev/null; then
    clock=(faketime '2031-12-31 23:59:30')
elif [[ ${CI:-} == true ]]; then
    echo "faketime is not installed, so the clock cannot be moved" >&2
    exit 2
else
    echo "note: without faketime (Debian package faketime) the clock stays as it is"
fi

copy_project "$work/here" -z
copy_project "$there" -zr
find "$work/here" -exec touch -d '2001-02-03 04:05:06' {} +

build() { # project, output, then VARIABLE=value …; the program's own words only where it fails
    local from=$1 out=$2 log=$work/log
    shift 2
    (cd "$from" && env "${day[@]}" "$@" "$binary" build --out "$out") >"$log" 2>&1 || { cat "$log"; echo "the build failed: $*"; exit 1; }
}

(umask 022 && build "$work/here" "$work/out-1" RAYON_NUM_THREADS=1 TZ=UTC LC_ALL=C LANG=C)
(umask 077 && build "$there" "$work/out-4" RAYON_NUM_THREADS=4 TZ=Pacific/Kiritimati \
    LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 HOME="$work" COLUMNS=40 NO_COLOR=1 "${clock[@]}")
cp -a "$work/out-1" "$work/out-again"
(build "$work/here" "$work/out-again" RAYON_NUM_THREADS=2 TZ=America/St_Johns LC_ALL=C.UTF-8)

status=0
same() { # what, first, second
    if diff -r --no-dereference --brief "$2" "$3"; then
        echo "equal: $1"
    else
        echo "DIFFERENT: $1"
        diff -r --no-dereference --unified=1 --text "$2" "$3" | cut -c1-200 | head -n 60 || true
        status=1
    fi
}
same "1 and 4 threads, zone, locale, umask, path, file order and times, clock" "$work/out-1" "$work/out-4"
same "built afresh and over an earlier output" "$work/out-1" "$work/out-again"

files=$(find "$work/out-1" -type f | wc -l)
if ((files == 0)); then
    echo "the build wrote no file"
    status=1
fi
if grep -rlFe "$work" -e "$there" -e "$project" "$work/out-1" "$work/out-4"; then
    echo "DIFFERENT: the files above hold a path of this machine"
    status=1
fi
echo "determinism: $files files compared"
exit "$status"
