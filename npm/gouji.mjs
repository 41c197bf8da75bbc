#!/usr/bin/env node
// Runs the program of this platform. It is in an optional package, of which npm installs only the one that fits.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const name = `@gouji/${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'gouji.exe' : 'gouji';

function find() {
  try {
    return createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch {
    console.error(
      `未找到适用于本机的软件包 ${name}。请重新安装 gouji，安装时不要使用 --omit=optional；如果没有适用于本机的软件包，请从源代码构建。\n` +
        `The package ${name} for this machine was not found. Please install gouji again without --omit=optional. ` +
        'If there is no package for this machine, please build gouji from its sources.',
    );
    process.exit(2);
  }
}

const child = spawn(find(), process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends Ctrl-C to the program too, and the program decides when to end.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(2);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
