/** How long the simulated server takes for a request, in milliseconds: `latencyMs + baseMs + perRowMs · rows`. */
export interface ServerTimeSettings {
  /** A plain wait on every Web API request. */
  latencyMs: number
  /** Fixed share of the capacity model; 91 fits Microsoft's published sample timings (derived, not measured). */
  baseMs: number
  /** Share per written row of the capacity model; 9.1 fits the same sample. */
  perRowMs: number
}

export const serverTimeMs = (settings: ServerTimeSettings, rows: number): number =>
  settings.latencyMs + settings.baseMs + settings.perRowMs * rows
