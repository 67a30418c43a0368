#!/usr/bin/env bash
# Builds the solution and runs every test, with real servers on free loopback ports.
#
#   bash tests/run.sh [--filter EXPRESSION] [--no-install] [--help]
#
# The last line is "N passed, N failed"; the exit code is 0 only if some test ran, none failed and no test project crashed.
set -euo pipefail

usage() {
  cat <<'TEXT'
Builds the solution and runs every test, with real servers on free loopback ports.

  bash tests/run.sh [--filter EXPRESSION] [--no-install]

  --filter EXPRESSION   only tests that match, as `dotnet test --filter` takes it
  --no-install          install nothing, fetch nothing; take what is there

On Debian as root what is missing is installed with apt, without starting any daemon. Elsewhere the tests take their
servers and clients from PATH, or from these variables, and say with a NOTICE what they could not run:

  ATTESTRY_TEST_RABBITMQ     a RabbitMQ that runs: amqp://user:password@host:port/vhost
  ATTESTRY_TEST_POSTGRESQL   a PostgreSQL that runs: Host=...;Port=...;Username=...;Password=...;Database=...
  ATTESTRY_TEST_MONGODB      a MongoDB that runs: mongodb://host:port
  ATTESTRY_TEST_DOCKER_REGISTRY, _SKOPEO, _COSIGN, _ORAS, _CRANE, _NOTATION,
  _SWTPM, _SWTPM_SETUP, _SWTPM_LOCALCA, _TPM2   paths of programs
  ATTESTRY_CORPORA           the folder with the conformance data

Logs and results of each test project stay in TestResults/.
TEXT
}

filter='' install=yes
while [ $# -gt 0 ]; do
  case $1 in
    --filter) filter=${2:?--filter needs an expression}; shift 2 ;;
    --no-install) install=no; shift ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v dotnet >/dev/null || { echo "The .NET SDK is missing; global.json says which." >&2; exit 1; }

# Everything that is started inherits this, so that what is left behind can be told from what runs here anyway.
export ATTESTRY_TEST_RUN="$$-$RANDOM$RANDOM"
work=$(mktemp -d "${TMPDIR:-/tmp}/attestry-run.XXXXXX")
mkdir "$work/tmp"
chmod 711 "$work"   # PostgreSQL runs as another user when the tests run as root,
chmod 1777 "$work/tmp"   # and needs its folder in here.
results=$PWD/TestResults
rm -rf "$results"
mkdir -p "$results"
policy=/usr/sbin/policy-rc.d
policy_is_ours=no
notices=$work/notices
: >"$notices"

notice() { echo "NOTICE $*" | tee -a "$notices"; }

# What this run started and still runs. PostgreSQL overwrites its environment, so the folder in the command line counts too.
running() {
  local entry
  for entry in /proc/[0-9]*; do
    if grep -qszF "ATTESTRY_TEST_RUN=$ATTESTRY_TEST_RUN" "$entry/environ" || grep -qsF "$work/" "$entry/cmdline"; then
      # Of a process that has ended and was not collected yet nothing is left but its number.
      grep -qs . "$entry/cmdline" && echo "${entry#/proc/}"
    fi
  done
  return 0
}

end_all() {
  local pid
  for pid in $(running); do
    kill -s "$1" "$pid" 2>/dev/null || true
  done
}

