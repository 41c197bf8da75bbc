// The entry point of the extension. The first text that may be a report starts the server; activation does not.

import type * as vscode from 'vscode';
import { registerAccepting } from './accepting';
import { registerCommands } from './commands';
import { registerCurrentFigure } from './currentFigure';
import { registerDocumentViews } from './documentViews';
import { watchEncodings } from './encoding';
import { registerOverview } from './overview';
import { providePages } from './pageProvider';
import { registerPlaces } from './places';
import { registerPreviews } from './previews';
import { recognizeReports } from './recognition';
import { registerReportCommands } from './reportCommands';
import { watchForReport } from './reportWatch';
import { Service } from './service';
import { registerStatusItem } from './statusItem';
import { registerTableDecorations } from './tableDecorations';
import { registerTableKeys } from './tableKeys';

let service: Service | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Service(context.extensionPath, context.globalState);
  service = running;
  const pages = providePages(context.extensionPath);
  context.subscriptions.push(running, pages, registerCommands(running, context.extension), watchForReport(() => void running.start()));
  context.subscriptions.push(registerDocumentViews(context.extensionUri, running), registerReportCommands(running), registerStatusItem(running), registerPreviews(context.extensionUri, running), registerOverview(running), registerCurrentFigure(running));
  context.subscriptions.push(registerAccepting((uris) => running.filesChanged(uris)), recognizeReports(), registerTableKeys(), registerTableDecorations(), registerPlaces(), watchEncodings());
}

export async function deactivate(): Promise<void> {
  await service?.stop();
}
