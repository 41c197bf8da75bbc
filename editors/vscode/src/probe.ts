// Runs `gouji --version` once before the server starts. Problems that the file does not show (a missing loader, a
// no-exec mount, a crash at start) appear here as an error with a reason, instead of a broken pipe.

import { execFile, type ExecFileException } from 'node:child_process';

export type ProbeResult = { readonly version: string } | { readonly reason: string };

export function probe(program: string, timeoutMs = 10_000): Promise<ProbeResult> {
  return new Promise((resolve) => {
    execFile(program, ['--version'], { timeout: timeoutMs, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolve({ version: stdout.trim() });
      else resolve({ reason: reasonOf(error, stderr) });
    });
  });
}

function reasonOf(error: ExecFileException, stderr: string): string {
  if (error.killed) return 'no answer to --version';
  const said = stderr.trim().split('\n', 1)[0];
  if (typeof error.code === 'number') return said ? `exit code ${error.code}: ${said}` : `exit code ${error.code}`;
  return error.code ?? error.message;
}
