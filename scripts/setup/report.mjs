// How set-up speaks: one line when a step begins, one when it ends, always on standard error, so that a command's
// standard output stays its own.

/** A failure that tells its reader what to do. */
export class SetupError extends Error {
  /**
   * @param {{ what: string, why: string, remedy: string }} parts what failed, why, and what to do
   */
  constructor({ what, why, remedy }) {
    super(`${what}: ${why}`)
    this.name = 'SetupError'
    this.what = what
    this.why = why
    this.remedy = remedy
  }
}

/** @param {string} line */
export const say = (line) => void process.stderr.write(`${line}\n`)

/**
 * Runs one step, telling what it does and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begin = performance.now()
  const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`
  say(`set-up: ${title} …`)
  try {
    const result = await work()
    say(`set-up: ${title}: done in ${seconds()}`)
    return result
  } catch (error) {
    say(`set-up: ${title}: failed after ${seconds()}`)
    throw error
  }
}

/**
 * Says what went wrong and gives the exit code.
 * @param {unknown} error
 * @returns {number} 1
 */
export function explain(error) {
  if (error instanceof SetupError) {
    say(`\nFailed:     ${error.what}\nWhy:        ${error.why}\nWhat to do: ${error.remedy}`)
  } else {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  return 1
}
