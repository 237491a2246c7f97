import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { aScope, TENANT_ID } from '../../support/builders.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { killHard, linesOf, spawnScript } from './child-process.ts'
import { openWithLead } from './fixtures.ts'

const CHILD = path.join(import.meta.dirname, 'writing-child.ts')
let dir: TempDir

beforeEach(() => {
  dir = makeTempDir()
})
afterEach(() => dir.remove())

it(
  'a process killed while it writes leaves a whole database with everything it was told is stored',
  { timeout: 60_000 },
  async () => {
    const file = path.join(dir.path, 'console.sqlite')
    openWithLead(file).close()
    for (let trial = 1; trial <= 8; trial += 1) {
      const child = spawnScript(CHILD, [file, String(trial)])
      const lines = linesOf(child)
      for (let count = 0; count < 20 * trial; count += 1) await lines.next()
      const rest = lines.rest()
      await killHard(child)
      const acknowledged = (await rest).at(-1)

      const data = openLocalData({ path: file })
      expect(data.movedAside).toBeNull()
      // A line may be cut short by the kill; whole ones were printed after their commit.
      const isWhole = acknowledged?.endsWith(`.s${String(trial)}.example`) === true
      if (isWhole) expect(data.leads.get(acknowledged)).not.toBeNull()
      const domains = data.leads.domainsAfter(aScope(), { status: 'in_progress', after: '', limit: 10_000 })
      expect(domains.length).toBeGreaterThanOrEqual(20 * trial)
      for (const domain of domains) {
        expect(data.leads.syncState(aScope(), domain).status).toBe('in_progress')
        expect(data.attempts.listFor(TENANT_ID, domain)).toHaveLength(1)
      }
      data.close()
    }
  },
)
