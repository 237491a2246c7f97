import { join } from 'node:path'
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations/migrations.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import type { RunningSandbox } from '../../../src/sandbox/sandbox-types.ts'
import { startHarness } from '../core-harness.ts'
import { diesAtFileCall } from './dies-at-file-call.ts'
import { NAMED_STEPS, WORK, type NamedStep } from './named-steps.ts'

/* Does one kind of work on a data directory and kills itself at the step named. */

const [dataDir = '', sandboxInfo = '{}', name = ''] = process.argv.slice(2)
const step = NAMED_STEPS[name]
if (step === undefined) throw new Error(`No step is called ${name}.`)
const die = () => process.kill(process.pid, 'SIGKILL')

if (step.work === 'migration') migrateHalf()
else await workOn(step.work)

async function workOn(work: Exclude<NamedStep['work'], 'migration'>): Promise<void> {
  const info = JSON.parse(sandboxInfo) as RunningSandbox['info']
  const attachTo: RunningSandbox = { info, fingerprint256: '', control: null, close: () => Promise.resolve() }
  const harness = await startHarness({ dataDir, attachTo, wrapData: watched })
  diesAtFileCall(step?.call ?? '', die)
  await WORK[work](harness)
  await harness.close()
}

function migrateHalf(): void {
  const half = {
    version: MIGRATIONS.length + 1,
    name: 'dies in the middle',
    migrate: (db: ReturnType<typeof openDatabase>['db']) => {
      db.exec('CREATE TABLE half (id INTEGER) STRICT; DELETE FROM leads')
      die()
    },
  }
  openDatabase({ path: join(dataDir, 'console.sqlite'), migrations: [...MIGRATIONS, half] })
}

/** Local data that dies at the step. */
function watched<T extends object>(root: T): T {
  let left = step?.time ?? 0
  let depth = 0
  let isMet = false
  const transaction = (work: () => unknown): unknown => {
    depth += 1
    try {
      return work()
    } finally {
      depth -= 1
    }
  }
  const call = (work: () => unknown): unknown => {
    left -= 1
    if (left === 0 && step?.when === 'before') die()
    isMet ||= left === 0
    return work()
  }
  const watch = <U extends object>(target: U, path: string): U =>
    new Proxy(target, {
      get: (of, key, receiver) => {
        const value: unknown = Reflect.get(of, key, receiver)
        const name = `${path}${String(key)}`
        if (typeof value === 'object' && value !== null) return watch(value, `${name}.`)
        const around = name === step?.call ? call : name.endsWith('ransaction') ? transaction : null
        if (typeof value !== 'function' || around === null) return value
        return (...args: unknown[]): unknown => {
          const answer = around(() => Reflect.apply(value, of, args))
          // A call outside a transaction is one of its own.
          if (isMet && depth === 0) die()
          return answer
        }
      },
    })
  return watch(root, '')
}
