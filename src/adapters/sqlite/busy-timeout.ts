/** How long a statement waits for another program's lock. It blocks the process, so it is shorter than what a person would notice as a hang. */
export const BUSY_TIMEOUT_MS = 2_000
