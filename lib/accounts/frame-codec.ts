import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Column, Frame, OutcomeColumn } from "#lib/accounts/frame.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";

/** One stored part of a frame: the accounts, the retention, the start dates, or one column. */
export interface FramePart {
  readonly key: string;
  readonly bytes: Uint8Array;
}

type Section = Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;
type SectionType = "f64" | "i32" | "i16" | "i8" | "u8";

interface Header {
  /** Where the column stands among its like. */
  readonly position?: number;
  readonly attribute?: Attribute;
  readonly outcome?: NumericOutcome;
  readonly kind?: Column["kind"];
  readonly dictionary?: readonly string[];
  readonly sections: readonly { readonly type: SectionType; readonly length: number }[];
}

const mark = 0x31465049;
const idLength = 36;
const padded = (bytes: number) => Math.ceil(bytes / 8) * 8;

function typeOf(section: Section): SectionType {
  if (section instanceof Float64Array) return "f64";
  if (section instanceof Int32Array) return "i32";
  if (section instanceof Int16Array) return "i16";
  return section instanceof Int8Array ? "i8" : "u8";
}

/** Integers in the narrowest form that holds them: what is stored is what the database must carry each time. */
function narrowCodes(codes: Int32Array): Section {
  let low = 0;
  let high = 0;
  for (const code of codes) {
    if (code < low) low = code;
    if (code > high) high = code;
  }
  if (low >= -128 && high <= 127) return Int8Array.from(codes);
  return low >= -32_768 && high <= 32_767 ? Int16Array.from(codes) : codes;
}

const missingOf = { i8: -128, i16: -32_768, i32: -2_147_483_648 } as const;

/** Whole numbers in the narrowest form, the lowest value of which stands for missing; anything else as it is. */
function narrowNumbers(values: Float64Array): Section {
  let reach = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || Object.is(value, -0)) return values;
    reach = Math.max(reach, Math.abs(value));
  }
  const type = reach <= 127 ? "i8" : reach <= 32_767 ? "i16" : reach <= 2_147_483_647 ? "i32" : "f64";
  if (type === "f64") return values;
  const result =
    type === "i8"
      ? new Int8Array(values.length)
      : type === "i16"
        ? new Int16Array(values.length)
        : new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    result[i] = Number.isNaN(value) ? missingOf[type] : value;
  }
  return result;
}

/** A frame, or one whose columns are made one after the other while it is encoded. */
export interface FrameToEncode extends Omit<Frame, "columns" | "outcomes"> {
  readonly columns: Iterable<Column>;
  readonly outcomes: Iterable<OutcomeColumn>;
}

/** Bytes that are to be written into the part afterwards. */
type Room = { readonly length: number };
const bytesOf = (section: Section | Room) => ("byteLength" in section ? section.byteLength : section.length);

function pack(
  key: string,
  header: Omit<Header, "sections">,
  sections: readonly (Section | Room)[],
): FramePart {
  const full: Header = {
    ...header,
    sections: sections.map((section) => ({
      type: "byteLength" in section ? typeOf(section) : "u8",
      length: section.length,
    })),
  };
  const text = new TextEncoder().encode(JSON.stringify(full));
  const start = padded(8 + text.length);
  const bytes = new Uint8Array(sections.reduce((sum, section) => sum + padded(bytesOf(section)), start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, 8);
  let at = start;
  for (const section of sections) {
    if ("byteLength" in section) {
      bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
    }
    at += padded(bytesOf(section));
  }
  return { key, bytes };
}

const idsAtOnce = 4096;

/** Written in their place, some at a time: a million ids joined, encoded and packed one after the other are in memory three times. */
function packIds(ids: readonly string[]): FramePart {
  const part = pack("@accounts", {}, [{ length: ids.length * idLength }]);
  const encoder = new TextEncoder();
  const start = part.bytes.length - padded(ids.length * idLength);
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    encoder.encodeInto(
      ids.slice(from, from + idsAtOnce).join(""),
      part.bytes.subarray(start + from * idLength),
    );
  }
  return part;
}

function sectionAt(buffer: ArrayBufferLike, at: number, type: SectionType, length: number): Section {
  switch (type) {
    case "f64":
      return new Float64Array(buffer, at, length);
    case "i32":
      return new Int32Array(buffer, at, length);
    case "i16":
      return new Int16Array(buffer, at, length);
    case "i8":
      return new Int8Array(buffer, at, length);
    case "u8":
      return new Uint8Array(buffer, at, length);
  }
}

