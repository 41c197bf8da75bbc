// Finds the gouji program, and diagnoses problems with it before it is run.
// This module does not depend on VS Code: its input is files and the environment, its result a path or a problem.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatOf, HEADER_BYTES, runsOn } from './executableFormat';

export interface Surroundings {
  /** The value of the setting gouji.server.path. */
  readonly configured: string;
  /** Where the extension is installed. */
  readonly extensionPath: string;
  readonly homeFolder: string;
  readonly searchPath: string;
  /** Programs on the search path that the user agreed to run. */
  readonly agreed: readonly string[];
  readonly platform: string;
  readonly arch: string;
}

export type Origin = 'setting' | 'bundled' | 'search-path';

export interface ServerBinary {
  readonly kind: 'found';
  readonly path: string;
  readonly origin: Origin;
}

export type BinaryProblem =
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'relative'; readonly path: string }
  | { readonly kind: 'not-agreed'; readonly path: string; readonly here: string }
  | { readonly kind: 'none-bundled'; readonly here: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'not-executable'; readonly path: string }
  | { readonly kind: 'wrong-platform'; readonly path: string; readonly builtFor: string; readonly here: string }
  | { readonly kind: 'not-a-program'; readonly path: string }
  | { readonly kind: 'cannot-start'; readonly path: string; readonly reason: string };

export function resolveServer(around: Surroundings): ServerBinary | BinaryProblem {
  const configured = around.configured.trim();
  if (configured !== '') return fromSetting(configured, around);

  const bundled = path.join(around.extensionPath, 'server', programName(around));
  if (fs.existsSync(bundled)) {
    restoreRunBit(bundled, around.platform);
    return diagnose(bundled, 'bundled', around);
  }
  const found = onSearchPath('gouji', around);
  if (found === undefined) return { kind: 'none-bundled', here: hereName(around) };
  // The user did not name this program, so it is not run, not even for its version, until the user agrees.
  if (!around.agreed.includes(found)) return { kind: 'not-agreed', path: found, here: hereName(around) };
  return diagnose(found, 'search-path', around);
}

/** Gives execute permission to the owner and to everyone with read permission. */
export function makeExecutable(file: string): void {
  const { mode } = fs.statSync(file);
  fs.chmodSync(file, mode | ((mode & 0o444) >> 2));
}

function fromSetting(configured: string, around: Surroundings): ServerBinary | BinaryProblem {
  if (!/[\\/]/.test(configured)) {
    const found = onSearchPath(configured, around);
    return found === undefined ? { kind: 'missing', path: configured } : diagnose(found, 'setting', around);
  }
  const inHome = configured.replace(/^~(?=[\\/])/, around.homeFolder);
  // With a relative path the workspace would decide which program runs.
  return isFull(inHome, around) ? diagnose(inHome, 'setting', around) : { kind: 'relative', path: configured };
}

function diagnose(file: string, origin: Origin, around: Surroundings): ServerBinary | BinaryProblem {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: 'missing', path: file };
  if (stat.isDirectory()) return { kind: 'folder', path: file };

  const format = formatOf(header(file));
  // A script may wrap the program, but Windows cannot run a script directly.
  if (format === 'unknown' || (format === 'script' && around.platform === 'win32')) return { kind: 'not-a-program', path: file };
  if (format !== 'script' && !runsOn(format, around.platform, around.arch)) {
    return { kind: 'wrong-platform', path: file, builtFor: name(format.platform, format.archs.join('/')), here: hereName(around) };
  }
  if (around.platform !== 'win32' && (stat.mode & 0o111) === 0) return { kind: 'not-executable', path: file };
  return { kind: 'found', path: file, origin };
}

function header(file: string): Buffer {
  const buffer = new Uint8Array(HEADER_BYTES);
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, 'r');
    return Buffer.from(buffer.buffer, 0, fs.readSync(handle, buffer, 0, HEADER_BYTES, 0));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** Some unpackers lose the execute permission of the bundled program. It is restored without a question. */
function restoreRunBit(file: string, platform: string): void {
  if (platform === 'win32') return;
  try {
    if ((fs.statSync(file).mode & 0o111) === 0) makeExecutable(file);
  } catch {
    // The permission cannot be changed, for example in a read-only installation. `diagnose` reports it.
  }
}

function onSearchPath(command: string, around: Surroundings): string | undefined {
  const names = around.platform === 'win32' && !command.toLowerCase().endsWith('.exe') ? [`${command}.exe`] : [command];
  const separator = around.platform === 'win32' ? ';' : ':';
  for (const folder of around.searchPath.split(separator)) {
    // Relative folders start where the editor was started, which may be a workspace.
    if (!isFull(folder, around)) continue;
    for (const name of names) {
      const file = path.join(folder, name);
      if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    }
  }
  return undefined;
}

function isFull(file: string, around: Surroundings): boolean {
  return (around.platform === 'win32' ? path.win32 : path.posix).isAbsolute(file);
}

function programName(around: Surroundings): string {
  return around.platform === 'win32' ? 'gouji.exe' : 'gouji';
}

function hereName(around: Surroundings): string {
  return name(around.platform, around.arch);
}

function name(platform: string, arch: string): string {
  const names: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  return `${names[platform] ?? platform} ${arch}`;
}
