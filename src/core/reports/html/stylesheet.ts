import { createHash } from 'node:crypto'

/** Colours with at least 4.5:1 on their ground (WCAG 2.2, 1.4.3), in light, dark and print. */
const LIGHT = `--ground:#fff;--card:#f7f8fa;--ink:#1b1b1f;--quiet:#55585f;--line:#d5d8de;--link:#0b5cad;
--good:#0e700e;--bad:#b10e1c;--warn:#8a5a00;--idle:#55585f;
--good-soft:#e3f3e3;--bad-soft:#fbe6e7;--warn-soft:#fdf1da;--idle-soft:#eceef1;`
const DARK = `--ground:#1b1b1f;--card:#25262b;--ink:#f2f3f5;--quiet:#b4b8c0;--line:#43464d;--link:#7ab8ff;
--good:#6fd16f;--bad:#ff9ba2;--warn:#f5c563;--idle:#b4b8c0;
--good-soft:#173317;--bad-soft:#43191c;--warn-soft:#3b2d0e;--idle-soft:#2f3137;`

const FRAME = `
*{box-sizing:border-box}
html{background:var(--ground);color:var(--ink);font:15px/1.5 "Segoe UI",system-ui,-apple-system,"Noto Sans","DejaVu Sans",sans-serif;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1080px;padding:32px 24px 64px}
h1{font-size:28px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:21px;line-height:1.3;margin:40px 0 12px;padding-top:16px;border-top:1px solid var(--line)}
h3{font-size:16px;line-height:1.4;margin:24px 0 8px;overflow-wrap:anywhere}
p{margin:4px 0;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,.table:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code{font:12.5px/1.5 "Cascadia Mono",Consolas,Menlo,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.small{font-size:13px;color:var(--quiet)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header .sub{color:var(--quiet)}
.environment{display:inline-block;padding:1px 10px;border:1px solid var(--line);border-radius:12px;font-size:13px;font-weight:600}
.environment.prod{border-color:var(--bad);color:var(--bad);background:var(--bad-soft)}
.verdict{display:flex;gap:14px;align-items:center;margin:20px 0;padding:16px 20px;border:1px solid;border-left-width:6px;border-radius:8px}
.verdict strong{display:block;font-size:20px;line-height:1.3}
.verdict p{color:var(--ink)}
.verdict .icon{width:34px;height:34px;flex:none}
.verdict.good{color:var(--good);background:var(--good-soft)}
.verdict.bad{color:var(--bad);background:var(--bad-soft)}
.verdict.warn{color:var(--warn);background:var(--warn-soft)}
nav ol{columns:2;margin:0;padding-left:22px;max-width:560px}
nav h2{border:0;margin:24px 0 8px;padding:0;font-size:16px}
dl{display:grid;grid-template-columns:minmax(120px,max-content) 1fr;gap:4px 20px;margin:0 0 12px}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
`

