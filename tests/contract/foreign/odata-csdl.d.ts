/** What is used of the OASIS technical committee's converter, which brings no types. */
declare module 'odata-csdl' {
  /** A finding of the checks beyond well-formedness. */
  interface CsdlMessage {
    readonly message: string
  }
  /** Converts CSDL XML to CSDL JSON. Throws for XML that is no CSDL; fills `messages` with what it only frowns at. */
  export function xml2json(xml: string, options?: { strict?: boolean; messages?: CsdlMessage[] }): unknown
}
