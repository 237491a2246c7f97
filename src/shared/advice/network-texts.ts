import type { D365Failure } from '../model/failure.ts'
import type { AdviceLocale, Meaning } from './advice-words.ts'

type NetworkError = Extract<D365Failure, { kind: 'D365NetworkError' }>
export type NetworkCase =
  'tls' | 'name' | 'refused' | 'unreachable' | 'cancelled' | 'too-large' | 'cut' | 'connect' | 'proxy' | 'proxy-auth'

const CASE_OF_CODE: ReadonlyMap<string, NetworkCase> = new Map<string, NetworkCase>([
  ['ENOTFOUND', 'name'],
  ['EAI_AGAIN', 'name'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ECANCELED', 'cancelled'],
  ['ERR_TOO_LARGE', 'too-large'],
])

export function networkCase({
  networkCode,
  isTls,
  phase,
}: Pick<NetworkError, 'networkCode' | 'isTls' | 'phase'>): NetworkCase {
  if (isTls) return 'tls'
  if (networkCode === 'ERR_PROXY_AUTH') return 'proxy-auth'
  if (networkCode?.startsWith('ERR_PROXY_') === true) return 'proxy'
  return CASE_OF_CODE.get(networkCode ?? '') ?? (phase === 'answer' ? 'cut' : 'connect')
}

/** How a connection can fail, in words for somebody who can mend networks. */
export const NETWORK_TEXTS: Readonly<Record<NetworkCase, Readonly<Record<AdviceLocale, Meaning>>>> = {
  tls: {
    en: [
      'The certificate of the server was not accepted, so nothing was sent.',
      'Have the certificate mended, or add the company’s root certificate to the tenant (Network, extra CA file) or to the system’s store; the check is never switched off.',
    ],
    tr: [
      'Sunucunun sertifikası kabul edilmedi; bu yüzden hiçbir şey gönderilmedi.',
      'Sertifikanın düzeltilmesini sağlayın ya da şirketin kök sertifikasını kiracıya (Ağ, ek CA dosyası) ya da sistemin deposuna ekleyin; denetim hiçbir zaman kapatılmaz.',
    ],
  },
  proxy: {
    en: [
      'The proxy cannot be reached, or it refused the connection; the server was not asked.',
      'Check the address of the proxy, and that it lets *.dynamics.com and the sign-in host through.',
    ],
    tr: [
      'Proxy’ye ulaşılamıyor ya da proxy bağlantıyı reddetti; sunucuya sorulmadı.',
      'Proxy’nin adresini ve *.dynamics.com ile oturum açma sunucusuna izin verdiğini denetleyin.',
    ],
  },
  'proxy-auth': {
    en: [
      'The proxy wants a name and a password.',
      'Give the tenant the proxy’s user name and password (Network); only Basic is supported.',
    ],
    tr: [
      'Proxy bir ad ve parola istiyor.',
      'Kiracıya proxy’nin kullanıcı adını ve parolasını verin (Ağ); yalnızca Basic desteklenir.',
    ],
  },
  name: {
    en: ['The name of the server could not be found.', 'Check the network and the spelling of the base URL.'],
    tr: ['Sunucunun adı bulunamadı.', 'Ağı ve temel URL’nin yazımını denetleyin.'],
  },
  refused: {
    en: ['The server refused the connection.', 'Check that the server runs and that no firewall is in between.'],
    tr: ['Sunucu bağlantıyı reddetti.', 'Sunucunun çalıştığını ve arada bir güvenlik duvarı olmadığını denetleyin.'],
  },
  unreachable: {
    en: ['There is no way to the server from this network.', 'Check the network connection and a VPN.'],
    tr: ['Bu ağdan sunucuya ulaşılamıyor.', 'Ağ bağlantısını ve VPN’i denetleyin.'],
  },
  cancelled: {
    en: ['The call was cancelled.', 'Start it again when you like; a write is asked after before it is repeated.'],
    tr: ['Çağrı iptal edildi.', 'İstediğinizde yeniden başlatın; bir yazma yinelenmeden önce sonucu sorulur.'],
  },
  'too-large': {
    en: ['The answer is larger than the console accepts.', 'Ask for fewer rows or columns.'],
    tr: ['Yanıt, konsolun kabul ettiğinden büyük.', 'Daha az satır ya da sütun isteyin.'],
  },
  cut: {
    en: [
      'The connection broke before the answer was complete.',
      'Try again; the console asks D365 before it repeats a write.',
    ],
    tr: ['Yanıt tamamlanmadan bağlantı koptu.', 'Yeniden deneyin; konsol bir yazmayı yinelemeden önce D365’e sorar.'],
  },
  connect: {
    en: ['No connection to the server could be made.', 'Check the network, a VPN and the base URL, then try again.'],
    tr: ['Sunucuyla bağlantı kurulamadı.', 'Ağı, VPN’i ve temel URL’yi denetleyip yeniden deneyin.'],
  },
}
