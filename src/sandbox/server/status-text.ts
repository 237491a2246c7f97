/** Imported as a module, `node:http` evaluates its every member, and one of them loads an HTTP client of its own: 30 ms of a start. */
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** The words behind a status in an answer's first line. */
export const statusText = (status: number): string => STATUS_CODES[status] ?? ''
