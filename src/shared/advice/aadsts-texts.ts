import type { AdviceLocale, Meaning } from './advice-words.ts'

type Texts = Readonly<Record<AdviceLocale, Meaning>>

/** Without words of its own for both clouds: two numbers, one meaning. */
const WRONG_CLOUD: Texts = {
  en: [
    'The tenant lives in another Microsoft cloud than the one that was asked.',
    'Check the base URL: its ending decides the cloud (for example crm.dynamics.cn for China).',
  ],
  tr: [
    'Kiracı, sorulandan başka bir Microsoft bulutunda.',
    'Temel URL’yi denetleyin: bulutu son eki belirler (örneğin Çin için crm.dynamics.cn).',
  ],
}
const PASSING: Texts = {
  en: ['Entra ID has a passing problem.', 'Try again in a minute; the console does so by itself.'],
  tr: ['Entra ID’de geçici bir sorun var.', 'Bir dakika sonra yeniden deneyin; konsol bunu kendiliğinden yapar.'],
}
const NO_REAL_TENANT: Texts = {
  en: [
    'An app can sign in to a real tenant only, not to "common" or "organizations".',
    'Enter the directory (tenant) id of the organisation.',
  ],
  tr: [
    'Bir uygulama yalnızca gerçek bir kiracıda oturum açabilir; "common" ya da "organizations" olmaz.',
    'Kuruluşun dizin (kiracı) kimliğini girin.',
  ],
}
const NO_CREDENTIAL: Texts = {
  en: ['The request held neither a client secret nor a certificate.', 'Store the client secret of the tenant again.'],
  tr: [
    'İstekte ne istemci gizli anahtarı ne de sertifika vardı.',
    'Kiracının istemci gizli anahtarını yeniden kaydedin.',
  ],
}

const CERTIFICATE_UNKNOWN: Texts = {
  en: [
    'The app registration does not know the certificate.',
    'Upload the certificate under Certificates & secrets (Azure portal, App registrations, the app), or rotate to one that is there. An owner of the app registration or an Application Administrator may do it.',
  ],
  tr: [
    'Uygulama kaydı sertifikayı tanımıyor.',
    'Sertifikayı Sertifikalar ve gizli diziler altına (Azure portalı, Uygulama kayıtları, uygulama) yükleyin ya da orada bulunan birine geçin. Uygulama kaydının bir sahibi ya da bir Uygulama Yöneticisi yapabilir.',
  ],
}

/**
 * What each AADSTS number of a client credentials sign-in means to an integration admin.
 * Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes".
 */
