import type { Tenant } from '../../shared/model/tenant.ts'
import { said, type Said } from './said.ts'

/** What A1.3 says of a credential, by its kind. `inKeychain` is the first of two sentences. */
export interface CredentialWords {
  readonly none: Said
  readonly unreadable: Said
  readonly session: Said
  readonly inKeychain: Said
  readonly howToSet: Said
  /** It has ended, ends within a week, a month, two months. */
  readonly renew: Readonly<Record<'now' | 'atOnce' | 'thisWeek' | 'soon', Said>>
}

export const CREDENTIAL_WORDS: Readonly<Record<Tenant['credential'], CredentialWords>> = {
  secret: {
    none: said('There is no client secret for this tenant.', 'Bu kiracının gizli anahtarı yok.'),
    unreadable: said(
      'The keychain of this machine cannot be used, so the client secret cannot be read.',
      'Bu makinenin anahtarlığı kullanılamıyor, bu yüzden gizli anahtar okunamıyor.',
    ),
    session: said(
      'The client secret is held in memory for this session only.',
      'Gizli anahtar yalnızca bu oturum için bellekte tutuluyor.',
    ),
    inKeychain: said('The client secret is in the keychain.', 'Gizli anahtar anahtarlıkta.'),
    howToSet: said(
      'Open Tenants and set the client secret: paste the value, not the id; Entra ID shows it only once.',
      'Kiracılar sayfasında istemci gizli anahtarını girin: kimliği değil değeri yapıştırın; Entra ID onu yalnızca bir kez gösterir.',
    ),
    renew: {
      now: said('Make a new secret and store it now.', 'Hemen yeni bir gizli anahtar oluşturup saklayın.'),
      atOnce: said('Make a new secret at once and rotate to it.', 'Hemen yeni bir gizli anahtar oluşturup ona geçin.'),
      thisWeek: said(
        'Make a new secret this week and rotate to it.',
        'Bu hafta yeni bir gizli anahtar oluşturup ona geçin.',
      ),
      soon: said('Make a new secret soon and rotate to it.', 'Yakında yeni bir gizli anahtar oluşturup ona geçin.'),
    },
  },
  certificate: {
    none: said('There is no key of a certificate for this tenant.', 'Bu kiracının sertifika anahtarı yok.'),
    unreadable: said(
      'The keychain of this machine cannot be used, so the key of the certificate cannot be read.',
      'Bu makinenin anahtarlığı kullanılamıyor, bu yüzden sertifikanın anahtarı okunamıyor.',
    ),
    session: said(
      'The key of the certificate is held in memory for this session only.',
      'Sertifikanın anahtarı yalnızca bu oturum için bellekte tutuluyor.',
    ),
    inKeychain: said('The key of the certificate is in the keychain.', 'Sertifikanın anahtarı anahtarlıkta.'),
    howToSet: said(
      'Open Tenants, Rotate credential, and choose the certificate with its key (PEM or PFX).',
      'Kiracılar’da Kimlik bilgisini yenile’yi açın ve anahtarıyla birlikte sertifikayı seçin (PEM ya da PFX).',
    ),
    renew: {
      now: said(
        'Make a new certificate, upload it to the app registration and rotate to it now.',
        'Hemen yeni bir sertifika oluşturun, uygulama kaydına yükleyin ve ona geçin.',
      ),
      atOnce: said(
        'Make a new certificate at once, upload it to the app registration and rotate to it.',
        'Gecikmeden yeni bir sertifika oluşturun, uygulama kaydına yükleyin ve ona geçin.',
      ),
      thisWeek: said(
        'Make a new certificate this week, upload it to the app registration and rotate to it.',
        'Bu hafta yeni bir sertifika oluşturun, uygulama kaydına yükleyin ve ona geçin.',
      ),
      soon: said(
        'Make a new certificate soon, upload it to the app registration and rotate to it.',
        'Yakında yeni bir sertifika oluşturun, uygulama kaydına yükleyin ve ona geçin.',
      ),
    },
  },
}
