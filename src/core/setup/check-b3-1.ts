import type { HunterAnswer, HunterHealth } from '../hunter/hunter-backend.ts'
import { DEFAULT_HUNTER_URL } from '../hunter/hunter-url.ts'
import { NETWORK_TEXTS, networkCase } from '../../shared/advice/network-texts.ts'
import { failed, passed, skipped, warned, type Check, type Finding } from './check-context.ts'
import { listed, said, together } from './said.ts'

const NO_URL = said(
  `This tenant has no URL of a Hunter backend (usual: ${DEFAULT_HUNTER_URL}).`,
  `Bu kiracının Hunter backend URL’si yok (olağanı: ${DEFAULT_HUNTER_URL}).`,
)

const HOW_TO_START = said(
  'Start Hunter’s API (docker-compose up -d api worker) or mend its URL for this tenant; who runs Hunter may do it.',
  'Hunter’ın API’sini başlatın (docker-compose up -d api worker) ya da bu kiracıdaki URL’sini düzeltin; Hunter’ı işleten yapabilir.',
)

/** B3.1: Hunter's API is alive and ready. Source: hunter-facts 1.6. */
export const CHECK_B3_1: Check = {
  id: 'B3.1',
  title: 'Health check',
  proves: said(
    'Hunter’s API answers, and its database and Redis are there.',
    'Hunter’ın API’si yanıt veriyor; veritabanı ve Redis’i yerinde.',
  ),
  needs: 'nothing',
  commands: ['curl {hunter}/healthz/live', 'curl {hunter}/healthz/ready'],
  run: async ({ hunter, keep }) => {
    if (hunter.url === null) {
      return skipped(
        NO_URL,
        said('Set it, if Hunter can be reached from here.', 'Hunter’a buradan ulaşılabiliyorsa girin.'),
      )
    }
    const health = await hunter.health()
    const evidence = [keep({ kind: 'note', title: 'Hunter’s health', body: { url: hunter.url, ...health } })]
    return { ...judge(hunter.url, hunter.isDefault, health), evidence }
  },
}

function judge(url: string, isDefault: boolean, health: HunterHealth): Finding {
  const { live, ready, isLive, isReady, checks } = health
  if (isLive && isReady)
    return passed(said(`Hunter at ${url} is alive and ready.`, `${url} adresindeki Hunter ayakta ve hazır.`))
  if (live.failed !== null && isDefault) {
    return warned(
      said(
        `Nobody set the URL of Hunter’s backend, and nothing answers at the usual ${url}.`,
        `Hunter backend URL’si girilmemiş ve olağan ${url} adresinde yanıt veren yok.`,
      ),
      HOW_TO_START,
    )
  }
  const onTheWay = troubleOnTheWay(url, isLive ? ready : live)
  if (onTheWay !== null) return onTheWay
  const down = Object.entries(checks).flatMap(([name, isUp]) => (isUp ? [] : [name]))
  const without = listed(down)
  const parts = down.length === 0 ? null : said(`Down: ${without.en}.`, `Çalışmayan: ${without.tr}.`)
  return failed(together(isLive ? sayAnswer(url, ready) : sayAnswer(url, live), parts), HOW_TO_START)
}

/** What stands between this machine and Hunter is no fault of Hunter's, and starting it again would not help. */
function troubleOnTheWay(url: string, { path, failed: code, isTls }: HunterAnswer): Finding | null {
  const trouble = networkCase({ networkCode: code, isTls, phase: 'connect' })
  if (code === null || !['tls', 'proxy', 'proxy-auth'].includes(trouble)) return null
  const { en, tr } = NETWORK_TEXTS[trouble]
  const at = `${url}${path}`
  return failed(said(`${at} (${code}): ${en[0]}`, `${at} (${code}): ${tr[0]}`), said(en[1], tr[1]))
}

function sayAnswer(url: string, { path, status, failed: why }: HunterAnswer) {
  const at = `${url}${path}`
  if (why !== null) return said(`Nothing answers at ${at} (${why}).`, `${at} adresinde yanıt veren yok (${why}).`)
  const redirect = status !== null && status >= 300 && status < 400
  return redirect
    ? said(
        `${at} answers with a redirect (${String(status)}), which is not followed.`,
        `${at} yönlendirmeyle yanıt veriyor (${String(status)}); izlenmez.`,
      )
    : said(
        `${at} answers ${String(status)} and not what Hunter would say.`,
        `${at} ${String(status)} yanıtı veriyor; Hunter böyle söylemez.`,
      )
}
