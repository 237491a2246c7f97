/** In one piece, or in pieces as they come: a large file is never whole in memory. */
export type FileContent = string | Uint8Array | AsyncIterable<string | Uint8Array>

/** Files the core writes for people: reports, exports. Whole or absent: temporary file, flush, rename; mode 0600. */
export interface FileWriter {
  /** Makes the directory (0700) where it is missing. @throws Error when it cannot be made or nothing may be written in it. */
  readonly prepare: (directory: string) => Promise<void>
  /** Writes `content` to `directory/name` (directories are made, 0700) and returns the absolute path. `name` holds no separator. */
  readonly writeWhole: (directory: string, name: string, content: FileContent) => Promise<string>
}
