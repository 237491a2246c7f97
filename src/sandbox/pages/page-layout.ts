import { safe } from './html.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { Markup } from './html.ts'

const style = `
:root{color-scheme:light dark;--bg:#f5f5f5;--card:#fff;--text:#242424;--soft:#616161;--line:#e0e0e0;--brand:#0f6cbd;--brand-text:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#1f1f1f;--card:#292929;--text:#fff;--soft:#c0c0c0;--line:#444;--brand:#115ea3;--brand-text:#fff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.45 "Segoe UI",system-ui,sans-serif}
header{background:var(--brand);color:var(--brand-text);padding:10px 24px;display:flex;gap:16px;align-items:baseline;flex-wrap:wrap}
header a{color:inherit}
header strong{font-size:16px}
main{max-width:1060px;margin:24px auto;padding:0 24px}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px 24px;overflow-x:auto}
h1{font-size:24px;margin:0 0 4px}h2{font-size:16px;margin:24px 0 8px}
.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:minmax(160px,240px) 1fr;gap:6px 16px;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top}
td{overflow-wrap:anywhere}
a{color:inherit}main a{color:var(--text);text-decoration:underline}
form{display:flex;gap:12px;flex-wrap:wrap;align-items:end;margin:0 0 16px}
label{display:grid;gap:4px}
input,button{font:inherit;padding:6px 10px;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:var(--text)}
button{background:var(--brand);color:var(--brand-text);border-color:var(--brand)}
`

/** A whole page. No scripts, nothing loaded from elsewhere; the policy says so to the browser as well. */
export const page = (status: number, title: string, body: Markup): Reply => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  },
  body: `<!doctype html>${
    safe`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title} · Sandbox</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <header>
          <strong>Dynamics 365 · Sandbox</strong>
          <nav aria-label="Tables"><a href="/main.aspx?pagetype=entitylist&amp;etn=lead">Leads</a></nav>
          <span>Rehearsal data on this machine only</span>
        </header>
        <main>${body}</main>
      </body>
    </html>`.markup
  }`,
})
