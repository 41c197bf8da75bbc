// The features that the extension has everywhere. A desktop and a browser start the server in different ways.

import type * as vscode from 'vscode';
import { registerAccepting } from './accepting';
import { registerCheckCommands } from './checkCommands';
import { registerCommands } from './commands';
import { registerCurrentFigure } from './currentFigure';
import { registerDocumentViews } from './documentViews';
import { watchEncodings } from './encoding';
import { registerOverview } from './overview';
import { providePages } from './pageProvider';
import { registerPlaces } from './places';
import { registerPreviews } from './previews';
import { recognizeReports } from './recognition';
import { watchForReport } from './reportWatch';
import type { Service } from './service';
import { registerStatusItem } from './statusItem';
import { registerTableDecorations } from './tableDecorations';
import { registerTableKeys } from './tableKeys';

export function registerFeatures({ subscriptions, extension, extensionUri }: vscode.ExtensionContext, service: Service): void {
  subscriptions.push(service, providePages(extensionUri), registerCommands(service, extension), registerCheckCommands(), watchForReport(() => void service.start()));
  subscriptions.push(registerDocumentViews(extensionUri, service), registerStatusItem(service), registerPreviews(extensionUri, service), registerOverview(service), registerCurrentFigure(service));
  subscriptions.push(registerAccepting((uris) => service.filesChanged(uris)), recognizeReports(), registerTableKeys(), registerTableDecorations(), registerPlaces(), watchEncodings());
}
