// The loops over rows, in AssemblyScript. The files of this folder are compiled together, twice: with SIMD, and without it
// for machines that have none; both give the same answers. Where everything lies in memory is said in wasm-*.ts.

/** n and good of prefix AND selector, for the selectors whose numbers stand at `which`. Sizes in blocks of 16 bytes. */
export function countBitsets(prefix: usize, selectors: usize, which: usize, many: i32, goodBlocks: i32, blocks: i32, out: usize): void {
  const stride = <usize>blocks << 4;
  const begun = <usize>goodBlocks << 4;
  for (let i = 0; i < many; i++) {
    const set = selectors + <usize>load<u32>(which) * stride;
    const good = popcount(prefix, set, goodBlocks);
    const rest = popcount(prefix + begun, set + begun, blocks - goodBlocks);
    store<i32>(out, good + rest);
    store<i32>(out, good, 4);
    which += 4;
    out += 8;
  }
}

// @ts-ignore: decorator
@inline
function popcount(a: usize, b: usize, blocks: i32): i32 {
  if (ASC_FEATURE_SIMD) {
    let total = i32x4.splat(0);
    while (blocks > 0) {
      // 31 times 8 bits fit into the bytes that count them.
      const run = min(blocks, 31);
      let bytes = i8x16.splat(0);
      for (let i = 0; i < run; i++) {
        bytes = i8x16.add(bytes, i8x16.popcnt(v128.and(v128.load(a), v128.load(b))));
        a += 16;
        b += 16;
      }
      total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      blocks -= run;
    }
    return i32x4.extract_lane(total, 0) + i32x4.extract_lane(total, 1) + i32x4.extract_lane(total, 2) + i32x4.extract_lane(total, 3);
  } else {
    let total: i64 = 0;
    for (let i = 0; i < blocks; i++) {
      total += popcnt<i64>(load<i64>(a) & load<i64>(b)) + popcnt<i64>(load<i64>(a, 8) & load<i64>(b, 8));
      a += 16;
      b += 16;
    }
    return <i32>total;
  }
}

export function intersect(into: usize, a: usize, b: usize, blocks: i32): void {
  for (let i = 0; i < blocks; i++) {
    store<i64>(into, load<i64>(a) & load<i64>(b));
    store<i64>(into, load<i64>(a, 8) & load<i64>(b, 8), 8);
    into += 16;
    a += 16;
    b += 16;
  }
}
