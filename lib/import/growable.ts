// Columns that grow as rows come in.

const firstCapacity = 1024;

type Codes = Int8Array | Int16Array | Int32Array;
type Numbers = Codes | Float64Array;

/** The greatest whole number that each kind holds; its least value stands for "none". */
const widest = [127, 32_767, 2_147_483_647] as const;
const kinds = [Int8Array, Int16Array, Int32Array] as const;

const kindFor = (value: number): number =>
  Number.isInteger(value) && !Object.is(value, -0)
    ? widest.findIndex((most) => value <= most && value >= -most)
    : -1;

export interface GrowableNumbers {
  set(at: number, value: number): void;
  get(at: number): number;
  finish(length: number): Float64Array;
}

/**
 * Numbers by account, NaN where none was set, kept in the narrowest form that holds them all: a million accounts of forty
 * columns are in memory at once. A column that says nothing takes no room.
 */
export function growableNumbers(): GrowableNumbers {
  /** The place among the kinds; -1: doubles. */
  let kind = 0;
  let values: Numbers = new Int8Array(0);
  /** What stands for NaN; NaN itself among doubles. */
  let none = -128;
  let most: number = widest[0];

  const read = (from: Numbers, at: number, nothing: number) => {
    const value = from[at] ?? nothing;
    return value === nothing ? Number.NaN : value;
  };

  function widen(to: number): void {
    const [old, oldNone] = [values, none];
    kind = to;
    none = to < 0 ? Number.NaN : -(widest[to] ?? 0) - 1;
    most = to < 0 ? Number.POSITIVE_INFINITY : (widest[to] ?? 0);
    values = to < 0 ? new Float64Array(old.length) : new (kinds[to] ?? Int32Array)(old.length);
    for (let i = 0; i < old.length; i++) {
      const value = read(old, i, oldNone);
      values[i] = Number.isNaN(value) ? none : value;
    }
  }

  function grow(length: number): void {
    const old = values;
    values = kind < 0 ? new Float64Array(length) : new (kinds[kind] ?? Int32Array)(length);
    values.fill(none, old.length);
    values.set(old);
  }

  return {
    set(at, value) {
      const isNone = Number.isNaN(value);
      if (at >= values.length) {
        if (isNone) return;
        grow(Math.max(firstCapacity, values.length * 2, at + 1));
      }
      if (
        kind >= 0 &&
        !isNone &&
        !(value <= most && value >= -most && Number.isInteger(value) && value !== 0)
      ) {
        const needed = kindFor(value);
        if (needed < 0 || needed > kind) widen(needed);
      }
      values[at] = isNone ? none : value;
    },
    get: (at) => read(values, at, none),
    finish(length) {
      if (kind < 0 && length <= values.length) return values.subarray(0, length) as Float64Array;
      const result = new Float64Array(length).fill(Number.NaN);
      for (let i = 0; i < Math.min(length, values.length); i++) result[i] = read(values, i, none);
      return result;
    },
  };
}

/** Codes by account, -1 where none was set, in the narrowest form that holds them all. */
export function growableCodes() {
  let kind = 0;
  let codes: Codes = new Int8Array(firstCapacity).fill(-1);

  function copy(length: number): Codes {
    const copied = new (kinds[kind] ?? Int32Array)(length).fill(-1, codes.length);
    copied.set(codes);
    return copied;
  }

  return {
    set(at: number, code: number): void {
      if (at >= codes.length) codes = copy(Math.max(codes.length * 2, at + 1));
      if (code > (widest[kind] ?? 0)) {
        kind = kindFor(code);
        codes = copy(codes.length);
      }
      codes[at] = code;
    },
    get: (at: number): number => codes[at] ?? -1,
    finish(length: number): Int32Array {
      const result = new Int32Array(length).fill(-1);
      result.set(codes.subarray(0, Math.min(length, codes.length)));
      return result;
    },
  };
}
