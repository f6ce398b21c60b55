#!/bin/sh
# Makes this checkout ready to run: the programs it needs, and its own Python environment in .venv.
#
#   tools/setup.sh run     Tesseract with its English model, Python, dropcopy
#   tools/setup.sh test    the same, the typewriter fonts of the sheet generator, the development tools
#
# Serves Debian, Ubuntu and their kin (as root or with sudo) and macOS with Homebrew. Elsewhere it looks
# for what is needed, and stops with the command to type when something is missing. It says what it
# installs, and why, before it does. Set PYTHON to choose another interpreter (3.11 or newer).

set -eu

purpose="${1:-run}"
venv=.venv
lowest="3.11"

say() { printf '%s\n' "dropcopy: $*"; }

stop() {
    printf '\n' >&2
    for line in "$@"; do printf 'dropcopy: %s\n' "$line" >&2; done
    exit 4
}

have() { command -v "$1" >/dev/null 2>&1; }

# --- which system ---------------------------------------------------------------------------------

find_system() {
    case "$(uname -s)" in
        Darwin) echo macos ;;
        Linux)
            # shellcheck source=/dev/null
            name=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}")
            case " $name " in
                *" debian "* | *" ubuntu "*) echo debian ;;
                *" fedora "* | *" rhel "*) echo fedora ;;
                *" alpine "*) echo alpine ;;
                *" arch "*) echo arch ;;
                *suse*) echo suse ;;
                *) echo linux ;;
            esac ;;
        *) echo other ;;
    esac
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        stop "Installing needs root, and there is no sudo here. As root, type:" "    $*"
    fi
}

apt_lists_fresh=no
apt_install() {
    if [ "$apt_lists_fresh" = no ]; then
        as_root apt-get update -qq
        apt_lists_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# What to type on a system that this script does not install on. $1: tesseract, python or fonts.
advice() {
    case "$system:$1" in
        fedora:tesseract) echo "sudo dnf install tesseract tesseract-langpack-eng" ;;
        fedora:python) echo "sudo dnf install python3.12" ;;
        alpine:tesseract) echo "apk add tesseract-ocr tesseract-ocr-data-eng" ;;
        alpine:python) echo "apk add python3" ;;
        arch:tesseract) echo "sudo pacman -S tesseract tesseract-data-eng" ;;
        arch:python) echo "sudo pacman -S python" ;;
        suse:tesseract) echo "sudo zypper install tesseract-ocr tesseract-ocr-traineddata-eng" ;;
        suse:python) echo "sudo zypper install python312" ;;
        macos:tesseract) echo "brew install tesseract" ;;
        macos:python) echo "brew install python@3.12" ;;
        other:*) echo "(Windows: install WSL with 'wsl --install -d Ubuntu' and work in there)" ;;
        *:tesseract) echo "(your package manager: Tesseract 5 and its English model 'eng')" ;;
        *:python) echo "(your package manager, or https://www.python.org: Python $lowest or newer)" ;;
        *:fonts) echo "(your package manager: GNU FreeFont and Liberation fonts)" ;;
    esac
}

# --- Tesseract ------------------------------------------------------------------------------------

has_tesseract() { have tesseract && tesseract --list-langs 2>/dev/null | grep -qx eng; }

ensure_tesseract() {
    if has_tesseract; then return; fi
    case "$system" in
        debian)
            say "installing tesseract-ocr and tesseract-ocr-eng: the program that reads the type on the scans."
            apt_install tesseract-ocr tesseract-ocr-eng ;;
        macos)
            have brew || stop "Tesseract, which reads the type on the scans, is missing." \
                "Install Homebrew (https://brew.sh), then type make again; or install Tesseract yourself."
            say "installing tesseract with Homebrew: the program that reads the type on the scans."
            brew install tesseract ;;
        *)
            stop "Tesseract with its English model, which reads the type on the scans, is missing. Type:" \
                "    $(advice tesseract)" "then make again." ;;
    esac
    has_tesseract || stop "Tesseract was installed, but 'tesseract --list-langs' does not name 'eng'." \
        "Look at TESSDATA_PREFIX: it must be unset, or name the folder that holds eng.traineddata."
}

