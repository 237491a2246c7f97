const PAGE = 10

/** Where a key of a grid leads from a row, kept inside the list. */
export function moveIndex(from: number, key: string, total: number): number {
  const last = Math.max(0, total - 1)
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + PAGE,
    PageUp: from - PAGE,
    Home: 0,
    End: last,
  }
  return Math.min(last, Math.max(0, targets[key] ?? from))
}
