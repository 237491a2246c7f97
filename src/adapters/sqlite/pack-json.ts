import { deflateSync, inflateSync } from 'node:zlib'

/** JSON as a zlib stream (RFC 1950): evidence is mostly headers and bodies that repeat each other. */
export const packJson = (value: unknown): Buffer => deflateSync(Buffer.from(JSON.stringify(value), 'utf8'))

/** Throws for anything `packJson` did not write: a damaged database, which is judged elsewhere. */
export const unpackJson = (packed: Uint8Array): unknown => JSON.parse(inflateSync(packed).toString('utf8'))
