import type { D365Failure, FailureKind } from '../model/failure.ts'
import type { AdviceLocale } from './advice-words.ts'

/** Heading, meaning and remedy where nothing more particular is known. */
export type FailureWords = readonly [title: string, means: string, remedy: string]
type Texts = Readonly<Record<AdviceLocale, FailureWords>>

export const FAILURE_TEXTS: Readonly<Record<FailureKind, Texts>> = {
  D365AuthenticationError: {
    en: [
      'Sign-in refused',
      'Entra ID or D365 did not accept the sign-in.',
      'Check tenant id, client id and credential, then run Test on the tenant.',
    ],
    tr: [
      'Oturum açma reddedildi',
      'Entra ID ya da D365 oturumu kabul etmedi.',
      'Kiracı kimliğini, istemci kimliğini ve kimlik bilgisini denetleyip kiracıda bağlantıyı sınayın.',
    ],
  },
  D365PermissionError: {
    en: [
      'Permission missing',
      'The application user may not do this.',
      'Check the security roles of the application user in the Power Platform admin centre.',
    ],
    tr: [
      'İzin eksik',
      'Uygulama kullanıcısının buna izni yok.',
      'Uygulama kullanıcısının güvenlik rollerini Power Platform yönetim merkezinde denetleyin.',
    ],
  },
  D365NotFoundError: {
    en: [
      'Not found in D365',
      'D365 does not have what was asked for.',
      'Check base URL and API version of the tenant; a deleted lead can be pushed again.',
    ],
    tr: [
      'D365’te bulunamadı',
      'İstenen şey D365’te yok.',
      'Kiracının temel URL’sini ve API sürümünü denetleyin; silinmiş bir aday yeniden gönderilebilir.',
    ],
  },
  D365DuplicateError: {
    en: [
      'Already in D365',
      'D365 already has such a record.',
      'Look at the record in D365 and adopt it if it is the same company.',
    ],
    tr: [
      'D365’te zaten var',
      'D365’te böyle bir kayıt zaten var.',
      'Kayda D365’te bakın; aynı şirketse onu benimseyin.',
    ],
  },
  D365ConcurrencyError: {
    en: [
      'Changed meanwhile',
      'The record was changed by somebody else in the meantime.',
      'Read it again and repeat the change.',
    ],
    tr: ['Bu arada değişti', 'Kaydı bu arada bir başkası değiştirdi.', 'Kaydı yeniden okuyup değişikliği yineleyin.'],
  },
  D365ValidationError: {
    en: [
      'Refused by D365',
      'D365 did not accept a value or a column of the request.',
      'Read the message of the server and correct the lead or the mapping profile.',
    ],
    tr: [
      'D365 reddetti',
      'D365 istekteki bir değeri ya da sütunu kabul etmedi.',
      'Sunucunun iletisini okuyup adayı ya da eşleme profilini düzeltin.',
    ],
  },
  D365RateLimitError: {
    en: ['Throttled', 'The server asks for a pause.', 'Wait: the console goes on by itself after the pause.'],
    tr: ['Kısıtlandı', 'Sunucu ara verilmesini istiyor.', 'Bekleyin: konsol aradan sonra kendiliğinden sürdürür.'],
  },
  D365APIError: {
    en: [
      'D365 failed',
      'The server could not carry the request out.',
      'Try again later; if it stays, give the request ids to Microsoft support.',
    ],
    tr: [
      'D365 hata verdi',
      'Sunucu isteği yerine getiremedi.',
      'Daha sonra yeniden deneyin; sürerse istek kimliklerini Microsoft desteğine verin.',
    ],
  },
  D365TimeoutError: {
    en: [
      'No answer in time',
      'The server did not answer in time.',
      'Check the network and try again; the console asks D365 before it repeats a write.',
    ],
    tr: [
      'Zamanında yanıt gelmedi',
      'Sunucu zamanında yanıt vermedi.',
      'Ağı denetleyip yeniden deneyin; konsol bir yazmayı yinelemeden önce D365’e sorar.',
    ],
  },
  D365NetworkError: {
    en: [
      'No connection',
      'The connection to the server failed.',
      'Check the network, a VPN and the base URL, then try again.',
    ],
    tr: ['Bağlantı yok', 'Sunucuyla bağlantı kurulamadı.', 'Ağı, VPN’i ve temel URL’yi denetleyip yeniden deneyin.'],
  },
  Refused: {
    en: ['Refused by a rule', 'A rule of the console refused this.', 'Satisfy the rule and try again.'],
    tr: [
      'Bir kural reddetti',
      'Konsolun bir kuralı bunu reddetti.',
      'Kuralın gereğini yerine getirip yeniden deneyin.',
    ],
  },
  InvalidInput: {
    en: [
      'Input not accepted',
      'Something that was entered is not acceptable.',
      'Correct what the message names and try again.',
    ],
    tr: [
      'Giriş kabul edilmedi',
      'Girilen bir değer kabul edilmedi.',
      'İletide adı geçen değeri düzeltip yeniden deneyin.',
    ],
  },
  NotFound: {
    en: ['Not found', 'What was asked for does not exist here.', 'Check the name or id; the lists show what there is.'],
    tr: ['Bulunamadı', 'İstenen şey burada yok.', 'Adı ya da kimliği denetleyin; listeler var olanları gösterir.'],
  },
  Cancelled: {
    en: ['Cancelled', 'The action was cancelled.', 'Start it again when you like; nothing is done twice.'],
    tr: ['İptal edildi', 'İşlem iptal edildi.', 'İstediğinizde yeniden başlatın; hiçbir şey iki kez yapılmaz.'],
  },
  LocalDataError: {
    en: [
      'Local data not usable',
      'The local data could not be read or written.',
      'Check free space and access rights of the data directory, or restore the last backup.',
    ],
    tr: [
      'Yerel veriler kullanılamıyor',
      'Yerel veriler okunamadı ya da yazılamadı.',
      'Veri dizinindeki boş alanı ve erişim haklarını denetleyin ya da son yedeği geri yükleyin.',
    ],
  },
  Bug: {
    en: [
      'A fault of the console',
      'Something happened that the console did not expect.',
      'Report it with the id; the log holds the details.',
    ],
    tr: [
      'Konsol hatası',
      'Konsolun beklemediği bir şey oldu.',
      'Kimliğiyle birlikte bildirin; ayrıntılar günlüktedir.',
    ],
  },
}

