// Bundles the extension into out/extension.js, or with --tests each unit test into out/test/.
import { rmSync, readdirSync } from 'node:fs';
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
}
