import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDecisionSidecar } from '../../../src/adapters/node/decision-sidecar.ts'
import type { DecisionSidecar } from '../../../src/core/ports/stores.ts'
import { aDecisionEntry } from '../../support/builders.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const first = aDecisionEntry({ reason: 'Satır sonu:\n\u2028 and "quotes"' })
const second = aDecisionEntry({ sequence: 2 })
let dir: TempDir
let file: string
let sidecar: DecisionSidecar

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'data', 'decisions.jsonl')
  sidecar = createDecisionSidecar(file)
})
afterEach(() => dir.remove())

describe('the decision sidecar', () => {
  it('is missing, not empty, before the first decision', () => {
    expect(sidecar.read()).toEqual({ entries: [], brokenLine: null, isMissing: true })
  })

  it('keeps whole entries, one per line, private to the user', () => {
    sidecar.append(first)
    sidecar.append(second)
    expect(createDecisionSidecar(file).read()).toEqual({ entries: [first, second], brokenLine: null, isMissing: false })
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2)
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  })

  it('keeps a line that a crash cut short apart from the next entry, and says where it is', () => {
    sidecar.append(first)
    sidecar.append(second)
    truncateSync(file, statSync(file).size - 30)
    sidecar.append(second)
    expect(sidecar.read()).toEqual({ entries: [first, second], brokenLine: 2, isMissing: false })
  })

  it.each(['not json', '{}', '', JSON.stringify({ ...second, extra: 1 })])('names the line where %j stands', (line) => {
    sidecar.append(first)
    appendFileSync(file, `${line}\n`)
    sidecar.append(second)
    expect(sidecar.read()).toEqual({ entries: [first, second], brokenLine: 2, isMissing: false })
  })
})
