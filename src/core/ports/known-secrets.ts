/**
 * The secrets and tokens this process has held. Used to cut them out of logs and to refuse reports that hold one.
 * Values shorter than eight characters are ignored: they would hit ordinary words.
 */
export interface KnownSecrets {
  readonly add: (secret: string) => void
  /** Replaces every known secret, raw or in a usual encoding, and whatever looks like a token, by `[secret]`. */
  readonly redact: (text: string) => string
  /** Whether a text, or a file as it would lie on disk, holds one: also as UTF-16 and within a longer base64. */
  readonly isIn: (content: string | Uint8Array) => boolean
}

const SHORTEST = 8

/** A token that another process held, which a server may repeat. Source: RFC 7519, section 3 (the compact form; both JSON parts begin with `{"`). */
const TOKEN = /(?<![\w-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g

/** The forms in which a value commonly travels: raw, URL-encoded, JSON-escaped, HTML-escaped, base64 (whole). */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const url = encodeURIComponent(secret)
  const markup = secret.replace(/[&<>"']/g, (sign) => `&${MARKUP[sign] ?? ''};`)
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '')
  return [...new Set([secret, url, json, markup, base64])]
}

const MARKUP: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }

/**
 * What base64 of a longer text that holds the value must hold, for each of the three places it can begin at within a group of three bytes;
 * the characters at either end that depend on its neighbours are left out. Both alphabets. Source: RFC 4648, sections 4 and 5.
 */
function withinBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const cores = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  const usual = cores.filter((core) => core.length >= SHORTEST)
  return [...usual, ...usual.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'))]
}

export function createKnownSecrets(): KnownSecrets {
  const forms = new Set<string>()
  const hidden = new Set<string>()
  const needles = (): readonly string[] => [...forms, ...hidden]
  return {
    add: (secret) => {
      if (secret.length < SHORTEST) return
      for (const form of formsOf(secret)) forms.add(form)
      for (const form of [
        ...withinBase64(secret),
        encodeURIComponent(secret).toLowerCase(),
        secret.split('').join('\0'),
      ])
        hidden.add(form)
    },
    redact: (text) => {
      let clean = text
      for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, '[secret]')
      return clean.includes('eyJ') ? clean.replaceAll(TOKEN, '[secret]') : clean
    },
    isIn: (content) => {
      if (typeof content === 'string') return needles().some((form) => content.includes(form))
      const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
      return needles().some((form) => encodingsOf(form).some((needle) => bytes.includes(needle)))
    },
  }
}

const encodingsOf = (form: string): readonly Buffer[] => [
  Buffer.from(form, 'utf8'),
  Buffer.from(form, 'utf16le'),
  Buffer.from(form, 'utf16le').swap16(),
]
