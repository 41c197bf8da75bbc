// The command that copies debug information.

import * as vscode from 'vscode';
import { debugInformation, type Setting } from './debugInformation';
import type { Service } from './service';

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Record<string, { readonly enum?: readonly unknown[] }> } };
}

export function registerDebugCommand(service: Service, manifest: Manifest): vscode.Disposable {
  return vscode.commands.registerCommand('gouji.copyDebugInformation', async () => {
    await vscode.env.clipboard.writeText(textFor(service, manifest));
    void vscode.window.showInformationMessage(vscode.l10n.t('The debug information was copied. It contains no file names and no text of reports.'));
  });
}

function textFor(service: Service, manifest: Manifest): string {
  return debugInformation({
    extension: manifest.version,
    editor: `${vscode.env.appName} ${vscode.version} (${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'})`,
    language: vscode.env.language,
    system: service.system,
    remote: vscode.env.remoteName,
    server: `${service.foundServer ?? 'not found yet'}, ${service.state}`,
    isTrusted: vscode.workspace.isTrusted,
    folders: vscode.workspace.workspaceFolders?.length ?? 0,
    settings: settings(manifest),
  });
}

function settings({ contributes }: Manifest): Setting[] {
  const configuration = vscode.workspace.getConfiguration();
  return Object.entries(contributes.configuration.properties).map(([name, property]) => ({
    name,
    value: configuration.get(name),
    default: configuration.inspect(name)?.defaultValue,
    allowed: property.enum,
  }));
}