export const AADSTS_TEXTS = {
  7000215: {
    en: [
      'The client secret is wrong; often the id of the secret was pasted instead of its value.',
      'Create a new secret under Certificates & secrets (Azure portal, App registrations, the app), paste its value (shown once) and run Test. An owner of the app registration or an Application Administrator may do it.',
    ],
    tr: [
      'İstemci gizli anahtarı yanlış; çoğu zaman değeri yerine gizli anahtarın kimliği yapıştırılmıştır.',
      'Sertifikalar ve gizli diziler altında (Azure portalı, Uygulama kayıtları, uygulama) yeni bir gizli anahtar oluşturun, bir kez gösterilen değerini yapıştırın ve bağlantıyı sınayın. Uygulama kaydının bir sahibi ya da bir Uygulama Yöneticisi yapabilir.',
    ],
  },
  7000222: {
    en: [
      'The client secret has expired.',
      'Create a new secret under Certificates & secrets (Azure portal, App registrations, the app), store its value here and note its expiry. An owner of the app registration or an Application Administrator may do it.',
    ],
    tr: [
      'İstemci gizli anahtarının süresi dolmuş.',
      'Sertifikalar ve gizli diziler altında (Azure portalı, Uygulama kayıtları, uygulama) yeni bir gizli anahtar oluşturun, değerini buraya kaydedin ve bitiş tarihini not edin. Uygulama kaydının bir sahibi ya da bir Uygulama Yöneticisi yapabilir.',
    ],
  },
  7000218: NO_CREDENTIAL,
  7000216: NO_CREDENTIAL,
  700026: CERTIFICATE_UNKNOWN,
  700027: CERTIFICATE_UNKNOWN,
  700024: {
    en: [
      'The sign-in by certificate was signed for another time: the clock of this machine is wrong.',
      'Set the clock (network time) and run Test. An administrator of this machine may do it.',
    ],
    tr: [
      'Sertifikayla oturum açma başka bir zaman için imzalanmış: bu makinenin saati yanlış.',
      'Saati ayarlayın (ağ saati) ve bağlantıyı sınayın. Bu makinenin bir yöneticisi yapabilir.',
    ],
  },
  700016: {
    en: [
      'This Entra tenant knows no app with this client id.',
      'Compare client id and tenant id with the Overview page of the app registration (Azure portal, App registrations); they must come from the same page. An owner of the app registration may look there.',
    ],
    tr: [
      'Bu Entra kiracısında bu istemci kimliğine sahip bir uygulama yok.',
      'İstemci kimliğini ve kiracı kimliğini uygulama kaydının Genel Bakış sayfasıyla (Azure portalı, Uygulama kayıtları) karşılaştırın; ikisi de aynı sayfadan gelmelidir. Uygulama kaydının bir sahibi oraya bakabilir.',
    ],
  },
  7000112: {
    en: [
      'The app is disabled in this Entra tenant.',
      'Have sign-in enabled: Azure portal, Enterprise applications, the app, Properties. An Application Administrator may do it.',
    ],
    tr: [
      'Uygulama bu Entra kiracısında devre dışı.',
      'Oturum açmanın etkinleştirilmesini isteyin: Azure portalı, Kurumsal uygulamalar, uygulama, Özellikler. Bir Uygulama Yöneticisi yapabilir.',
    ],
  },
  90002: {
    en: [
      'There is no Entra tenant with this tenant id.',
      'Copy the directory (tenant) id from the Overview page of the app registration (Azure portal, App registrations). An owner of the app registration may look there.',
    ],
    tr: [
      'Bu kiracı kimliğine sahip bir Entra kiracısı yok.',
      'Dizin (kiracı) kimliğini uygulama kaydının Genel Bakış sayfasından (Azure portalı, Uygulama kayıtları) kopyalayın. Uygulama kaydının bir sahibi oraya bakabilir.',
    ],
  },
  500011: {
    en: [
      'The Entra tenant does not know this Dataverse environment.',
      'Check that base URL (Power Platform admin centre, Environments) and tenant id belong to the same organisation. A System Administrator of the environment may look there.',
    ],
    tr: [
      'Entra kiracısı bu Dataverse ortamını tanımıyor.',
      'Temel URL (Power Platform yönetim merkezi, Ortamlar) ile kiracı kimliğinin aynı kuruluşa ait olduğunu denetleyin. Ortamın bir Sistem Yöneticisi oraya bakabilir.',
    ],
  },
  70011: {
    en: [
      'The scope of the token request is malformed.',
      'Check the base URL: it should be the bare address of the environment.',
    ],
    tr: ['Belirteç isteğinin kapsamı hatalı.', 'Temel URL’yi denetleyin: ortamın yalın adresi olmalıdır.'],
  },
  700022: {
    en: ['The token request named two resources at once.', 'Check the base URL: it should be one address.'],
    tr: ['Belirteç isteği aynı anda iki kaynağı içeriyor.', 'Temel URL’yi denetleyin: tek bir adres olmalıdır.'],
  },
  65001: {
    en: [
      'Consent for the app is missing in this tenant.',
      'Have consent granted: Azure portal, App registrations, the app, API permissions. A Privileged Role Administrator or an Application Administrator may do it.',
    ],
    tr: [
      'Bu kiracıda uygulama için onay verilmemiş.',
      'Onay verilmesini isteyin: Azure portalı, Uygulama kayıtları, uygulama, API izinleri. Bir Ayrıcalıklı Rol Yöneticisi ya da Uygulama Yöneticisi yapabilir.',
    ],
  },
  9001023: NO_REAL_TENANT,
  90124: NO_REAL_TENANT,
  50196: {
    en: ['Entra ID saw the same request too often and took it for a loop.', 'Wait a few minutes, then try again once.'],
    tr: ['Entra ID aynı isteği çok sık gördü ve döngü saydı.', 'Birkaç dakika bekleyip bir kez yeniden deneyin.'],
  },
  90038: WRONG_CLOUD,
  900382: WRONG_CLOUD,
  900432: WRONG_CLOUD,
  90006: PASSING,
  90024: PASSING,
  90033: PASSING,
  90090: PASSING,
  90055: {
    en: ['Entra ID is throttling the tenant.', 'Wait a minute; fewer processes should ask for tokens.'],
    tr: ['Entra ID kiracıyı kısıtlıyor.', 'Bir dakika bekleyin; belirteç isteyen işlem sayısı azaltılmalıdır.'],
  },
} as const satisfies Readonly<Record<number, Texts>>