# --- Python ---------------------------------------------------------------------------------------

new_enough() { "$1" -c "import sys; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; }

# An interpreter that is new enough and can make environments; Debian ships the second part apart.
can_make_venv() { new_enough "$1" && "$1" -c "import ensurepip, venv" >/dev/null 2>&1; }

first_that() {
    check=$1
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if have "$candidate" && "$check" "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

debian_python_package() {
    for version in 3.13 3.12 3.11; do
        if apt-cache policy "python$version-venv" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
            echo "python$version-venv"
            return
        fi
    done
}

ensure_python() {
    python=$(first_that can_make_venv)
    if [ -n "$python" ]; then return; fi
    case "$system" in
        debian)
            if [ "$apt_lists_fresh" = no ]; then
                as_root apt-get update -qq
                apt_lists_fresh=yes
            fi
            package=$(debian_python_package)
            [ -n "$package" ] || stop "This release has no Python $lowest or newer." \
                "Install one (https://docs.astral.sh/uv: 'uv python install 3.12'), then type:" \
                "    make PYTHON=/path/to/python3.12 $goal"
            say "installing $package: Python, with what makes a separate environment for dropcopy."
            apt_install "$package" ;;
        macos)
            have brew || stop "Python $lowest or newer is missing. Install Homebrew (https://brew.sh) or Python."
            say "installing python@3.12 with Homebrew: dropcopy needs Python $lowest or newer."
            brew install python@3.12 ;;
        *)
            stop "Python $lowest or newer (with its venv module) is missing. Type:" \
                "    $(advice python)" "then make again." ;;
    esac
    python=$(first_that can_make_venv)
    [ -n "$python" ] || stop "No Python $lowest or newer with its venv module was found, even after installing."
}

# --- fonts, for the tests' own sheets -------------------------------------------------------------

# The faces are listed, with the Debian package of each, where the generator reads them.
font_packages() { sed -n 's/^package = "\(.*\)"$/\1/p' bench/sheets/faces.toml | sort -u; }

missing_font_files() {
    sed -n 's/^file = "\(.*\)"$/\1/p' bench/sheets/faces.toml | sort -u | while read -r file; do
        found=$(find -L "$@" -name "$file" -print -quit 2>/dev/null || true)
        [ -n "$found" ] || echo "$file"
    done
}

ensure_fonts() {
    case "$system" in
        debian)
            missing=""
            for package in $(font_packages); do
                dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
            done
            if [ -n "$missing" ]; then
                say "installing$missing: the typewriter faces in which the tests type their own sheets."
                # shellcheck disable=SC2086  # a list of package names
                apt_install $missing
            fi ;;
    esac
}

# --- the environment ------------------------------------------------------------------------------

ensure_environment() {
    if [ -x "$venv/bin/python" ] && ! can_make_venv "$venv/bin/python"; then
        say "the environment in $venv is broken or too old: making it anew."
        rm -rf "$venv"
    fi
    if [ ! -x "$venv/bin/python" ]; then
        say "making the Python environment $venv with $("$python" --version)."
        "$python" -m venv "$venv"
    fi
    case "$purpose" in
        run) what="." ;;
        test) what=".[dev,dask,s3]" ;;
    esac
    say "installing dropcopy and the packages it needs into $venv (a minute or two the first time)."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$what"
}

case "$purpose" in
    run) goal="demo" ;;
    test) goal="test" ;;
    *) stop "usage: tools/setup.sh run|test" ;;
esac
cd "$(dirname "$0")/.."
system=$(find_system)
ensure_tesseract
ensure_python
if [ "$purpose" = test ]; then ensure_fonts; fi
ensure_environment
touch "$venv/.ready-$purpose"
say "ready: $(tesseract --version 2>&1 | head -n 1), $("$venv/bin/python" --version)."