/** Reads in place where the bytes lie on an 8-byte boundary, and copies them once where they do not. */
function unpack(bytes: Uint8Array): { header: Header; sections: Section[] } {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (aligned.byteLength < 8 || view.getUint32(0, true) !== mark)
    throw new Error("These bytes are no part of a frame.");
  const textLength = view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(aligned.subarray(8, 8 + textLength))) as Header;
  let at = aligned.byteOffset + padded(8 + textLength);
  const sections = header.sections.map(({ type, length }) => {
    const section = sectionAt(aligned.buffer, at, type, length);
    at += padded(section.byteLength);
    return section;
  });
  return { header, sections };
}

const floats = (section: Section | undefined): Float64Array => {
  if (section instanceof Float64Array) return section;
  if (section === undefined) return new Float64Array(0);
  const missing =
    section instanceof Int8Array
      ? missingOf.i8
      : section instanceof Int16Array
        ? missingOf.i16
        : missingOf.i32;
  const result = new Float64Array(section.length);
  for (let i = 0; i < section.length; i++) {
    const value = section[i] ?? missing;
    result[i] = value === missing ? Number.NaN : value;
  }
  return result;
};
const integers = (section: Section | undefined): Int32Array =>
  section instanceof Int32Array ? section : new Int32Array(section ?? []);
const octets = (section: Section | undefined): Uint8Array =>
  section instanceof Uint8Array ? section : new Uint8Array(section ?? []);

function packColumn(column: Column, position: number): FramePart {
  const key = `column:${column.attribute.name}`;
  const header = { position, kind: column.kind, attribute: column.attribute };
  switch (column.kind) {
    case "number":
      return pack(key, header, [narrowNumbers(column.values)]);
    case "category":
      return pack(key, { ...header, dictionary: column.dictionary }, [narrowCodes(column.codes)]);
    case "list":
      return pack(key, { ...header, dictionary: column.dictionary }, [
        column.offsets,
        narrowCodes(column.codes),
        column.missing,
      ]);
  }
}

function unpackColumn({ header, sections }: { header: Header; sections: Section[] }): Column {
  const { attribute, dictionary } = header;
  if (attribute === undefined) throw new Error("A column of the frame does not say which attribute it is.");
  if (header.kind === "number") return { kind: "number", attribute, values: floats(sections[0]) };
  if (header.kind === "category") {
    return { kind: "category", attribute, dictionary: dictionary ?? [], codes: integers(sections[0]) };
  }
  return {
    kind: "list",
    attribute,
    dictionary: dictionary ?? [],
    offsets: integers(sections[0]),
    codes: integers(sections[1]),
    missing: octets(sections[2]),
  };
}

/**
 * A frame as parts of bytes, one per column, to be stored and loaded apart. Account ids are UUIDs. Layout of a
 * part, little-endian: a mark, the length of the header, the header as JSON, then arrays on 8-byte boundaries.
 */
export function* frameParts(frame: FrameToEncode): Generator<FramePart, void, void> {
  yield packIds(frame.accountIds);
  let position = 0;
  for (const column of frame.columns) yield packColumn(column, position++);
  position = 0;
  for (const { outcome, values } of frame.outcomes) {
    yield pack(`outcome:${outcome.name}`, { position, outcome }, [narrowNumbers(values)]);
    position++;
  }
  if (frame.retention !== null) {
    yield pack("@retention", {}, [narrowNumbers(frame.retention.months), frame.retention.left]);
  }
  if (frame.startDays !== null) yield pack("@start", {}, [narrowNumbers(frame.startDays)]);
}

function idsOf(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return Array.from({ length: text.length / idLength }, (_, i) =>
    text.slice(i * idLength, (i + 1) * idLength),
  );
}

/** The frame of these parts, in any order; null when the accounts are not among them. Throws on foreign bytes. */
export function decodeFrame(parts: Iterable<FramePart>): Frame | null {
  let accountIds: string[] | null = null;
  let retention: Frame["retention"] = null;
  let startDays: Float64Array | null = null;
  const columns: { position: number; column: Column }[] = [];
  const outcomes: { position: number; column: OutcomeColumn }[] = [];
  for (const { key, bytes } of parts) {
    const part = unpack(bytes);
    const position = part.header.position ?? 0;
    if (key === "@accounts") accountIds = idsOf(octets(part.sections[0]));
    else if (key === "@retention")
      retention = { months: floats(part.sections[0]), left: octets(part.sections[1]) };
    else if (key === "@start") startDays = floats(part.sections[0]);
    else if (part.header.outcome !== undefined) {
      outcomes.push({ position, column: { outcome: part.header.outcome, values: floats(part.sections[0]) } });
    } else columns.push({ position, column: unpackColumn(part) });
  }
  if (accountIds === null) return null;
  const inOrder = <T>(found: { position: number; column: T }[]) =>
    found.sort((a, b) => a.position - b.position).map(({ column }) => column);
  return { accountIds, columns: inOrder(columns), retention, outcomes: inOrder(outcomes), startDays };
}
