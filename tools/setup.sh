#!/bin/sh
# Makes this checkout ready to run: the programs it needs, and its own Python environment in .venv.
#
#   tools/setup.sh run     Tesseract with its English model, Python, dropcopy
#   tools/setup.sh test    the same, the typefaces of the sheet generator, the development tools
#
# Serves Debian, Ubuntu and their kin (as root or with sudo) and macOS with Homebrew: it says what it
# installs and why, before it does. Elsewhere, when something is missing, it says what to type, and
# stops. PYTHON chooses the interpreter (3.11 or newer).

set -eu

venv=.venv
why_tesseract="the program that reads the type on the scans"
why_python="Python 3.11 or newer, with what makes a separate environment for dropcopy"
why_fonts="the typefaces in which the tests type their own sheets"

say() { printf 'dropcopy: %s\n' "$*"; }

# Says each argument on a line, and ends with the code that dropcopy itself uses for a lack of this kind.
stop() {
    echo >&2
    for line in "$@"; do printf 'dropcopy: %s\n' "$line" >&2; done
    exit 4
}

have() { command -v "$1" >/dev/null 2>&1; }

find_system() {
    case "$(uname -s)" in
        Darwin) echo macos ;;
        Linux)
            # shellcheck source=/dev/null
            names=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}")
            case " $names " in
                *" debian "* | *" ubuntu "*) echo debian ;;
                *" fedora "* | *" rhel "*) echo fedora ;;
                *" alpine "*) echo alpine ;;
                *" arch "*) echo arch ;;
                *suse*) echo suse ;;
                *) echo linux ;;
            esac ;;
        *) echo windows ;;
    esac
}

# --- what is missing ------------------------------------------------------------------------------

has_tesseract() { have tesseract && tesseract --list-langs 2>/dev/null | grep -qx eng; }

# New enough, and able to make environments: Debian ships that part of Python in a package of its own.
is_python() {
    "$1" -c "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1
}

# The system's own comes first: it is built with optimisations, which those that pyenv makes lack; they
# parse a fifth fewer sheets a second.
find_python() {
    for candidate in ${PYTHON:-} /usr/bin/python3 python3.13 python3.12 python3.11 python3; do
        if is_python "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

# The generator's list names the file of each face, and the Debian package that brings it.
listed() { sed -n "s/^$1 = \"\\(.*\\)\"\$/\\1/p" bench/sheets/faces.toml | sort -u; }

font_folders() {
    for folder in /usr/share/fonts /usr/share/texmf/fonts /usr/local/share/fonts \
        "$venv/share/fonts"; do
        if [ -d "$folder" ]; then echo "$folder"; fi
    done
}

has_fonts() {
    # shellcheck disable=SC2046  # folders without blanks
    files=$(find -L $(font_folders) -type f 2>/dev/null || true)
    for file in $(listed file | tr ' ' '?'); do
        case "$files" in
            *"/"$file*) ;;
            *) return 1 ;;
        esac
    done
}

# --- installing -----------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

debian_python_package() {
    for version in 3.13 3.12 3.11; do
        if apt-cache policy "python$version-venv" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
            echo "python$version-venv"
            return
        fi
    done
}

install_on_debian() {
    if [ "$(id -u)" -ne 0 ] && ! have sudo; then
        stop "Missing: $missing. Installing needs root, and there is no sudo here. As root, type:" \
            "    apt-get update" \
            "    apt-get install tesseract-ocr tesseract-ocr-eng python3-venv" \
            "then make again."
    fi
    say "asking apt for what is missing: $missing."
    as_root apt-get update -qq
    packages=""
    for need in $missing; do
        case "$need" in
            tesseract)
                say "to install: tesseract-ocr, tesseract-ocr-eng: $why_tesseract."
                packages="$packages tesseract-ocr tesseract-ocr-eng" ;;
            python)
                package=$(debian_python_package)
                [ -n "$package" ] || stop "This release has no Python 3.11 or newer. Install one, for" \
                    "example with uv (https://docs.astral.sh/uv): uv python install 3.12" \
                    "then type: make PYTHON=\$(uv python find 3.12) $goal"
                say "to install: $package: $why_python."
                packages="$packages $package" ;;
            fonts)
                fonts=$(listed package | tr '\n' ' ')
                say "to install: $fonts: $why_fonts."
                packages="$packages $fonts" ;;
        esac
    done
    # shellcheck disable=SC2086  # a list of package names
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

