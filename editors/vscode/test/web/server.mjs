// Serves a VS Code workbench without a server behind it, as vscode.dev does: the page, its scripts, and the files of extensions. It listens on the
// loopback interface only.

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.mjs': 'text/javascript', '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.wasm': 'application/wasm' };

/** The settings of the workbench, which asks nothing and reaches for no network. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
};

/** `workbench` is the folder of VS Code in the package of the workbench, `extensions` are folders by name, `folder` is the URI of the workspace. */
export async function serve({ workbench, extensions, folder, generated = {} }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const found = decodeURIComponent(pathname);
    if (found === '/') return answer(response, 'text/html', page(workbench, Object.keys(extensions), server.address().port, folder));
    if (found in generated) return answer(response, 'application/json', generated[found]);
    if (found === '/static/out/vs/code/browser/workbench/workbench.js') return answer(response, 'text/javascript', withoutRemote(workbench));
    const file = fileOf(found, workbench, extensions);
    if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return undefined;
    }
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'Access-Control-Allow-Origin': '*' });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) };
}

function answer(response, type, body) {
  response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body);
}

function fileOf(pathname, workbench, extensions) {
  const [, place, ...rest] = pathname.split('/');
  if (rest.includes('..')) return undefined;
  if (place === 'static') return path.join(workbench, ...rest);
  const [name, ...inside] = rest;
  return place === 'extensions' && Object.hasOwn(extensions, name) ? path.join(extensions[name], ...inside) : undefined;
}

/** The package is made for a workbench with a server: its script always names one, and keeps the settings of the user there. */
function withoutRemote(workbench) {
  const file = path.join(workbench, 'out/vs/code/browser/workbench/workbench.js');
  const script = readFileSync(file, 'utf8');
  return [
    [/remoteAuthority:location\.host/g, 'remoteAuthority:void 0'],
    [/(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote(\}\))/g, '$1vscodeUserData$2'],
  ].reduce((text, [pattern, replacement]) => {
    if (text.match(pattern)?.length !== 1) throw new Error(`${file} does not contain ${pattern} once`);
    return text.replace(pattern, replacement);
  }, script);
}

function page(workbench, extensions, port, folder) {
  const authority = `127.0.0.1:${port}`;
  const configuration = {
    folderUri: folder,
    additionalBuiltinExtensions: extensions.map((name) => ({ scheme: 'http', authority, path: `/extensions/${name}` })),
    configurationDefaults: SETTINGS,
    userDataPath: '/',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    webviewEndpoint: `http://${authority}/static/out/vs/workbench/contrib/webview/browser/pre`,
  };
  const values = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration),
    WORKBENCH_WEB_BASE_URL: `http://${authority}/static`,
    WORKBENCH_NLS_FALLBACK_URL: `http://${authority}/static/out/nls.messages.js`,
    WORKBENCH_NLS_URL: `http://${authority}/static/out/nls.messages.js`,
  };
  const escaped = (text) => text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  const template = readFileSync(path.join(workbench, 'out/vs/code/browser/workbench/workbench.html'), 'utf8');
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => escaped(values[name] ?? ''));
}
