/** The first Electron that may be shipped; what is older is the rehearsal runtime of docs/setup.md. */
const OLDEST_SHIPPED = 45

/** True where the console runs on the stand-in: good for tests and rehearsal, never to be shipped, and the window says so. */
export const isStandInRuntime = (electronVersion: string): boolean =>
  !(Number.parseInt(electronVersion, 10) >= OLDEST_SHIPPED)
