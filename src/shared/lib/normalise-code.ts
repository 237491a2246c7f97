/**
 * One spelling for one Dataverse code, unsigned lower-case hex: Web API writes hex in either case, the SDK signed decimals, the client API
 * unsigned ones. Null for what is no code (`""`, `0x0`, words).
 * Source: Microsoft Learn, "Web service error codes".
 */
export function normaliseCode(code: unknown): string | null {
  if (typeof code === 'number') return fromNumber(code)
  if (typeof code !== 'string') return null
  const text = code.trim()
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return fromNumber(Number.parseInt(text, 16))
  if (/^-?\d{1,10}$/.test(text)) return fromNumber(Number(text))
  return null
}

function fromNumber(value: number): string | null {
  if (!Number.isInteger(value) || value === 0 || value < -0x80000000 || value > 0xffffffff) return null
  return `0x${(value >>> 0).toString(16).padStart(8, '0')}`
}
