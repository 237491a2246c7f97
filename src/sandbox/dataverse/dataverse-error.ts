/**
 * An answer in Dataverse's error shape: `{"error":{"code":"0x…","message":"…"}}`. Thrown inside a request, and turned into
 * a reply in one place. Source: "Compose HTTP requests and handle errors".
 */
export class DataverseError extends Error {
  override readonly name = 'DataverseError'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
