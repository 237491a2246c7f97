import { aLead, anAttempt, aSyncState, aScope, TENANT_ID } from '../../support/builders.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'
import { openLocalData } from '../../../src/adapters/sqlite/local-data.ts'

/* Writes pairs that belong together, as fast as it can, saying each number once it is stored; until killed. */
const [, , path = '', seed = '1'] = process.argv
const data = openLocalData({ path })
const { uuid } = createSeededRandom(Number(seed))
for (let number = 0; ; number += 1) {
  const domain = `n${String(number)}.s${seed}.example`
  data.transaction(() => {
    data.leads.saveAll([aLead({ domain })])
    data.leads.saveSyncState(aScope(), domain, aSyncState({ status: 'in_progress', attemptCount: number }))
    data.attempts.save(anAttempt({ id: uuid(), tenantId: TENANT_ID, domain, number }))
  })
  process.stdout.write(`${domain}\n`)
}
