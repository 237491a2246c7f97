const FIRST = [
  'fidan',
  'kavak',
  'deniz',
  'güneş',
  'çınar',
  'yıldız',
  'nordic',
  'harbour',
  'jade',
  'orhan',
  'pera',
  'mavi',
]
const SECOND: readonly (readonly [string, string])[] = [
  ['lojistik', 'Lojistik A.Ş.'],
  ['enerji', 'Enerji A.Ş.'],
  ['gida', 'Gıda San. ve Tic. Ltd. Şti.'],
  ['yazilim', 'Yazılım Ltd. Şti.'],
]
const LATIN: Readonly<Record<string, string>> = { ü: 'u', ş: 's', ç: 'c', ı: 'i' }

const latin = (word: string): string => word.replaceAll(/[üşçı]/g, (letter) => LATIN[letter] ?? letter)
const title = (word: string): string => word.charAt(0).toLocaleUpperCase('tr') + word.slice(1)

/** An export in Hunter's shape with four dozen made-up companies, the same each time. */
export function exampleExport(): string {
  const rows = SECOND.flatMap(([slug, name], second) =>
    FIRST.map((word, first) => {
      const index = second * FIRST.length + first
      const provider = ['M365', 'Google', 'Local', 'M365', 'Zoho'][index % 5]
      const segment = ['Migration', 'Existing', 'Cold', 'Migration'][index % 4]
      const score = 95 - ((index * 7) % 60)
      return `${latin(word)}-${slug}.example,${title(word)} ${name},${provider},TR,${segment},${score},${1 + (index % 6)},Yes,${index % 3 === 0 ? 'No' : 'Yes'},none,2028-05-03,completed,2026-08-11 17:48:58+00:00`
    }),
  )
  const columns =
    'domain,company_name,provider,country,segment,readiness_score,priority_score,spf,dkim,dmarc_policy,expires_at,scan_status,scanned_at'
  return `${[columns, ...rows].join('\n')}\n`
}
