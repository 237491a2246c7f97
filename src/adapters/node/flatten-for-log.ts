/** Names of fields whose value is never written, whoever logs them. */
const SECRET_FIELD =
  /^(authorization|proxy-authorization|cookie|set-cookie|(client_?)?secret|password|passphrase|(access_?|refresh_?|id_?)?token|client_?assertion|private_?key|api_?key)$/i

const DEEPEST = 6
const LONGEST_TEXT = 8 * 1024
const LONGEST_LIST = 100
const STACK_LINES = 12

/**
 * Anything as plain JSON of bounded size. Errors keep name, message, code, stack and cause, and nothing else: HTTP libraries hang the whole
 * request on theirs, credentials included. Objects of classes are named, not opened.
 */
export function flattenForLog(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shorten(value)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (value === undefined) return null
  return typeof value === 'object' ? flattenObject(value, depth) : `[${typeof value}]`
}

function flattenObject(value: object, depth: number): unknown {
  if (value instanceof Error) return flattenError(value, depth)
  if (depth >= DEEPEST) return '[deeper]'
  if (Array.isArray(value)) return flattenList(value, depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      shorten(key),
      SECRET_FIELD.test(key) ? '[secret]' : flattenForLog(held, depth + 1),
    ]),
  )
}

const flattenList = (list: readonly unknown[], depth: number): readonly unknown[] => [
  ...list.slice(0, LONGEST_LIST).map((held) => flattenForLog(held, depth + 1)),
  ...(list.length > LONGEST_LIST ? [`[${String(list.length - LONGEST_LIST)} more]`] : []),
]

function flattenError(error: Error, depth: number): Readonly<Record<string, unknown>> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: shorten(error.code) } : {}
  const cause = error.cause === undefined || depth >= DEEPEST ? {} : { cause: flattenForLog(error.cause, depth + 1) }
  // The first line repeats name and message, which may be long.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: shorten(error.name),
    message: shorten(error.message),
    ...code,
    stack: frames.slice(0, STACK_LINES).map((frame) => frame.trim()),
    ...cause,
  }
}

const shorten = (text: string): string =>
  text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT)}… [${String(text.length - LONGEST_TEXT)} more characters]`
