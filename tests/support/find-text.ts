import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Base64 of a text in the middle of other bytes: its three alignments, without the characters that its neighbours share. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  return [0, 1, 2].map((lead) => {
    const whole = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64')
    const firstOwn = Math.ceil((lead * 8) / 6)
    const lastOwn = Math.floor(((lead + bytes.length) * 8) / 6)
    return whole.slice(firstOwn, lastOwn)
  })
}

/** The ways in which a text can lie in a file without anybody reading it at a glance, by name. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
  const base64 = base64Forms(text).flatMap((form, lead) => [
    [`base64 at ${lead}`, form] as const,
    [`base64url at ${lead}`, form.replaceAll('+', '-').replaceAll('/', '_')] as const,
  ])
  const ascii = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const forms: readonly (readonly [string, string])[] = [
    ['raw', text],
    ['URL', encodeURIComponent(text)],
    ['form', new URLSearchParams({ text }).toString().slice('text='.length)],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ['JSON in ASCII', ascii],
    ['hex', Buffer.from(text).toString('hex')],
    ...base64,
  ]
  return new Map([
    ...forms.map(([name, form]) => [name, Buffer.from(form)] as const),
    ['UTF-16', Buffer.from(text, 'utf16le')],
  ])
}

/** Every file under the folder that holds the text in any form, with the form; and how many files were read. */
export function findText(folder: string, text: string): { readonly found: readonly string[]; readonly files: number } {
  const forms = [...formsOf(text)]
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const found = files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const content = readFileSync(path)
    return forms.filter(([, form]) => content.includes(form)).map(([name]) => `${path} (${name})`)
  })
  return { found, files: files.length }
}
