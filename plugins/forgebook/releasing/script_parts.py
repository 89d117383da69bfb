"""The fixed parts of the script that runs a release again. Nothing of a record stands in them."""

HEAD = r"""#!/bin/sh
# Runs a release again: clones at the recorded commits, checks hashes, runs the recorded command.
# Usage: sh FILE [FOLDER]. FOLDER is made, and must not be there yet.
set -eu
"""

BEGIN = r"""
say() { printf '%s\n' "$*" >&2; }
stop() { say "stopped: $*"; exit 3; }
# git may use these ways to fetch and no others, and runs no hooks.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_ALLOW_PROTOCOL=file:git:http:https:ssh
safe_git() { git -c protocol.ext.allow=never -c core.hooksPath=/dev/null -c advice.detachedHead=false "$@"; }

case ${1-} in -*) stop "the folder may not begin with a hyphen: $1" ;; esac
start=$(pwd -P)
work=${1:-$work_default}
if [ -e "$work" ]; then stop "there is a \"$work\" already. Name another folder."; fi
command -v git >/dev/null 2>&1 || stop 'git is not installed.'
mkdir -p -- "$work"
cd -- "$work"
work=$(pwd -P)

say "$title"
say "folder: $work"
if [ -n "$state" ]; then say "note: the record says that $state."; fi
if [ -n "$shortened" ]; then say "note: this script was made from $shortened."; fi

# clone_at NAME URL COMMIT
clone_at() {
  say "cloning $1 at $3"
  safe_git clone --quiet --no-checkout -- "$2" "./$1" || stop "$1 could not be cloned."
  if ! safe_git -C "./$1" cat-file -e "$3^{commit}" 2>/dev/null; then
    safe_git -C "./$1" fetch --quiet origin "$3" || stop "$1 has no commit $3."
  fi
  safe_git -C "./$1" checkout --quiet --detach "$3" -- || stop "$1 could not be checked out at $3."
  [ "$(safe_git -C "./$1" rev-parse --verify HEAD)" = "$3" ] || stop "$1 is not at the commit $3."
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -c 1-64
}
"""

CLONE = """clone_at {name} {url} {commit}
"""

PARAMETERS = r"""
# The parameters lie in one of the repositories, the first one before others, or below the folder that one starts from.
found=
for place in ${first:+"$work/$first"} "$work"/*/ "$start"; do
  if [ -f "$place/$parameters" ]; then found=${place%/}/$parameters; break; fi
done
[ -n "$found" ] || stop "the parameters are nowhere: $parameters. Start in the folder that holds them."
if [ -n "$parameters_hash" ]; then
  is=$(sha256 "$found" | cut -c "1-${#parameters_hash}")
  [ "$is" = "$parameters_hash" ] \
    || stop "the parameters are others: their SHA-256 begins with $is, and should with $parameters_hash."
  if [ "${#parameters_hash}" -lt 64 ]; then
    say "note: only ${#parameters_hash} of the 64 digits of the parameters' hash are recorded."
  fi
  say "parameters: $found, hash as recorded"
else
  say "note: the record has no hash of the parameters; nobody can tell whether they are the same."
fi
# The command may name them below the folder that it runs in.
beside=$work/${first:-.}/$parameters
if [ ! -e "$beside" ]; then
  mkdir -p -- "$(dirname -- "$beside")"
  case $(cd -P -- "$(dirname -- "$beside")" && pwd -P)/ in
    "$work"/*) cp -- "$found" "$beside" ;;
    *) stop "a link in a repository leads out of the folder: $parameters" ;;
  esac
fi
"""

_SHOW = r"""
cd -- "$work/${first:-.}"
FORGEBOOK_DATA_VERSION=$data_version FORGEBOOK_SEED=$seed FORGEBOOK_PARAMETERS=$parameters
export FORGEBOOK_DATA_VERSION FORGEBOOK_SEED FORGEBOOK_PARAMETERS
if [ -n "$data_version" ]; then say "data: $data_version"; fi
if [ -n "$seed" ]; then say "seed: $seed"; fi
say 'running:'
say "$command"
status=0
"""

PLAIN = (
    _SHOW
    + r"""sh -e -c "$command" || status=$?
"""
)

CONTAINER = (
    r"""
command -v docker >/dev/null 2>&1 || stop 'docker is not installed, and the record names a container.'
docker pull --quiet -- "$container" >/dev/null || stop "the container cannot be had any more: $container"
case $container in
  *@sha256:*)
    docker image inspect --format '{{join .RepoDigests "\n"}}' -- "$container" | grep -F -q -- "@${container##*@}" \
      || stop "the container has another digest than $container." ;;
  *) say 'note: the container is named without its digest; its tag may have moved.' ;;
esac
"""
    + _SHOW
    + r"""docker run --rm -e FORGEBOOK_DATA_VERSION -e FORGEBOOK_SEED -e FORGEBOOK_PARAMETERS \
  -v "$work:/work" -w "/work/$first" --entrypoint sh -- "$container" -e -c "$command" || status=$?
"""
)

TAIL = r"""
if [ "$status" -ne 0 ]; then say "the command ended with $status."; fi
if [ -n "$tolerance" ]; then say "tolerance: $tolerance"; fi
say 'Compare the results, then record how they compare, in the folder of the records:'
say "  forgebook release rerun '$release' --record same   (or within_tolerance, different, not_possible)"
exit "$status"
"""
