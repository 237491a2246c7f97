import { said } from './said.ts'

/** Where a remedy is carried out and who may do it, as its last sentence. Source: Microsoft Learn, "Microsoft Entra built-in roles"; "Predefined security roles". */
export const WHO_MAY = {
  readRegistration: said(
    'It is in the Azure portal under App registrations; an owner of the registration may look there.',
    'Azure portalında Uygulama kayıtları altındadır; kaydın bir sahibi oraya bakabilir.',
  ),
  renewCredential: said(
    'Azure portal, App registrations, Certificates & secrets: an owner of the registration or an Application Administrator may do it.',
    'Azure portalı, Uygulama kayıtları, Sertifikalar ve gizli diziler: kaydın bir sahibi ya da bir Uygulama Yöneticisi yapabilir.',
  ),
  manageUsers: said(
    'Power Platform admin centre, the environment, Settings, Users + permissions: a System Administrator of the environment may do it.',
    'Power Platform yönetim merkezi, ortam, Ayarlar, Kullanıcılar + izinler: ortamın bir Sistem Yöneticisi yapabilir.',
  ),
  readEnvironment: said(
    'It is in the Power Platform admin centre under Environments; a System Administrator of the environment may look there.',
    'Power Platform yönetim merkezinde Ortamlar altındadır; ortamın bir Sistem Yöneticisi oraya bakabilir.',
  ),
}
