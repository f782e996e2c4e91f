/** Bytes that a record takes in the imagined log file; the rest of a position looks as uneven as a real one. */
const RECORD = 181n;
const UNEVEN = 97n;

/** Where the n-th record of the log begins (n counts from 1): rising, not consecutive, like byte offsets. */
export function positionOf(row: number): bigint {
  const n = BigInt(row);
  return n * RECORD + ((n * n * 7n) % UNEVEN);
}

/** The number of the record that begins there; `null` when none does. 0 is the start of the file. */
export function rowAt(position: bigint): number | null {
  if (position === 0n) return 0;
  const near = Number(position / RECORD);
  for (let row = Math.max(1, near - 1); row <= near; row += 1) if (positionOf(row) === position) return row;
  return null;
}
