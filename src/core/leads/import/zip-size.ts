const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LONGEST_COMMENT = 0xffff
/** What a 4-byte field says when the number stands elsewhere (ZIP64). */
const ELSEWHERE = 0xffffffff

/**
 * How many bytes a ZIP archive says it unpacks to; null for what is no archive or a ZIP64 one. The unpacker used for workbooks allots exactly
 * these sizes, so an archive that lies is cut short, not unpacked further.
 * Source: PKWARE, ".ZIP File Format Specification", sections 4.3.12 and 4.3.16.
 */
export function unpackedBytes(archive: Buffer): number | null {
  const end = findEnd(archive)
  if (end === null) return null
  const entries = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  let total = 0
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + ENTRY_BYTES > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return null
    const size = archive.readUInt32LE(at + 24)
    if (size === ELSEWHERE) return null
    total += size
    at += ENTRY_BYTES + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return total
}

function findEnd(archive: Buffer): number | null {
  const from = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT)
  for (let at = archive.length - END_BYTES; at >= from; at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at
  }
  return null
}
