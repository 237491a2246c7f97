const bulk = /\/Microsoft\.Dynamics\.CRM\.(?:Create|Update|Upsert)Multiple\b/
const batch = /\/\$batch$/
/** The first line of a request inside a batch; JSON has no raw line ends in its texts, so no body can look like one. */
const requestLines = /^(GET|POST|PATCH|PUT|DELETE) (\S.*) HTTP\/1\.1[ \t]*\r?$/gm

const writing = new Set(['POST', 'PATCH', 'PUT'])

/**
 * How many rows a request writes, for the capacity model: one, or one for each target of a bulk message; a batch writes what its
 * parts write. Counted by the marks that they carry, without parsing the body a second time.
 */
export const countWrittenRows = (method: string, path: string, body: Buffer): number => {
  if (!writing.has(method)) return 0
  if (batch.test(path)) return countInBatch(body.toString('latin1'))
  return bulk.test(path) ? countTargets(body.toString('latin1')) : 1
}

const countInBatch = (body: string): number => {
  const lines = [...body.matchAll(requestLines)]
  return lines.reduce((sum, line, at) => {
    const [, method = '', url = ''] = line
    if (!writing.has(method)) return sum
    return sum + (bulk.test(url) ? countTargets(body.slice(line.index, lines[at + 1]?.index)) : 1)
  }, 0)
}

/** Every target must name its type; a message without any is refused, which costs one row's time. */
const countTargets = (text: string): number => Math.max(1, text.split('"@odata.type"').length - 1)
