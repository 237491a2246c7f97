/** One line of the technical log; the adapter redacts known secrets and escapes control characters. */
export interface Log {
  readonly write: (
    level: 'debug' | 'info' | 'warning' | 'error',
    message: string,
    fields?: Readonly<Record<string, unknown>>,
  ) => void
}
