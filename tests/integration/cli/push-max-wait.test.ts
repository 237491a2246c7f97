import { expect, it } from 'vitest'
import { PushResultSchema } from '../../../src/shared/model/push.ts'
import { LEADS_CSV } from '../../support/fixture-path.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { startSharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

it('a push that may wait five seconds ends with 4 when D365 asks for thirty, and the next push goes on with what it left', async () => {
  await using sandbox = await startSharedSandbox()
  using data = makeTempDir()
  const options = { dataDir: data.path, env: sandbox.env }
  const push = ['push', '--tenant', 'sandbox', '--all', '--json']
  expect((await runCommandLine(['leads', 'import', LEADS_CSV], options)).code).toBe(0)
  const { id } = sandbox.control.addFault({
    match: { pathPattern: 'CreateMultiple' },
    fault: { kind: 'status', status: 429, code: '0x80072322', retryAfter: 30 },
  })

  const cut = await runCommandLine([...push, '--max-wait', '5'], options)
  expect(cut.code).toBe(4)
  const { error } = cut.json() as { readonly error: { readonly code: string; readonly message: string } }
  expect(error.code).toBe('D365RateLimitError')
  expect(error.message).toMatch(/pause of 3\d s.*that wait: \d+; the next push/)

  const begun = performance.now()
  const cutAgain = await runCommandLine([...push, '--max-wait', '1'], options)
  expect(cutAgain.code).toBe(4)
  // Less than the pause that D365 asked for: finishing what was left waits no longer than the push itself may.
  expect(performance.now() - begun).toBeLessThan(25_000)

  sandbox.control.clearFaults(id)
  const next = await runCommandLine(push, options)
  expect(next.code).toBe(0)
  const { total, outcomes } = PushResultSchema.parse(next.json())
  expect(outcomes.created + outcomes.skipped).toBe(total)
  const subjects = sandbox.control.leads().map(({ subject }) => subject)
  expect(new Set(subjects).size).toBe(subjects.length)
  expect(subjects).toHaveLength(total)
})
