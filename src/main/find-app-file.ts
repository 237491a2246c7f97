import { realpath, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { isConsoleUrl } from './ipc/trusted-sender.ts'

/** The page's files by type; what is not listed is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/** Letters, digits, dots, dashes, underscores: all that the build makes, and nothing that a file system reads as a way out. */
const SEGMENT = /^(?!\.)[\w.-]+$/

/** A file of the built page for an `app://console/…` URL, or null (= 404): outside the folder, through a link that leads out, unknown type. */
export async function findAppFile(root: string, url: string): Promise<{ path: string; type: string } | null> {
  const segments = segmentsOf(url)
  if (segments === null) return null
  const type = TYPES[extname(segments.at(-1) ?? '')]
  if (type === undefined) return null
  try {
    const [realRoot, path] = await Promise.all([realpath(root), realpath(join(root, ...segments))])
    const inside = relative(realRoot, path)
    const leadsOut = inside === '' || inside === '..' || inside.startsWith(`..${sep}`)
    return !leadsOut && (await stat(path)).isFile() ? { path, type } : null
  } catch {
    return null
  }
}

/** The path in pieces, undecoded: no file of ours needs an escape, so a percent sign is refused with everything else that is odd. */
function segmentsOf(url: string): readonly string[] | null {
  if (!isConsoleUrl(url)) return null
  const segments = new URL(url).pathname.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return ['index.html']
  return segments.every((segment) => SEGMENT.test(segment)) ? segments : null
}
