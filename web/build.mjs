// Builds gouji.html, one file that needs nothing else: node build.mjs MODULE OUTPUT. It takes esbuild from the extension.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const extension = path.join(here, '../editors/vscode');
const { build } = createRequire(path.join(extension, 'package.json'))('esbuild');
const [module, output] = process.argv.slice(2);

const bundled = await build({ entryPoints: [path.join(here, 'page.ts')], bundle: true, write: false, platform: 'browser', format: 'iife', target: 'es2022', minify: true, logLevel: 'warning' });
// Inside an element, this would end it.
const script = bundled.outputFiles[0].text.replaceAll('</script', '<\\/script');
const style = ['webview/view.css'].map((name) => readFileSync(path.join(extension, name), 'utf8')).join('') + readFileSync(path.join(here, 'page.css'), 'utf8');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; style-src ${hash(style)}`;
const code = gzipSync(readFileSync(module), { level: 9 }).toString('base64');

writeFileSync(output, `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>勾稽 · gouji</title>
<style>${style}</style>
</head>
<body>
<script type="application/gzip" id="module">${code}</script>
<script>${script}</script>
</body>
</html>
`);
