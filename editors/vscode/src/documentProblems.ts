// The problems of the documents in open views, and their marks in the Explorer.

import * as vscode from 'vscode';
import { problemMessage, type Finding, type Severity } from './documentModel';
import { fragmentOf, problemParts, viewFor, WORD_VIEW } from './documentUris';

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export class DocumentProblems implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('gouji-documents');
  readonly #shown = new Map<string, { readonly uris: vscode.Uri[]; readonly errors: number; readonly warnings: number }>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration = vscode.window.registerFileDecorationProvider(this);

  dispose(): void {
    for (const part of [this.#collection, this.#changed, this.#registration]) part.dispose();
  }

  /** Replaces the problems of a document. */
  show(file: vscode.Uri, findings: readonly Finding[]): void {
    const entries = findings.map((finding, at): [vscode.Uri, vscode.Diagnostic[]] => [problemUri(file, at), [diagnostic(finding)]]);
    const old = this.#shown.get(file.toString())?.uris.slice(entries.length) ?? [];
    this.#collection.set([...entries, ...old.map((uri): [vscode.Uri, undefined] => [uri, undefined])]);
    const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
    this.#shown.set(file.toString(), { uris: entries.map(([uri]) => uri), errors: count('error'), warnings: count('warning') });
    this.#changed.fire(file);
  }

  clear(file: vscode.Uri): void {
    this.show(file, []);
    this.#shown.delete(file.toString());
  }

  /** VS Code marks files itself, but only by problems whose URI has no fragment. */
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const { errors, warnings } = this.#shown.get(uri.toString()) ?? { errors: 0, warnings: 0 };
    if (errors + warnings === 0) return undefined;
    const badge = errors + warnings > 9 ? '9+' : String(errors + warnings);
    const colour = new vscode.ThemeColor(errors > 0 ? 'list.errorForeground' : 'list.warningForeground');
    return new vscode.FileDecoration(badge, vscode.l10n.t('Problems found in this document: {0}', errors + warnings), colour);
  }
}

/** The URI that opens the view at a finding. */
function problemUri(file: vscode.Uri, finding: number): vscode.Uri {
  const fragment = fragmentOf(finding);
  return file.with(viewFor(file.path) === WORD_VIEW ? { fragment } : { ...problemParts(file), fragment });
}

function diagnostic(finding: Finding): vscode.Diagnostic {
  const { start, end } = finding.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const made = new vscode.Diagnostic(range, problemMessage(finding, vscode.l10n.t(': ')), SEVERITIES[finding.severity]);
  made.source = finding.source;
  made.code = finding.page === undefined ? finding.rule : { value: finding.rule, target: vscode.Uri.parse(finding.page) };
  return made;
}
