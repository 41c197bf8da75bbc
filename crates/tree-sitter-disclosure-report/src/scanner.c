// The end of the text ends a line. The grammar asks for it only behind a line's content, so it is taken at most once.

#include "tree_sitter/parser.h"

enum Token { END_OF_TEXT, ERROR_RECOVERY };

void *tree_sitter_disclosure_report_external_scanner_create(void) { return NULL; }

void tree_sitter_disclosure_report_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_disclosure_report_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_disclosure_report_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_disclosure_report_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[ERROR_RECOVERY] || !valid[END_OF_TEXT] || !lexer->eof(lexer)) return false;
  lexer->result_symbol = END_OF_TEXT;
  return true;
}