const PARTS = `
.icon{flex:none;vertical-align:-3px}
.icon circle{fill:none;stroke:currentColor}
.icon path{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.icon.good,.status.good{color:var(--good)}
.icon.bad,.status.bad{color:var(--bad)}
.icon.warn,.status.warn{color:var(--warn)}
.icon.idle,.status.idle{color:var(--idle)}
.status{display:inline-flex;gap:6px;align-items:center;font-weight:600;white-space:nowrap}
.status .icon{vertical-align:0}
.failures{margin:12px 0;padding:12px 16px 12px 16px;list-style:none;background:var(--bad-soft);border-radius:8px}
.failures li{margin:4px 0;overflow-wrap:anywhere}
.tiles,.strip{list-style:none;margin:0;padding:0;display:grid;gap:8px}
.tiles{grid-template-columns:repeat(6,1fr)}
.tiles li{display:flex;flex-direction:column;gap:2px;padding:10px 12px;background:var(--card);border:1px solid var(--line);border-top-width:4px;border-radius:8px}
.tiles a{font-size:17px;font-weight:600}
.tiles .good{border-top-color:var(--good)}.tiles .bad{border-top-color:var(--bad)}.tiles .warn{border-top-color:var(--warn)}.tiles .idle{border-top-color:var(--idle)}
.strip{grid-template-columns:repeat(15,1fr);gap:4px}
.strip li{display:flex;flex-direction:column;align-items:center;gap:4px;padding:6px 2px;border-radius:6px;font-size:12px}
.strip .good{background:var(--good-soft)}.strip .bad{background:var(--bad-soft)}.strip .warn{background:var(--warn-soft)}.strip .idle{background:var(--idle-soft)}
.table{overflow-x:auto;margin:8px 0 16px;border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:7px 12px;text-align:left;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:break-word}
thead th{border-top:0;background:var(--card);color:var(--quiet);font-weight:600;white-space:nowrap}
tbody th{font-weight:600}
th.wide,td.wide{min-width:220px;overflow-wrap:anywhere}
tbody th.wide{font-weight:400}
h4{font-size:15px;line-height:1.4;margin:0 0 8px}
.certificate{margin:16px 0;padding:14px 16px 2px;background:var(--card);border:1px solid var(--line);border-radius:8px}
.certificate dl{grid-template-columns:minmax(120px,240px) 1fr}
.certificate .table{background:var(--ground)}
img.badge{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:6px}
.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.code{min-width:180px;overflow-wrap:anywhere}
time{white-space:nowrap;font-variant-numeric:tabular-nums}
rect.good{fill:var(--good)}rect.bad{fill:var(--bad)}rect.warn{fill:var(--warn)}rect.idle{fill:var(--idle-soft)}
.bar{display:block;margin-top:6px}
.picture{margin:12px 0;padding:12px 16px;background:var(--card);border:1px solid var(--line);border-radius:8px}
.picture svg{display:block;width:100%;height:auto}
.picture text{font:11px "Cascadia Mono",Consolas,Menlo,"DejaVu Sans Mono",monospace;fill:var(--ink)}
.picture text.tail{fill:var(--quiet)}
.picture figcaption{margin-top:8px;font-size:13px;color:var(--quiet)}
footer{margin-top:40px;padding-top:12px;border-top:1px solid var(--line);font-size:13px;color:var(--quiet)}
@media screen and (max-width:760px){body{padding:20px 14px 40px}.tiles{grid-template-columns:repeat(2,1fr)}.strip{grid-template-columns:repeat(5,1fr)}nav ol{columns:1}dl{grid-template-columns:1fr;gap:0 0}dd{margin-bottom:8px}}
`

/** Paper: black on white, no part of a table or picture torn, headings with what they head. */
const PRINT = `
@page{size:A4;margin:20mm 14mm 18mm}
@media print{
:root{color-scheme:light;${LIGHT}}
html{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:none;padding:0}
h2{margin-top:24px;break-after:avoid}
h3,h4{break-after:avoid}
tr,li,.picture,.verdict,dl{break-inside:avoid}
thead{display:table-header-group}
.table{overflow:visible}
table{font-size:9.5pt}
th,td{padding:4px 7px}
td.code,th.wide,td.wide{min-width:0}
.tiles{gap:5px}.tiles li{padding:6px 7px}.tiles a{font-size:12pt}.tiles .small{font-size:8pt}.tiles .status{font-size:9pt;white-space:normal}
.strip{gap:3px}.strip li{font-size:8pt}
.small,.picture figcaption{font-size:8.5pt}
code{font-size:8pt}
time{white-space:normal}
.evidence h3{font-size:9pt;margin:9px 0 0}
.evidence .small{font-size:7.5pt}
.evidence table{font-size:8pt;table-layout:fixed}
.evidence th,.evidence td{padding:2px 6px}
.evidence code{font-size:7pt;line-height:1.35}
.evidence th:nth-child(2),.evidence td:nth-child(2){width:13%}
.evidence th:nth-child(3),.evidence td:nth-child(3){width:10%}
.evidence th:nth-child(4),.evidence td:nth-child(4){width:38%}
a{color:inherit;text-decoration:none}
nav ol{columns:1;max-width:320px}
nav li{line-height:1.7}
nav a{text-decoration:underline}
.sheet{float:right;font-variant-numeric:tabular-nums}
}
`

const WHOLE = `:root{color-scheme:light dark;${LIGHT}}
@media(prefers-color-scheme:dark){:root{${DARK}}}${FRAME}${PARTS}${PRINT}`

/** On one line per rule and without comments: it is part of every report. */
export const STYLESHEET = WHOLE.replaceAll(/\n+/g, '\n').trim()

/** What lets this one style element pass a policy that lets nothing pass. Source: CSP Level 3, section 2.3.1 (hash-source). */
export const STYLESHEET_HASH = `sha256-${createHash('sha256').update(STYLESHEET).digest('base64')}`
