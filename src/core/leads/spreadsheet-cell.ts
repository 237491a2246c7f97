/** What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection". */
const RUNS = /^'*[=+\-@\t\r]/
const NEUTRALISED = /^'+[=+\-@\t\r]/

/** A text no spreadsheet runs: an apostrophe before it makes it text. `readNeutralised` takes it off again. */
export const neutralised = (text: string): string => (RUNS.test(text) ? `'${text}` : text)

export const readNeutralised = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell)
