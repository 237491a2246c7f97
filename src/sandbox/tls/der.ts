/**
 * The few DER encodings that a self-signed certificate needs (ITU-T X.690). The X.509 libraries at hand take 150 ms to load,
 * half of what the sandbox may need to start; what is built here is checked by Node's own X.509 reader in the tests.
 */
export const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
export const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts)
export const octets = (content: Buffer): Buffer => der(0x04, content)
export const bits = (content: Buffer, unused = 0): Buffer => der(0x03, Buffer.from([unused]), content)
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]))
export const text = (value: string): Buffer => der(0x0c, Buffer.from(value, 'utf8'))

/** A positive INTEGER from big-endian bytes. */
export const integer = (bytes: Buffer): Buffer => {
  const needsSign = ((bytes[0] ?? 0) & 0x80) !== 0
  return der(0x02, needsSign ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** Times before 2050 are UTCTime (RFC 5280 section 4.1.2.5). */
export const utcTime = (atMs: number): Buffer => {
  const stamp = new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${stamp}Z`))
}

/** OBJECT IDENTIFIER from dotted form. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) bytes.push(...base128(arc))
  return der(0x06, Buffer.from(bytes))
}

const base128 = (value: number): readonly number[] => {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f))
  return bytes
}
