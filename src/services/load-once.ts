/** Loads at the first call. Asking Node again for a module that it has loaded takes some microseconds; this takes none. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