install_on_macos() {
    have brew || stop "Missing: $missing. Install Homebrew (https://brew.sh), then type make $goal again."
    for need in $missing; do
        case "$need" in
            tesseract)
                say "installing tesseract with Homebrew: $why_tesseract."
                brew install tesseract ;;
            python)
                say "installing python@3.12 with Homebrew: $why_python."
                brew install python@3.12 ;;
        esac
    done
}

# $1: the command that installs Tesseract; $2: the one that installs Python.
advise() {
    set -- "$1" "$2" "Missing: $missing. Type:"
    case " $missing " in *" tesseract "*) set -- "$@" "    $1" ;; esac
    case " $missing " in *" python "*) set -- "$@" "    $2" ;; esac
    shift 2
    stop "$@" "then make $goal again."
}

install_missing() {
    case "$system" in
        debian) install_on_debian ;;
        macos) install_on_macos ;;
        fedora)
            advise "sudo dnf install tesseract tesseract-langpack-eng" "sudo dnf install python3.12" ;;
        alpine) advise "apk add tesseract-ocr tesseract-ocr-data-eng" "apk add python3" ;;
        arch) advise "sudo pacman -S tesseract tesseract-data-eng" "sudo pacman -S python" ;;
        suse)
            advise "sudo zypper install tesseract-ocr tesseract-ocr-traineddata-eng" \
                "sudo zypper install python312" ;;
        linux)
            advise "(your package manager) Tesseract 5 and its English model, eng" \
                "(your package manager, or https://www.python.org) Python 3.11 or newer, with venv" ;;
        windows)
            stop "dropcopy runs on Linux and macOS. On Windows, in an administrator's PowerShell, type:" \
                "    wsl --install -d Ubuntu" \
                "then open Ubuntu, clone the repository there, and type make $goal." ;;
    esac
}

find_missing() {
    missing=""
    has_tesseract || missing="$missing tesseract"
    [ -n "$(find_python)" ] || missing="$missing python"
    if [ "$purpose" = "test" ] && [ "$system" = debian ] && ! has_fonts; then
        # without root they are fetched below, as on other systems
        if [ "$(id -u)" -eq 0 ] || have sudo; then missing="$missing fonts"; fi
    fi
    missing=${missing# }
}

# --- the environment ------------------------------------------------------------------------------

make_environment() {
    if [ -e "$venv" ] && ! is_python "$venv/bin/python"; then
        say "the environment in $venv does not work or is too old: making it anew."
        rm -rf "$venv"
    fi
    if [ ! -e "$venv" ]; then
        python=$(find_python)
        say "making the environment $venv with $("$python" --version), $python."
        "$python" -m venv "$venv"
    fi
    case "$purpose" in
        run) what="." ;;
        test) what=".[dev,dask,s3]" ;;
    esac
    say "installing dropcopy and the packages it needs into $venv (about a minute the first time)."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        -c constraints.txt -e "$what"
}

fetch_fonts() {
    if has_fonts; then return; fi
    say "fetching Debian's font packages into $venv/share/fonts: $why_fonts."
    "$venv/bin/python" tools/fetch_faces.py "$venv/share/fonts"
    has_fonts || stop "Some typefaces of bench/sheets/faces.toml are still missing."
}

purpose="${1:-}"
case "$purpose" in
    run) goal="demo" ;;
    test) goal="test" ;;
    *) stop "usage: tools/setup.sh run|test" ;;
esac
cd "$(dirname "$0")/.."
system=$(find_system)

find_missing
if [ -n "$missing" ]; then
    install_missing
    find_missing
    [ -z "$missing" ] || stop "Still missing after installing: $missing." \
        "Tesseract must name 'eng' in tesseract --list-langs (look at TESSDATA_PREFIX)."
fi
make_environment
if [ "$purpose" = "test" ]; then fetch_fonts; fi
touch "$venv/.ready-run" "$venv/.ready-$purpose"  # what the tests need holds what a run needs
say "ready: $(tesseract --version 2>&1 | head -n 1), $("$venv/bin/python" --version)."
