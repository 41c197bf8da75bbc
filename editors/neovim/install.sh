#!/bin/sh
# Copies the plugin into Neovim's package folder, and compiles the parser if there is a C compiler.
# usage: install.sh [FOLDER], by default ${XDG_DATA_HOME:-~/.local/share}/nvim/site/pack/gouji/start/gouji
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
grammar=$here/../../crates/tree-sitter-disclosure-report
target=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/nvim/site/pack/gouji/start/gouji}

mkdir -p "$target/parser" "$target/queries/disclosure_report"
cp -R "$here/lsp" "$here/lua" "$here/ftdetect" "$here/ftplugin" "$target"
cp "$grammar"/queries/*.scm "$target/queries/disclosure_report"
if command -v cc >/dev/null; then
  cc -O2 -shared -fPIC -I "$grammar/src" -o "$target/parser/disclosure_report.so" \
    "$grammar/src/parser.c" "$grammar/src/scanner.c"
else
  echo '没有 C 编译器，不安装语法高亮 · no C compiler, so there is no highlighting' >&2
fi
echo "$target"