/** The server sends the request elsewhere, as portals and sign-in pages do; the console follows nobody with a token. */
export const REDIRECT_TEXTS: Readonly<Record<AdviceLocale, readonly [means: string, remedy: string]>> = {
  en: [
    'The request was sent on to another address, which the Web API never does.',
    'Check the base URL of the tenant, and whether a proxy or a sign-in page stands between the console and D365.',
  ],
  tr: [
    'İstek başka bir adrese yönlendirildi; Web API bunu hiç yapmaz.',
    'Kiracının temel URL’sini ve konsol ile D365 arasında bir vekil sunucu ya da oturum açma sayfası bulunup bulunmadığını denetleyin.',
  ],
}

type Limit = Extract<D365Failure, { kind: 'D365RateLimitError' }>['limit']

/** Which of the limits was crossed, where the answer had no code of its own. */
export const LIMIT_TEXTS: Readonly<Record<Limit, Readonly<Record<AdviceLocale, string>>>> = {
  requests: { en: 'Too many requests within five minutes.', tr: 'Beş dakika içinde çok fazla istek gönderildi.' },
  'execution-time': {
    en: 'The requests of the last five minutes took too much execution time.',
    tr: 'Son beş dakikanın istekleri çok fazla yürütme süresi kullandı.',
  },
  concurrency: { en: 'Too many requests at the same moment.', tr: 'Aynı anda çok fazla istek gönderildi.' },
  'token-requests': { en: 'Too many token requests to Entra ID.', tr: 'Entra ID’den çok fazla belirteç istendi.' },
  unnamed: { en: 'The service takes no more requests for now.', tr: 'Hizmet şimdilik başka istek kabul etmiyor.' },
}
