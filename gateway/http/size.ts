/** Bytes as people read them: `256 KiB`. */
export function sizeOf(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes >= 1 ? `${Math.round(mebibytes * 10) / 10} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
