import type { RefusalReason } from '../model/failure.ts'
import type { AdviceLocale, Meaning } from './advice-words.ts'

/** What each rule of the console that refused means, and how to satisfy it. */
export const REFUSAL_TEXTS: Readonly<Record<RefusalReason, Readonly<Record<AdviceLocale, Meaning>>>> = {
  d365_disabled: {
    en: ['Pushing to this tenant is switched off.', 'Turn the feature flag of the tenant on, then push again.'],
    tr: ['Bu kiracıya gönderim kapalı.', 'Kiracının özellik bayrağını açıp yeniden gönderin.'],
  },
  prod_locked: {
    en: [
      'Writing to this PROD tenant is locked.',
      'If it is not production and was never tested, test it first: an environment of unknown type counts as PROD. Else unlock it by typing its name (command line: --unlock NAME), then start within ten minutes.',
    ],
    tr: [
      'Bu PROD kiracısına yazma kilitli.',
      'Üretim değilse ve hiç test edilmediyse önce test edin: türü bilinmeyen ortam PROD sayılır. Üretimse adını yazarak kilidi açın (komut satırı: --unlock AD) ve on dakika içinde başlatın.',
    ],
  },
  base_url_refused: {
    en: [
      'The base URL is not the address of a Dataverse environment.',
      'Enter the address from the Power Platform admin centre, for example https://yourorg.crm4.dynamics.com.',
    ],
    tr: [
      'Temel URL bir Dataverse ortamının adresi değil.',
      'Power Platform yönetim merkezindeki adresi girin; örneğin https://kurulusunuz.crm4.dynamics.com.',
    ],
  },
  secret_missing: {
    en: [
      'The tenant has no credential.',
      'Store its client secret or certificate under Tenants (command line: --secret-stdin), then try again.',
    ],
    tr: [
      'Kiracının kimlik bilgisi yok.',
      'Gizli anahtarını ya da sertifikasını Kiracılar’da saklayıp (komut satırı: --secret-stdin) yeniden deneyin.',
    ],
  },
  keychain_unavailable: {
    en: [
      'The keychain of the operating system cannot be used, and a secret is stored nowhere else.',
      'Make the keychain available (on Linux a Secret Service such as GNOME Keyring), or keep the secret for this session only (command line: --secret-stdin).',
    ],
    tr: [
      'İşletim sisteminin anahtarlığı kullanılamıyor ve gizli anahtar başka hiçbir yerde saklanmaz.',
      'Anahtarlığı kullanılır duruma getirin (Linux’ta GNOME Keyring gibi bir Secret Service) ya da gizli anahtarı yalnızca bu oturumda tutun (komut satırı: --secret-stdin).',
    ],
  },
  organization_changed: {
    en: [
      'Another organisation answers at this address than before.',
      'If the environment was refreshed or reset on purpose, accept the new organisation under Tenants, Test connection (command line: tenant accept-organization); otherwise check the base URL.',
    ],
    tr: [
      'Bu adreste öncekinden başka bir kuruluş yanıt veriyor.',
      'Ortam bilerek yenilendiyse ya da sıfırlandıysa yeni kuruluşu Kiracılar’da, Bağlantıyı sına ile kabul edin (komut satırı: tenant accept-organization); değilse temel URL’yi denetleyin.',
    ],
  },
  tenant_exists: {
    en: ['A tenant of this name exists already.', 'Choose another name, or remove the old tenant first.'],
    tr: ['Bu adda bir kiracı zaten var.', 'Başka bir ad seçin ya da önce eski kiracıyı kaldırın.'],
  },
  tenant_archived: {
    en: ['The tenant was removed; only its history is left.', 'Add the environment again as a new tenant.'],
    tr: ['Kiracı kaldırılmış; yalnızca geçmişi duruyor.', 'Ortamı yeni bir kiracı olarak yeniden ekleyin.'],
  },
  sandbox_is_fixed: {
    en: [
      'The sandbox is built in: its credential and its existence cannot be changed.',
      'Add a tenant of your own for another environment.',
    ],
    tr: [
      'Sandbox yerleşiktir: kimlik bilgisi ve varlığı değiştirilemez.',
      'Başka bir ortam için kendi kiracınızı ekleyin.',
    ],
  },
  unlock_name_differs: {
    en: ['The name typed is not the name of the tenant.', 'Type the name exactly as it is shown, letter by letter.'],
    tr: ['Yazılan ad kiracının adı değil.', 'Adı gösterildiği gibi, harfi harfine yazın.'],
  },
  go_not_allowed: {
    en: [
      'GO is not allowed while lines of the gate fail, are stale or lack evidence.',
      'Run what is missing, waive E1.4 to E1.6 with a reason, or override with a reason that the log keeps.',
    ],
    tr: [
      'Kapının satırları başarısız, eskimiş ya da kanıtsızken GO verilemez.',
      'Eksikleri çalıştırın, E1.4–E1.6 satırlarından gerekçeyle feragat edin ya da günlükte kalacak bir gerekçeyle geçersiz kılın.',
    ],
  },
  approver_missing: {
    en: ['A decision needs the name of who approves it.', 'Give the name of the approver.'],
    tr: ['Karar için onaylayanın adı gerekir.', 'Onaylayanın adını girin.'],
  },
  directory_held: {
    en: [
      'Another process is writing in this data directory.',
      'Use the window that is open, wait for it to end, or choose another data directory.',
    ],
    tr: [
      'Bu veri dizinine başka bir işlem yazıyor.',
      'Açık olan pencereyi kullanın, bitmesini bekleyin ya da başka bir veri dizini seçin.',
    ],
  },
  environment_not_allowed: {
    en: [
      'This is not allowed in the environment of the tenant.',
      'Choose a tenant of a fitting environment; on PROD only the scenario C1 runs.',
    ],
    tr: [
      'Kiracının ortamında buna izin verilmez.',
      'Uygun ortamda bir kiracı seçin; PROD’da yalnızca C1 senaryosu çalışır.',
    ],
  },
  run_in_progress: {
    en: ['A run of this kind is going on for the tenant.', 'Wait for it to end, or cancel it.'],
    tr: ['Kiracı için bu türden bir çalıştırma sürüyor.', 'Bitmesini bekleyin ya da iptal edin.'],
  },
  database_too_new: {
    en: [
      'The local data was written by a newer version of the console.',
      'Install the newer version, or choose another data directory.',
    ],
    tr: [
      'Yerel veriler konsolun daha yeni bir sürümüyle yazılmış.',
      'Yeni sürümü kurun ya da başka bir veri dizini seçin.',
    ],
  },
  sandbox_unreachable: {
    en: ['The sandbox does not answer.', 'Start it again; when attached to a shared one, check that it still runs.'],
    tr: ['Sandbox yanıt vermiyor.', 'Yeniden başlatın; paylaşılan birine bağlıysanız hâlâ çalıştığını denetleyin.'],
  },
  report_holds_secret: {
    en: [
      'The report would hold a live secret and was not written.',
      'Remove the secret from the note or the lead it came from, and replace it in Entra ID.',
    ],
    tr: [
      'Rapor geçerli bir gizli bilgi içerecekti ve yazılmadı.',
      'Gizli bilgiyi geldiği nottan ya da adaydan çıkarın ve Entra ID’de yenileyin.',
    ],
  },
  bundle_holds_secret: {
    en: [
      'The support bundle would hold a live secret and was not written.',
      'Remove the part that the message names, or the text the secret came from, and replace the secret in Entra ID.',
    ],
    tr: [
      'Destek paketi geçerli bir gizli bilgi içerecekti ve yazılmadı.',
      'İletinin adını verdiği parçayı ya da gizli bilginin geldiği metni kaldırın ve gizli bilgiyi Entra ID’de yenileyin.',
    ],
  },
}
