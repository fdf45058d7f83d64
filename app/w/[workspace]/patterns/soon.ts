/**
 * What a promise gives within `ms`, else null; it throws what the promise throws by then. A page that is ready
 * soon goes out whole, and works before any script; one that is not shows what it waits for.
 */
export async function soon<T extends object>(promise: Promise<T | null>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
