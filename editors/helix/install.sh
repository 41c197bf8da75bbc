#!/bin/sh
# Installs the highlighting of plain-text reports into the configuration folder of Helix, and languages.toml if there is none.
# usage: install.sh [FOLDER], by default ${XDG_CONFIG_HOME:-~/.config}/helix
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
grammar=$here/../../crates/tree-sitter-disclosure-report
target=${1:-${XDG_CONFIG_HOME:-$HOME/.config}/helix}

mkdir -p "$target/runtime/grammars" "$target/runtime/queries/disclosure-report"
cp "$grammar/queries/highlights.scm" "$target/runtime/queries/disclosure-report"
cc -O2 -shared -fPIC -I "$grammar/src" -o "$target/runtime/grammars/disclosure-report.so" \
  "$grammar/src/parser.c" "$grammar/src/scanner.c"
if [ -e "$target/languages.toml" ]; then
  echo "请把此文件的内容加入 · please add the content of this file: $here/languages.toml → $target/languages.toml" >&2
else
  cp "$here/languages.toml" "$target"
fi
echo "$target"
