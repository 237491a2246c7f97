import type { Meaning } from './advice-words.ts'
import type { KnownDataverseCode } from './dataverse-texts.en.ts'

/** The same in Turkish; portal names as Microsoft's Turkish pages write them. */
export const DATAVERSE_TEXTS_TR: Readonly<Record<KnownDataverseCode, Meaning>> = {
  '0x80040217': [
    'Kayıt D365’te yok ya da artık yok.',
    'Silinmiş bir aday için düzeltilecek bir şey yoktur; yeniden göndererek oluşturun.',
  ],
  '0x80060891': [
    'Bu alternatif anahtar değerine sahip bir kayıt yok.',
    'Anahtar yeniyse dizini hâlâ hazırlanıyordur; bir dakika bekleyip yeniden deneyin.',
  ],
  '0x80048d02': [
    'İstenen adres Web API’de bulunmuyor.',
    'Kiracının API sürümünü (v9.2) ve tablonun bu ortamda bulunduğunu denetleyin.',
  ],
  '0x80060890': [
    'Anahtar olarak kullanılan sütunlar etkin bir alternatif anahtar değil.',
    'Tabloda anahtarı tanımlayın ya da dizininin etkinleşmesini bekleyin.',
  ],
  '0x80060888': [
    'İstek, bu ortamın tanımadığı bir sütun, tablo ya da işlem içeriyor.',
    'Eşleme profilini ortamın sütunlarıyla karşılaştırın; "standard" profilini seçin ya da eksik sütunları oluşturun.',
  ],
  '0x8006088a': [
    'Web API isteği ayrıntılı bir neden göstermeden reddetti.',
    'Kanıtlardaki istek ve yanıtı açıp sunucunun iletisini okuyun.',
  ],
  '0x80048d19': [
    'Gövdede bu ortamın tanımadığı bir sütun ya da türü yanlış bir değer var.',
    'Eşleme profilini ortamın sütunlarıyla karşılaştırın; "standard" profilini seçin ya da eksik sütunları oluşturun.',
  ],
  '0x80040203': [
    'İstekteki bir değer kabul edilmedi.',
    'Hangi değer olduğunu sunucunun iletisinden okuyup adayı düzeltin.',
  ],
  '0x80044331': [
    'Bir metin, sütununun izin verdiğinden uzun.',
    'Değeri kaynakta kısaltın ya da sütunun en büyük uzunluğunu artırın.',
  ],
  '0x8004432f': [
    'Bir tam sayı, sütununun aralığı dışında.',
    'Sayıyı kaynakta düzeltin ya da sütunun aralığını genişletin.',
  ],
  '0x80044330': [
    'Bir ondalık sayı, sütununun aralığı dışında.',
    'Sayıyı kaynakta düzeltin ya da sütunun aralığını genişletin.',
  ],
  '0x8004431a': [
    'Bir seçenek değeri bu ortamda yok.',
    'Seçeneği D365’te ekleyin ya da bu sütunun eşlemesini düzeltin.',
  ],
  '0x80048408': ['Kaydın durumu ile durum açıklaması birbirine uymuyor.', 'Duruma ait bir durum açıklaması seçin.'],
  '0x80040278': [
    'Bir değerde D365’in saklamadığı denetim karakterleri var.',
    'Görünmeyen karakterleri kaynaktaki değerden çıkarın.',
  ],
  '0x80040200': ['Zorunlu bir sütunun değeri yok.', 'Sunucunun adını verdiği sütun için adaya bir değer girin.'],
  '0x8004022e': [
    'Kayıt salt okunur; nitelenmiş ve elenmiş adaylar böyledir.',
    'Önce adayı D365’te yeniden etkinleştirin ya da olduğu gibi bırakın.',
  ],
  '0x80041103': [
    'Sorgu, tabloda bulunmayan bir sütun içeriyor.',
    'Eşleme profilini ortamın sütunlarıyla karşılaştırın.',
  ],
  '0x80041102': [
    'Sorgu, var olmayan bir tablo içeriyor.',
    'Bu ortamda Dynamics 365 Sales’in kurulu olduğunu denetleyin; lead tablosu onunla gelir.',
  ],
  '0x80060883': ['Beklenen satır sürümü eksik.', 'İstek kimlikleriyle birlikte bildirin: bu, konsolun bir hatasıdır.'],
  '0x8006088d': [
    'Tablo iyimser eşzamanlılığa izin vermiyor.',
    'İstek kimlikleriyle birlikte bildirin: lead tablosu buna normalde izin verir.',
  ],
  '0x80040800': ['Tablo bu tür bir isteği desteklemiyor.', 'Lead’leri toplu ileti yerine tek tek gönderin.'],
  '0x80040d40': [
    'Bir uygulama kullanıcısının erişim modu değiştirilemez.',
    'Uygulama kullanıcısının erişim modunu olduğu gibi bırakın.',
  ],
  '0x80047013': [
    'Bu adda bir sütun zaten var.',
    'Türü doğruysa var olan sütunu kullanın; yapılacak başka bir şey yok.',
  ],
  '0x80060893': [
    'Bu adda bir anahtar zaten var.',
    'Sütunları doğruysa var olan anahtarı kullanın; yapılacak başka bir şey yok.',
  ],
  '0x80060894': [
    'Aynı sütunlar üzerinde bir anahtar zaten var.',
    'Var olan anahtarı kullanın; yapılacak başka bir şey yok.',
  ],
  '0x80040237': [
    'Bu kimliğe ya da anahtara sahip bir kayıt zaten var.',
    'İkinci bir kayıt oluşmadı: konsol kaydı okuyup aynı aday olup olmadığına karar verir.',
  ],
  '0x80060892': [
    'Aynı alternatif anahtara sahip bir kayıt zaten var.',
    'Kayda D365’te bakın; aynı şirketse onu benimseyin.',
  ],
  '0x80040333': [
    'Ortamın yinelenen kayıt algılama kuralı benzer bir kayıt buldu.',
    'Kuralın bulduğu kayıtlara bakın; birini benimseyin ya da kuralı değiştirin.',
  ],
  '0x80073002': [
    'Veritabanının benzersiz bir dizini satırı reddetti.',
    'Yeniden göndermeden önce D365’te aynı şirketin kaydını arayın.',
  ],
  '0x80060882': ['Kaydı bu arada bir başkası değiştirdi.', 'Kaydı yeniden okuyup değişikliği yineleyin.'],
  '0x80040220': [
    'Uygulama kullanıcısının bir ayrıcalığı eksik.',
    'İletide adı geçen ayrıcalığı güvenlik rolüne en az kullanıcı düzeyinde verin (Lead Okuma: kuruluş düzeyinde): Power Platform yönetim merkezi, ortam, Ayarlar, Kullanıcılar + izinler, Güvenlik rolleri. Ortamın bir Sistem Yöneticisi yapabilir.',
  ],
  '0x80048306': [
    'Rol bu tür bir işleme izin veriyor, ama bu kayıtta değil.',
    'Ayrıcalığın düzeyini yükseltin ya da kaydı uygulama kullanıcısıyla paylaşın.',
  ],
  '0x80048405': ['Erişim reddedildi.', 'Uygulama kullanıcısının güvenlik rollerini denetleyin.'],
  '0x8004020d': [
    'Erişim hakları bu kayıt için yeterli değil.',
    'Uygulama kullanıcısının güvenlik rollerini ve düzeylerini denetleyin.',
  ],
  '0x80042f09': [
    'Uygulama kullanıcısının güvenlik rolü yok.',
    '"Hunter Integration" rolünü atayın: Power Platform yönetim merkezi, Ayarlar, Kullanıcılar + izinler, Uygulama kullanıcıları. Ortamın bir Sistem Yöneticisi yapabilir.',
  ],
  '0x80072560': [
    'Oturum açma sorunsuz, ama bu ortamda istemci kimliğine ait bir uygulama kullanıcısı yok.',
    'Oluşturun: Power Platform yönetim merkezi, Ayarlar, Kullanıcılar + izinler, Uygulama kullanıcıları, Yeni uygulama kullanıcısı. Ortamın bir Sistem Yöneticisi yapabilir.',
  ],
  '0x80040225': [
    'Uygulama kullanıcısı devre dışı ya da bir iş birimine bağlı değil.',
    'Etkinleştirin: Power Platform yönetim merkezi, Ayarlar, Kullanıcılar + izinler, Uygulama kullanıcıları. Ortamın bir Sistem Yöneticisi yapabilir.',
  ],
  '0x8004a110': [
    'Uygulama kullanıcısı başka bir kullanıcı adına işlem yapamaz.',
    'Adına işlem yapılan kullanıcıyı istekten çıkarın ya da Delegate rolünü atayın.',
  ],
  '0x8004f502': [
    'Sütun güvenliği, oluştururken korumalı bir sütunun doldurulmasını engelliyor.',
    'Uygulama kullanıcısını oluşturmaya izin veren bir sütun güvenlik profiline ekleyin.',
  ],
  '0x8004f504': [
    'Sütun güvenliği, korumalı bir sütunun okunmasını engelliyor.',
    'Uygulama kullanıcısını okumaya izin veren bir sütun güvenlik profiline ekleyin.',
  ],
  '0x8004f507': [
    'Sütun güvenliği, korumalı bir sütunun değiştirilmesini engelliyor.',
    'Uygulama kullanıcısını güncellemeye izin veren bir sütun güvenlik profiline ekleyin.',
  ],
  '0x8004a113': ['Ortam yönetim modunda.', 'Modun kapatılmasını bekleyin ya da Power Platform yöneticisinden isteyin.'],
  '0x8004d24b': [
    'Kullanıcının bu ortam için lisansı yok.',
    'Lisans gerektirmeyen bir uygulama kullanıcısı kullanın ya da lisans atayın.',
  ],
  '0x80044302': [
    'İstek, kabul edilen bir oturum taşımıyordu.',
    'Kiracıda Test’i çalıştırın; istemci kimliğini, Entra kiracı kimliğini ve temel URL’yi denetleyin.',
  ],
  '0x80041d50': [
    'Belirteç kabul edilmedi.',
    'Entra kiracısı ile temel URL’nin birbirine ait olduğunu denetleyip kiracıda Test’i çalıştırın.',
  ],
  '0x80041d52': ['Belirtecin süresi dolmuştu.', 'Bu bilgisayarın saatini denetleyip yeniden deneyin.'],
  '0x8005f101': ['Belirtecin süresi dolmuştu.', 'Bu bilgisayarın saatini denetleyip yeniden deneyin.'],
  '0x80072322': [
    'Beş dakika içinde çok fazla istek gönderildi.',
    'Süren bir gönderimi konsol aradan sonra kendiliğinden sürdürür; bitmiş olan yeniden başlatılabilir.',
  ],
  '0x80072321': [
    'Son beş dakikanın istekleri çok fazla yürütme süresi kullandı.',
    'Bekleyin; sık oluyorsa eşzamanlı gönderim sayısını düşürün ya da adaylar üzerindeki yavaş eklentileri araştırın.',
  ],
  '0x80072326': [
    'Aynı anda çok fazla istek gönderildi.',
    'Bekleyin; konsol eşzamanlı istek sayısını kendiliğinden düşürür.',
  ],
  '0x8005f103': ['Sunucu istekleri kısıtlıyor.', 'Bekleyin: konsol bir aradan sonra kendiliğinden sürdürür.'],
  '0x80040265': [
    'Ortamdaki bir eklenti ya da iş akışı kaydı reddetti.',
    'İletiyi okuyun: onu eklentiyi yazan kişi yazmıştır ve açıklayabilir.',
  ],
  '0x8004a104': ['Ortam kapatılmış.', 'Power Platform yöneticisinden etkinleştirmesini isteyin.'],
  '0x80044150': [
    'Ortamın veritabanı hata verdi; çoğu zaman iki istek birbirini kilitlemiştir.',
    'Yeniden deneyin; konsol bunu kendiliğinden yapar.',
  ],
  '0x80044151': [
    'Ortamın veritabanı zamanında yanıt vermedi.',
    'Daha sonra yeniden deneyin; toplu gönderimse daha küçük parçalarla.',
  ],
  '0x80044339': [
    'Kayıt ya da tablo başkası tarafından kilitlenmişti.',
    'Yeniden deneyin; konsol bunu kendiliğinden yapar.',
  ],
  '0x8004ed47': [
    'Yayımlanmakta olan bir özelleştirme kilit tutuyordu.',
    'İçe aktarma ya da yayımlama bitince yeniden deneyin.',
  ],
  '0x80040216': [
    'Sunucu ayrıntı vermeden hata verdi; sütun değişikliğinden hemen sonra da olur.',
    'Yarım dakika sonra yeniden deneyin; sürerse istek kimliklerini Microsoft desteğine verin.',
  ],
  '0x80040224': [
    'Ortamdaki bir eklenti hata verdi.',
    'Yeniden deneyin; sürerse iletiyi eklentiyi yazan kişiye gösterin.',
  ],
  '0x80081111': [
    'Ortamdaki bir eklenti iki dakikadan uzun sürdü.',
    'Eklentiyi yazan kişiye gösterin, sonra yeniden deneyin.',
  ],
  '0x8004418d': ['Ortamda eklenti için boş çalışan yoktu.', 'Yeniden deneyin; konsol bunu kendiliğinden yapar.'],
  '0x80071151': ['Bir çözüm içe aktarılıyor ya da yayımlanıyor.', 'Bittiğinde yeniden deneyin.'],
}
