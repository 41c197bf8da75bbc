// The text that a user adds to a bug report. It contains no name of a file or folder, and no text of a report.
// This module does not depend on VS Code.

export interface DebugFacts {
  readonly extension: string;
  readonly editor: string;
  readonly language: string;
  readonly system: string;
  /** The kind of the remote machine, such as `wsl`. */
  readonly remote: string | undefined;
  readonly server: string;
  readonly isTrusted: boolean;
  readonly folders: number;
  readonly settings: readonly Setting[];
}

export interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly default: unknown;
  /** The values that the setting may have, if they are a list. */
  readonly allowed: readonly unknown[] | undefined;
}

export function debugInformation(facts: DebugFacts): string {
  const changed = facts.settings.filter((setting) => !isDefault(setting));
  return [
    `gouji extension: ${facts.extension}`,
    `Editor: ${facts.editor}, ${facts.language}`,
    `System: ${facts.system}`,
    `Remote: ${facts.remote ?? 'none'}`,
    `Server: ${facts.server}`,
    `Workspace: ${facts.folders} folder(s), ${facts.isTrusted ? 'trusted' : 'not trusted'}`,
    `Settings that differ from the defaults: ${changed.length === 0 ? 'none' : ''}`.trimEnd(),
    ...changed.map((setting) => `  ${setting.name} = ${shown(setting)}`),
  ].join('\n');
}

function isDefault({ value, default: standard }: Setting): boolean {
  return JSON.stringify(value) === JSON.stringify(standard);
}

/** Free text may be a path or a name, so only switches, numbers and values of a list are shown. */
function shown({ value, allowed }: Setting): string {
  const isHarmless = typeof value === 'boolean' || typeof value === 'number' || (allowed?.includes(value) ?? false);
  return isHarmless ? JSON.stringify(value) : '(set)';
}
