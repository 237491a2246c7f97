/** A moment as part of a file name: `20250130T120000123Z`, which sorts by time and suits every file system. */
export const fileStamp = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[-:.]/g, '')
