import { SaxesParser, type SaxesTagPlain } from "saxes";
import { damaged, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";

/** Text between two tags that is longer is no cell: Excel's own end at 32,767 characters. */
const longestText = 2_000_000;

export interface XmlHandlers {
  /** Names come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Reads XML as it is unpacked, in memory proportional to its longest text; yields after every piece, with the bytes read so
 * far. Throws WorkbookRefused where it is no XML or a text is far too long.
 */
export async function* readXml(
  pieces: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
): AsyncGenerator<number, void, void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder("utf-8");
  let bytes = 0;
  let lastEvent = 0;
  parser.on("opentag", (tag: SaxesTagPlain) => {
    lastEvent = bytes;
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("closetag", (tag: SaxesTagPlain) => {
    lastEvent = bytes;
    handlers.close?.(localName(tag.name));
  });
  parser.on("error", (error) => {
    throw new WorkbookRefused(damaged, error);
  });
  for await (const piece of pieces) {
    bytes += piece.length;
    parser.write(decoder.decode(piece, { stream: true }));
    if (bytes - lastEvent > longestText) throw new WorkbookRefused(damaged);
    yield bytes;
  }
  if (bytes > 0) parser.close();
}

/** Reads a part to its end. */
export async function readWhole(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const steps = readXml(pieces, handlers);
  while ((await steps.next()).done !== true) {
    // Each step has handed on what it read.
  }
}
