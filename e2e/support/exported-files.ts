import type { ExportFile } from "#lib/samples/testing/exports-file.ts";

export interface FileBytes {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file as its tool would have written it: in its encoding, with its mark. */
export const bytesOf = ({ name, text, encoding, mark }: ExportFile): FileBytes => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(mark ? `\ufeff${text}` : text, encoding),
});

/** A table as its lines stand. */
export const csv = (name: string, lines: readonly string[]): FileBytes => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(lines.join("\n")),
});
