// Reads from the first bytes of a program for which system and processor it was built.
// The result depends on the bytes only, so that the message "wrong architecture" can be tested on any machine.

export interface Target {
  readonly platform: string;
  readonly archs: readonly string[];
}

export type Format = Target | 'script' | 'unknown';

const ELF: Record<number, string> = { 0x03: 'ia32', 0x28: 'arm', 0x3e: 'x64', 0xb7: 'arm64', 0xf3: 'riscv64' };
const PE: Record<number, string> = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };
const MACH_O: Record<number, string> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

/** The number of bytes of a file that `formatOf` needs. */
export const HEADER_BYTES = 4096;

export function formatOf(header: Buffer): Format {
  if (header.length >= 2 && header.toString('latin1', 0, 2) === '#!') return 'script';
  if (header.length < 20) return 'unknown';
  if (header.readUInt32BE(0) === 0x7f454c46) return elf(header);
  if (header.readUInt32LE(0) === 0xfeedfacf) return target('darwin', [MACH_O[header.readUInt32LE(4)]]);
  if (header.readUInt32BE(0) === 0xcafebabe) return fatMachO(header);
  if (header.toString('latin1', 0, 2) === 'MZ') return portableExecutable(header);
  return 'unknown';
}

/** Whether a program of this format can run here. Rosetta and Windows on ARM run x64 programs too. */
export function runsOn(format: Target, platform: string, arch: string): boolean {
  if (format.platform !== platform) return false;
  if (format.archs.includes(arch)) return true;
  return arch === 'arm64' && platform !== 'linux' && format.archs.includes('x64');
}

function elf(header: Buffer): Format {
  const littleEndian = header[5] === 1;
  const machine = littleEndian ? header.readUInt16LE(18) : header.readUInt16BE(18);
  return target('linux', [ELF[machine]]);
}

function fatMachO(header: Buffer): Format {
  const count = header.readUInt32BE(4);
  // Java class files have the same magic number. Their next word is a version, which is never this small.
  if (count === 0 || count > 20) return 'unknown';
  const archs: (string | undefined)[] = [];
  for (let at = 8; archs.length < count && at + 20 <= header.length; at += 20) archs.push(MACH_O[header.readUInt32BE(at)]);
  return target('darwin', archs);
}

function portableExecutable(header: Buffer): Format {
  if (header.length < 0x40) return 'unknown';
  const at = header.readUInt32LE(0x3c);
  if (at + 6 > header.length || header.toString('latin1', at, at + 4) !== 'PE\0\0') return 'unknown';
  return target('win32', [PE[header.readUInt16LE(at + 4)]]);
}

function target(platform: string, archs: readonly (string | undefined)[]): Target {
  return { platform, archs: archs.map((arch) => arch ?? 'other') };
}
