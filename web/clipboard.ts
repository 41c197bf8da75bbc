// What the user pastes, drops or copies from another program, as a file.

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The name and bytes of a file. */
export async function read(file: File): Promise<GivenFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/**
 * The texts of a clipboard as files, the best one first. Word, WPS and Excel put a web page there, which has the merged cells of the tables;
 * the plain text has lost them.
 */
export function pasted(data: DataTransfer, name: string): GivenFile[] {
  const page = data.getData('text/html');
  const plain = data.getData('text/plain');
  const files: GivenFile[] = [];
  // The mark says that it is UTF-8, whatever the page says of itself.
  if (page !== '') files.push({ name: `${name}.html`, bytes: new TextEncoder().encode(`\uFEFF${whole(page)}`) });
  if (plain.trim() !== '') files.push({ name: `${name}.txt`, bytes: new TextEncoder().encode(plain) });
  return files;
}

/** A page, also if the clipboard has only a part of one. */
function whole(page: string): string {
  return /<html[\s>]/i.test(page) ? page : `<html><body>${page}</body></html>`;
}
