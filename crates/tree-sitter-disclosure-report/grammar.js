/**
 * @file Chinese government information disclosure annual reports (政府信息公开工作年度报告)
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// What a line is, is decided within that line, so that an edit touches one line. The tree is flat: whether 一、 opens a
// section, counts a list or stands in a table depends on the whole report, and is the reader's business.

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const DIGITS = '[0-9０-９]{1,2}';

// Above the words, which would otherwise always be the longer match.
const lead = pattern => token(prec(1, pattern));

const line = ($, ...content) => seq(optional($._indent), ...content, $._end);
module.exports = grammar({
  name: 'disclosure_report',

  extras: _ => [],

  // The end of the text closes its last line as a line break would. `_error` is valid while recovering only.
  externals: $ => [$._eof, $._error],

  inline: $ => [$._any_ordinal, $._lead, $._ordinal, $._heading_text, $._text],

  rules: {
    document: $ => repeat($._block),

    _block: $ => choice(
      $._blank,
      $.title,
      $.heading,
      $.item,
      $.row,
      $.cell_line,
      $.pipe_row,
      $.paragraph,
    ),

    _blank: $ => choice($._newline, seq($._indent, $._end)),

    title: $ => line($, optional($.number), $._title),

    // Numbered, or marked by `#`, or both.
    heading: $ => line($, choice(
      seq(optional($.mark), field('ordinal', $._any_ordinal), field('text', alias($._heading_text, $.text))),
      seq($.mark, field('text', alias($._unnumbered, $.text))),
      seq($.mark, optional(choice($.number, field('ordinal', $._any_ordinal)))),
    )),

    // A numbered paragraph: it reads as a sentence.
    item: $ => line($,
      optional($.mark),
      field('ordinal', $._any_ordinal),
      field('text', alias($._sentence, $.text)),
    ),

    paragraph: $ => line($, choice(
      $._any_ordinal,
      $.number,
      seq($.number, choice($._words, $._sentence, $._pipes)),
      $._words,
      $._sentence,
    )),

    // Cells between tabs or between pipes; what is inside them, the reader splits: a table has hundreds of cells, and a node
    // for each would take most of the time.
    row: $ => seq(
      choice(
        $._tab_cells,
        seq(optional($._indent), optional($.mark), optional(choice($.number, $._any_ordinal)), $._cells),
        seq($._lead, choice($._tab_cells, $._tab_cell)),
      ),
      $._end,
    ),

    // One cell a line, behind a tab; a blank line ends the row.
    cell_line: $ => seq($._tab_cell, $._end),

    pipe_row: $ => line($, $._pipes),

    // What a line may begin with, and nothing else.
    _lead: $ => choice(
      $._indent,
      seq(optional($._indent), $.mark),
      seq(optional($._indent), optional($.mark), choice($.number, $._any_ordinal)),
    ),

    _any_ordinal: $ => alias($._ordinal, $.ordinal),
    _ordinal: $ => choice($._ordinal_1, $._ordinal_2, $._ordinal_3, $._ordinal_4),
    _ordinal_1: _ => lead(new RustRegex(`${NUMERAL}[、．.]`)),
    _ordinal_2: _ => lead(new RustRegex(`[（(]${NUMERAL}[）)]、?`)),
    _ordinal_3: _ => lead(new RustRegex(`${DIGITS}[.．、]`)),
    _ordinal_4: _ => lead(new RustRegex(`[（(]${DIGITS}[）)]、?`)),

    mark: _ => lead(/#{1,6} +/),
    number: _ => lead(/[+-]?[0-9０-９]+(,[0-9]{3})*([.．][0-9０-９]+)?/),
    _indent: _ => lead(/[ \u00A0\u3000]+/),

    _heading_text: $ => choice($._title, $._words, $._pipes),
    _unnumbered: $ => seq(optional($.number), $._text),
    _text: $ => choice($._title, $._words, $._sentence, $._pipes),

    // The longest match decides; of equally long ones, the first. A sentence bears a mark that ends one.
    _pipes: _ => token(/\|[^\t\r\n]*\|[ \u3000]*/),
    _title: _ => token(/[^\t\r\n。；！？]*政府信息公开[^\t\r\n。；！？]*报告[ \u3000]*/),
    _words: _ => token(/[^\t\r\n。；！？]+/),
    _sentence: _ => token(/[^\t\r\n]+/),

    _cells: _ => token(/[^\t\r\n]+\t[^\r\n]*/),
    _tab_cells: _ => token(/\t[^\t\r\n]*\t[^\r\n]*/),
    _tab_cell: _ => token(/\t[^\t\r\n]*/),

    _newline: _ => /\r?\n|\r/,
    _end: $ => choice($._newline, $._eof),
  },
});
