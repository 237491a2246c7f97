import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formsOf } from '../../support/find-text.ts'

const CHILD = fileURLToPath(new URL('dying-child.ts', import.meta.url))
const CANARY = 'canary~Q8secret-of-contoso-1234'

function die(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHILD, CANARY, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}
const WAYS = ['axios', 'msal', 'sqlite'].flatMap((library) =>
  ['rejection', 'exception'].map((way) => [library, way] as const),
)
const hits = (text: string): readonly string[] =>
  [...formsOf(CANARY)].filter(([, form]) => Buffer.from(text).includes(form)).map(([name]) => name)

describe('an error that nobody caught', () => {
  it.each(WAYS)('of %s, as %s, ends with 5, one document and one line, none of them with a secret', (library, way) => {
    const { status, stdout, stderr } = die(library, way)
    expect(status, stderr).toBe(5)
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
    const line = JSON.parse(stderr) as { level: string; message: string; fields: { error: { stack: string[] } } }
    expect(error.message).toContain(line.message.replace('defect ', ''))
    expect(line.fields.error.stack.length).toBeGreaterThan(0)
    expect(hits(stdout + stderr)).toEqual([])
  })

  it('would carry one without that net: the errors are the real ones', () => {
    expect(hits(die('axios', 'rejection', 'without').stderr)).not.toEqual([])
  })
})
