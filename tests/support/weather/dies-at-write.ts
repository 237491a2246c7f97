import type { LocalData } from '../../../src/core/ports/stores.ts'

const READS =
  /^(get|find|list|page|domains|slice|syncState|ownerOf|companyRow|evidence|testRecords|activeId|chainId|count|is|has|read|open)/

/** Local data that kills the process, as a power cut would, before its n-th write (inside a transaction as well); writes count from `begin` on. */
export function diesAtWrite(step: number): {
  readonly wrap: <T extends LocalData>(data: T) => T
  readonly begin: () => void
} {
  let left = Number.POSITIVE_INFINITY
  const beforeWrite = () => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  }
  return {
    wrap: (data) => watched(data, beforeWrite),
    begin: () => {
      left = step
    },
  }
}

function watched<T extends object>(target: T, beforeWrite: () => void): T {
  return new Proxy(target, {
    get: (of, name, receiver) => {
      const value: unknown = Reflect.get(of, name, receiver)
      if (typeof value === 'object' && value !== null) return watched(value, beforeWrite)
      if (typeof value !== 'function' || READS.test(String(name))) return value
      return (...args: unknown[]): unknown => {
        beforeWrite()
        return Reflect.apply(value, of, args)
      }
    },
  })
}
