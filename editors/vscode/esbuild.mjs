// Bundles the extension into out/extension.js, that for a browser into out/web/, and the page of document views into out/view.js, or with --tests
// each unit test into out/test/.
import { copyFileSync, rmSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';

const tests = process.argv.includes('--tests');
const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: true, logLevel: 'warning' };

if (tests) {
  // A test file that was renamed must not live on as its old bundle.
  rmSync('out/test', { recursive: true, force: true });
  const entryPoints = readdirSync('test/unit').filter((name) => name.endsWith('.test.ts')).map((name) => `test/unit/${name}`);
  await build({ ...common, entryPoints, outdir: 'out/test' });
} else {
  await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'out/extension.js', external: ['vscode'], minify: true });
  // The page of document views runs in a browser.
  const page = { bundle: true, platform: 'browser', format: 'iife', target: 'es2022', minify: true, logLevel: 'warning' };
  await build({ ...page, entryPoints: ['webview/view.ts'], outfile: 'out/view.js' });
  copyFileSync('webview/view.css', 'out/view.css');
  // A browser has no modules of Node.js; that for paths has a copy.
  const web = { bundle: true, platform: 'browser', target: 'es2022', sourcemap: true, logLevel: 'warning', minify: true, alias: { 'node:path': 'path-browserify' } };
  await build({ ...web, format: 'cjs', entryPoints: ['src/web/extension.ts'], outfile: 'out/web/extension.js', external: ['vscode'] });
  await build({ ...web, format: 'iife', entryPoints: ['src/web/worker.ts'], outfile: 'out/web/worker.js' });
}