clean_up() {
  [ "$policy_is_ours" = no ] || rm -f "$policy"
  end_all TERM
  end_all KILL
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

is_debian() { [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*debian' /etc/os-release && command -v apt-get >/dev/null; }

# Where Debian puts servers, PATH of a user or not.
has() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

install_missing() {
  local missing=()
  [ -n "${ATTESTRY_TEST_RABBITMQ:-}" ] || has rabbitmq-server || missing+=(rabbitmq-server)
  [ -n "${ATTESTRY_TEST_POSTGRESQL:-}" ] || has initdb || missing+=(postgresql)
  [ -n "${ATTESTRY_TEST_DOCKER_REGISTRY:-}" ] || has docker-registry || missing+=(docker-registry)
  [ -n "${ATTESTRY_TEST_SKOPEO:-}" ] || has skopeo || missing+=(skopeo)
  [ -n "${ATTESTRY_TEST_SWTPM:-}" ] || has swtpm || missing+=(swtpm)
  [ -n "${ATTESTRY_TEST_SWTPM_SETUP:-}" ] || has swtpm_setup || missing+=(swtpm-tools)
  [ -n "${ATTESTRY_TEST_TPM2:-}" ] || has tpm2 || missing+=(tpm2-tools)
  ldconfig -p 2>/dev/null | grep -q 'libzstd\.so\.1' || missing+=(libzstd1)
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! is_debian || [ "$(id -u)" != 0 ] || [ "$install" = no ]; then
    notice "missing here: ${missing[*]} (names of Debian packages). On Debian as root this script installs them; elsewhere put them on PATH or see --help."
    return 0
  fi
  echo "Installing ${missing[*]}"
  # Packages must not start their daemons: the tests start servers of their own.
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    policy_is_ours=yes
  fi
  local log=$results/apt.log
  {
    apt-get -o DPkg::Lock::Timeout=300 update || true
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 </dev/null || notice "apt could not install ${missing[*]}; see TestResults/apt.log."
  [ "$policy_is_ours" = no ] || rm -f "$policy"
  policy_is_ours=no
}

# cosign, oras, crane and notation are only in newer suites of Debian. Their programs need nothing else, so they are unpacked into a cache
# beside this system, from the mirror that this system uses; the archive's signature is checked as for any package.
fetch_newer() {
  local name variable wanted=() cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/attestry-tests
  for name in cosign oras crane notation; do
    variable=ATTESTRY_TEST_${name^^}
    [ -z "${!variable:-}" ] || continue
    if command -v "$name" >/dev/null; then
      export "$variable=$(command -v "$name")"
    elif [ -x "$cache/$name" ]; then
      export "$variable=$cache/$name"
    else
      wanted+=("$name")
    fi
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  if is_debian && [ "$install" = yes ]; then
    fetch_from_newer_suites "$cache" "${wanted[@]}" >"$results/fetch.log" 2>&1 </dev/null || true
  fi
  for name in "${wanted[@]}"; do
    if [ -x "$cache/$name" ]; then
      export "ATTESTRY_TEST_${name^^}=$cache/$name"
    else
      notice "$name is not here and could not be fetched; tests that drive it do nothing."
    fi
  done
}

fetch_from_newer_suites() {
  local cache=$1 suite name mirror apt=$work/apt release keys=/usr/share/keyrings/debian-archive-keyring.gpg
  shift
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
  mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$release" '$1 == release && $2 == "main" { print $3; exit }')
  [ -n "$mirror" ] || { echo "no mirror in the sources of apt"; return 1; }
  # Newest first: a program that is too new for this system's libraries gives way to an older one.
  for suite in unstable testing stable; do
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/packages" "$apt/unpacked" "$cache"
    : >"$apt/status"
    echo "deb $([ ! -r "$keys" ] || echo "[signed-by=$keys]") $mirror $suite main" >"$apt/sources.list"
    local options=(-o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$apt/lists"
      -o "Dir::State::Status=$apt/status" -o "Dir::Cache=$apt/cache" -o Acquire::Languages=none -o Acquire::Retries=2
      -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o "APT::Sandbox::User=$(id -un)")
    apt-get "${options[@]}" update || continue
    for name in "$@"; do
      [ ! -x "$cache/$name" ] || continue
      (cd "$apt/packages" && apt-get "${options[@]}" download "$name") || continue
      dpkg -x "$apt/packages/$name"_*.deb "$apt/unpacked" || continue
      "$apt/unpacked/usr/bin/$name" version || continue
      # Moved into place at once, for two runs may fetch at the same time.
      cp "$apt/unpacked/usr/bin/$name" "$cache/.$name.$$" && mv "$cache/.$name.$$" "$cache/$name"
    done
    for name in "$@"; do
      [ -x "$cache/$name" ] || continue 2
    done
    return 0
  done
}

counter() { grep -o '<Counters [^>]*>' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' || echo 0; }

install_missing
fetch_newer
for name in rabbitmq-server docker-registry skopeo swtpm swtpm_setup tpm2; do
  variable=ATTESTRY_TEST_$(tr a-z- A-Z_ <<<"$name")
  [ "$name" != rabbitmq-server ] || variable=ATTESTRY_TEST_RABBITMQ
  has "$name" || [ -n "${!variable:-}" ] || notice "$name is not here; tests that need it do nothing."
done

export TMPDIR=$work/tmp
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
echo "Building"
# A compiler server of this build's own, so that it can be ended without harm to others.
if ! dotnet build Microservices.sln -c Release -v quiet -nodeReuse:false "-p:SharedCompilationId=attestry-$$" 2>&1 | tee "$results/build.log"; then
  echo "The build failed."
  echo "0 passed, 0 failed"
  exit 1
fi
end_all TERM

passed=0 failed=0 broken=()
mapfile -t projects < <(dotnet sln Microservices.sln list | tr '\\' '/' | grep -E '^tests/.*(\.Tests|/EndToEnd)\.csproj$' | sort)
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  log=$results/$name.log trx=$results/$name.trx started=$SECONDS
  printf '%-32s ' "$name"
  status=0
  timeout --kill-after=30 "${ATTESTRY_TEST_TIMEOUT:-30m}" dotnet test "$(dirname "$project")/bin/Release/net10.0/Attestry.$name.dll" \
    --logger "trx;LogFileName=$trx" --logger "console;verbosity=normal" ${filter:+--filter "$filter"} >"$log" 2>&1 </dev/null || status=$?
  good=0 bad=0 total=0
  if [ -f "$trx" ]; then
    total=$(counter "$trx" total) good=$(counter "$trx" passed)
    bad=$(($(counter "$trx" failed) + $(counter "$trx" error) + $(counter "$trx" timeout) + $(counter "$trx" aborted)))
    [ "$((total - good - bad))" = 0 ] || notice "$name: $((total - good - bad)) tests were skipped."
  fi
  verdict=
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
    verdict="did not end as it should (exit code $status)"
  elif [ "$total" = 0 ] && [ -z "$filter" ]; then
    verdict="no test ran"
  fi
  passed=$((passed + good)) failed=$((failed + bad))
  printf '%5d passed %5d failed  %4d s%s\n' "$good" "$bad" $((SECONDS - started)) "${verdict:+  $verdict}"
  if [ -n "$verdict" ] || [ "$bad" != 0 ]; then
    broken+=("$name${verdict:+: $verdict}")
    sed 's/^/    /' "$log"
    # Again at the end, where a log that was cut still has it.
    while read -r test; do
      broken+=("$name: $test")
    done < <(grep -oP '^\s+Failed \K\S.*(?= \[[^]]*\]$)' "$log" || true)
  fi
  grep -ohE 'NOTICE .*' "$log" | sort -u >>"$notices" || true
done

# Servers end with the test process that started them; that takes a moment after a crash.
left=$(running)
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ -n "$left" ] || break
  sleep 0.5
  left=$(running)
done
for pid in $left; do
  broken+=("a process was left behind: $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-200)")
done

sort -u "$notices"
[ ${#broken[@]} = 0 ] || printf 'FAILED %s\n' "${broken[@]}"
# What broke without a failed test must not read as success.
[ ${#broken[@]} = 0 ] || [ "$failed" != 0 ] || failed=${#broken[@]}
[ $((passed + failed)) != 0 ] || echo "No test ran."
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
