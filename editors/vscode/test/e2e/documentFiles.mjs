// Documents for the tests: Word files from the program's own export, and a PDF file written by hand.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { samples, scratch } from './surroundings.mjs';

/** The program in the installed extension. */
function program() {
  const extensions = path.join(scratch, 'extensions');
  const name = readdirSync(extensions).find((folder) => folder.startsWith('gouji.gouji-'));
  return path.join(extensions, name, 'server', 'gouji');
}

/** A report without findings. */
export const CLEAN = readFileSync(path.join(samples, '../../crates/gouji-lint/pages/clean.txt'), 'utf8');

/** The report with another text in place of one passage. */
export function changed(passage, other) {
  if (!CLEAN.includes(passage)) throw new Error(`no ${passage}`);
  return CLEAN.replace(passage, other);
}

/** The Word document of a report. */
export function docx(report) {
  const folder = mkdtempSync(path.join(scratch, 'docx-'));
  const [text, document] = ['report.txt', 'report.docx'].map((name) => path.join(folder, name));
  writeFileSync(text, report);
  execFileSync(program(), ['export', text, '--to', 'docx', '-o', document], { stdio: 'pipe' });
  return readFileSync(document);
}

/** A PDF file with one page: lines of text from the top, and a table with ruling lines below them. */
export function pdf(lines, rows) {
  const content = [];
  const text = (x, y, words) => content.push(`BT /F1 11 Tf ${x} ${842 - y} Td <${[...words].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('')}> Tj ET`);
  const line = (x0, y0, x1, y1) => content.push(`${x0} ${842 - y0} m ${x1} ${842 - y1} l S`);
  lines.forEach((words, at) => text(60, 60 + at * 26, words));
  const [left, top, width, height] = [60, 60 + lines.length * 26, 110, 24];
  const columns = Math.max(0, ...rows.map((row) => row.length));
  for (let at = 0; at <= rows.length; at++) line(left, top + at * height, left + columns * width, top + at * height);
  for (let at = 0; at <= columns; at++) line(left + at * width, top, left + at * width, top + rows.length * height);
  rows.forEach((row, at) => row.forEach((words, column) => text(left + column * width + 4, top + at * height + 16, words)));
  const ranges = Array.from({ length: 256 }, (_, high) => high.toString(16).padStart(2, '0')).map((high) => `<${high}00> <${high}ff> <${high}00>`);
  const parts = [0, 100, 200].map((from) => ranges.slice(from, from + 100)).map((part) => `${part.length} beginbfrange\n${part.join('\n')}\nendbfrange`);
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${parts.join('\n')}\nendcmap end end`;
  const stream = (words) => `<< /Length ${words.length} >>\nstream\n${words}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>',
    '<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    stream(content.join('\n')),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>',
    stream(map),
  ];
  let file = '%PDF-1.7\n';
  const starts = objects.map((object, at) => {
    const start = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
