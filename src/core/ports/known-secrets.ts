/**
 * The secrets and tokens this process has held. Used to cut them out of logs and to refuse reports that hold one.
 * Values shorter than eight characters are ignored: they would hit ordinary words.
 */
export interface KnownSecrets {
  readonly add: (secret: string) => void
  /** Replaces every known secret, raw or in a usual encoding, by `[secret]`. */
  readonly redact: (text: string) => string
  readonly isIn: (text: string) => boolean
}

const SHORTEST = 8

/** The forms in which a value commonly travels: raw, URL-encoded, JSON-escaped, base64 (whole). */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '')
  return [...new Set([secret, encodeURIComponent(secret), json, base64])]
}

export function createKnownSecrets(): KnownSecrets {
  const forms = new Set<string>()
  return {
    add: (secret) => {
      if (secret.length < SHORTEST) return
      for (const form of formsOf(secret)) forms.add(form)
    },
    redact: (text) => [...forms].reduce((clean, form) => clean.replaceAll(form, '[secret]'), text),
    isIn: (text) => [...forms].some((form) => text.includes(form)),
  }
}
