/** Another process holds the store's exclusive lock. */
export class StoreHeldError extends Error {
  override readonly name = 'StoreHeldError'
  readonly directory: string
  /** Process id of the holder, where its note could be read. */
  readonly holder: number | undefined

  constructor(directory: string, holder: number | undefined) {
    super(`The sandbox store in ${directory} is in use by ${holder ? `process ${holder}` : 'another process'}.`)
    this.directory = directory
    this.holder = holder
  }
}
